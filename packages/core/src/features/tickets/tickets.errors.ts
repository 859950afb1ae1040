import { defineErrors } from '../../kernel/errors.ts';

export const ticketErrors = defineErrors('ticket', {
  not_found: ['NOT_FOUND', 'Not found.'],
  already_refunded: ['CONFLICT', 'This ticket has been refunded already.'],
  already_used: ['CONFLICT', 'A used ticket can’t be refunded.'],
  cancelled: ['CONFLICT', 'This ticket has been cancelled: it has no QR code any more.'],
});

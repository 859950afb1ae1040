import { defineErrors } from '../../kernel/errors.ts';

export const orderErrors = defineErrors('order', {
  not_found: ['NOT_FOUND', 'Not found.'],
  not_invoiced: ['CONFLICT', 'There is no invoice: this order is not confirmed, or it costs nothing.'],
  no_tickets: ['CONFLICT', 'There is no ticket of yours in this order that is still good.'],
  too_many_tickets: ['CONFLICT', 'This order has too many tickets for one file. Get each ticket on its own.'],
  documents_in_progress: ['TOO_MANY_REQUESTS', 'Your documents are being made. Wait for them, then retry.'],
});

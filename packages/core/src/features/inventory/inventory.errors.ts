import { defineErrors } from '../../kernel/errors.ts';

export const inventoryErrors = defineErrors('ticket_type', {
  not_found: ['NOT_FOUND', 'Not found.'],
  sold_out: ['CONFLICT', 'These tickets are sold out.'],
  has_sales: ['CONFLICT', 'Tickets of this type have been booked: it can’t be deleted.'],
});

import { z } from 'zod';
import { moneyInput } from '../../kernel/money.ts';
import { id, text } from '../../kernel/validation.ts';

/** `setiket.md`, Purchase Ticket. */
export const purchaseInput = z.object({
  ticket_id: id.describe('Of the ticket type'),
  price: moneyInput.nullish().describe('Required for relawan: what the buyer wants to pay'),
});

/** `setiket.md`, Refund Ticket. */
export const refundInput = z.object({ id: id.describe('Of the ticket'), reason: text(1000).optional() });

export const refundOutput = z.object({ message: z.string() }).meta({ id: 'RefundResult' });

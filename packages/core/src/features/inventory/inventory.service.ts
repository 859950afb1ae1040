import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { resolvePeriod } from '../../kernel/period.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { eventToSellFor, setLowestPrice } from '../events/index.ts';
import type { createTicketTypeInput } from './inventory.schema.ts';
import { type TicketTypeView, ticketTypeView, withPool } from './inventory.view.ts';
import { priceProblem } from './pricing.ts';

/** `setiket.md`, Create Ticket: puts a ticket type on sale, with a pool of its own. */
export async function createTicketType(
  ctx: UserCtx,
  input: z.output<typeof createTicketTypeInput>,
): Promise<TicketTypeView> {
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const event = await eventToSellFor(tx, ctx, input.event_id);
    const problem = priceProblem({ kind: input.ticket_type, price: input.price, currency: event.currency });
    if (problem) throw fieldError('price', problem);
    const sale = resolvePeriod(
      { ...input, starts_at: input.sale_starts_at, ends_at: input.sale_ends_at },
      event.timezone,
      { starts_at: now, ends_at: event.ends_at },
    );
    const pool_id = newId(now.getTime());
    await tx.pools.create({ data: { id: pool_id, event_id: event.id, capacity: input.ticket_quantity } });
    const type = await tx.ticket_types.create({
      data: {
        id: newId(now.getTime()),
        event_id: event.id,
        pool_id,
        title: input.title,
        kind: input.ticket_type,
        description: input.description ?? '',
        price: input.price ?? '0',
        currency: event.currency,
        sale_starts_at: sale.starts_at,
        sale_ends_at: sale.ends_at,
        created_at: now,
        updated_at: now,
      },
      include: withPool,
    });
    await keepLowestPrice(tx, event.id);
    await audit(tx, {
      action: 'ticket_type.created',
      subject_type: 'ticket_type',
      subject_id: type.id,
      data: { event_id: event.id },
    });
    return ticketTypeView(ctx, { ...type, event });
  });
}

async function keepLowestPrice(tx: Tx, event_id: string): Promise<void> {
  const { _min } = await tx.ticket_types.aggregate({ where: { event_id }, _min: { price: true } });
  await setLowestPrice(tx, event_id, _min.price?.toFixed() ?? null);
}

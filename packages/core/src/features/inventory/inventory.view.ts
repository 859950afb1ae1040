import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { Deps } from '../../kernel/context.ts';
import { moneyString } from '../../kernel/money.ts';
import { iso, wallClock } from '../../kernel/time.ts';
import type { ticketTypeOutput } from './inventory.schema.ts';

export type TicketTypeView = z.output<typeof ticketTypeOutput>;

/** What a view of a ticket type needs beside the row itself. */
export const withPool = { pool: true } as const satisfies Prisma.ticket_typesInclude;

type TicketTypeRow = Prisma.ticket_typesGetPayload<{ include: typeof withPool }> & { event: { timezone: string } };

export function ticketTypeView({ clock }: Pick<Deps, 'clock'>, row: TicketTypeRow): TicketTypeView {
  const start = wallClock(row.sale_starts_at, row.event.timezone);
  const end = wallClock(row.sale_ends_at, row.event.timezone);
  const { capacity, sold, held } = row.pool;
  return {
    object: 'ticket_type',
    id: row.id,
    title: row.title,
    event_id: row.event_id,
    start_date: start.date,
    end_date: end.date,
    start_time: start.time,
    end_time: end.time,
    sale_starts_at: iso(row.sale_starts_at),
    sale_ends_at: iso(row.sale_ends_at),
    ticket_quantity: capacity - sold - held,
    quota: capacity,
    sold,
    held,
    ticket_type: row.kind,
    description: row.description,
    price: moneyString(row.price, row.currency),
    currency: row.currency,
    availability: availabilityOf(row, clock.now()),
    created_at: iso(row.created_at),
  };
}

type Sellable = { sale_starts_at: Date; sale_ends_at: Date; pool: { capacity: number; sold: number; held: number } };

/** Whether a ticket type can be bought now, and if not why. */
export function availabilityOf(type: Sellable, now: Date): TicketTypeView['availability'] {
  if (now >= type.sale_ends_at) return 'ended';
  if (type.pool.sold + type.pool.held >= type.pool.capacity) return 'sold_out';
  return now < type.sale_starts_at ? 'not_yet' : 'available';
}

import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { Deps } from '../../kernel/context.ts';
import { moneyString } from '../../kernel/money.ts';
import type { Tax } from '../../kernel/tax.ts';
import { iso, wallClock } from '../../kernel/time.ts';
import type { ticketTypeOutput } from './inventory.schema.ts';
import { priceWithTax } from './pricing.ts';

export type TicketTypeView = z.output<typeof ticketTypeOutput>;

/** What a view of a ticket type needs beside the row itself. */
export const withPool = { pool: true, shared_pool: true } as const satisfies Prisma.ticket_typesInclude;

/** And of its event. */
export const withEventPool = {
  ...withPool,
  event: { include: { pool: true } },
} as const satisfies Prisma.ticket_typesInclude;

type Places = { capacity: number; sold: number; held: number };
type TicketTypeRow = Prisma.ticket_typesGetPayload<{ include: typeof withPool }> & {
  event: { timezone: string; pool: Places | null } & Tax;
};

export function ticketTypeView({ clock }: Pick<Deps, 'clock'>, row: TicketTypeRow): TicketTypeView {
  const start = wallClock(row.sale_starts_at, row.event.timezone);
  const end = wallClock(row.sale_ends_at, row.event.timezone);
  return {
    object: 'ticket_type',
    id: row.id,
    title: row.title,
    event_id: row.event_id,
    event: row.event_id,
    start_date: start.date,
    end_date: end.date,
    start_time: start.time,
    end_time: end.time,
    sale_starts_at: iso(row.sale_starts_at),
    sale_ends_at: iso(row.sale_ends_at),
    ticket_quantity: placesLeft(row),
    quota: row.pool.capacity,
    sold: row.pool.sold,
    held: row.pool.held,
    ticket_type: row.kind,
    tier: row.tier,
    description: row.description,
    price: moneyString(row.price, row.currency),
    price_with_tax: moneyString(priceWithTax(row), row.currency),
    currency: row.currency,
    min_per_order: row.min_per_order,
    max_per_order: row.max_per_order,
    max_per_person: row.max_per_person,
    shared_pool_id: row.shared_pool_id,
    availability: availabilityOf(row, clock.now()),
    created_at: iso(row.created_at),
  };
}

type Drawing = { pool: Places; shared_pool: Places | null; event: { pool: Places | null } };

/** How many more can be had: the scarcest of all pools that the type draws on. */
export function placesLeft({ pool, shared_pool, event }: Drawing): number {
  const free = [pool, shared_pool, event.pool].flatMap((row) => (row ? [row.capacity - row.sold - row.held] : []));
  return Math.max(0, Math.min(...free));
}

type Sellable = Drawing & { sale_starts_at: Date; sale_ends_at: Date };

/** Whether a ticket type can be bought now, and if not why. */
export function availabilityOf(type: Sellable, now: Date): TicketTypeView['availability'] {
  if (now >= type.sale_ends_at) return 'ended';
  if (placesLeft(type) === 0) return 'sold_out';
  return now < type.sale_starts_at ? 'not_yet' : 'available';
}

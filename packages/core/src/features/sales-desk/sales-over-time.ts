import { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { type Amount, type AmountLike, amount, moneyString } from '../../kernel/money.ts';
import { addSeconds, iso, parseInstant, wallClock } from '../../kernel/time.ts';
import { eventErrors, requireMemberOf } from '../events/index.ts';
import type { salesOverTimeInput, salesOverTimeOutput } from './sales-desk.schema.ts';

type Output = z.output<typeof salesOverTimeOutput>;
type Row = { starts_at: Date; ticket_type_id: string; tickets: number; revenue: AmountLike };
type Window = { id: string; from: Date | undefined; to: Date };

const HOUR_SECONDS = 3_600;
const HOURS_BY_DEFAULT = 48;
/** More hours than this are no longer looked at by the hour, and would be thousands of buckets. */
const MOST_HOURS = 31 * 24;

/**
 * What an event sold when, added up by the database.
 * @throws event.not_found, event.not_yours
 */
export async function salesOverTime(
  ctx: UserCtx,
  { id, per, ...input }: z.output<typeof salesOverTimeInput>,
): Promise<Output> {
  const event = await ctx.db.events.findUnique({
    where: { id },
    include: { ticket_types: { select: { id: true, title: true } } },
  });
  await requireMemberOf(ctx.db, ctx.actor, event);
  if (!event) throw eventErrors.not_found();
  const { timezone, currency } = event;
  const to = input.to === undefined ? addSeconds(ctx.clock.now(), 1) : parseInstant(input.to, timezone);
  const from = startOf({ per, from: input.from === undefined ? undefined : parseInstant(input.from, timezone), to });
  const rows = await ctx.db.$queryRaw<Row[]>(bucketsOf({ id, from, to }, per, timezone));
  const titles = new Map(event.ticket_types.map((type) => [type.id, type.title]));
  const sums = ({ tickets, revenue }: Sum) => ({ tickets, revenue: moneyString(revenue, currency) });
  return {
    event_id: id,
    per,
    timezone,
    currency,
    buckets: [...Map.groupBy(rows, (row) => row.starts_at.getTime()).values()].map((bucket) => {
      const { starts_at } = bucket[0]!;
      return {
        starts_at: iso(starts_at),
        ...wallClock(starts_at, timezone),
        ...sums(sumOf(bucket)),
        by_type: bucket.map((row) => ({ ticket_type_id: row.ticket_type_id, ...sums(sumOf([row])) })),
      };
    }),
    by_type: [...Map.groupBy(rows, (row) => row.ticket_type_id)]
      .map(([ticket_type_id, sold]) => ({ ticket_type_id, sum: sumOf(sold) }))
      .sort((a, b) => b.sum.tickets - a.sum.tickets)
      .map(({ ticket_type_id, sum }) => ({ ticket_type_id, title: titles.get(ticket_type_id) ?? '', ...sums(sum) })),
  };
}

function startOf({ per, from, to }: { per: 'hour' | 'day'; from: Date | undefined; to: Date }): Date | undefined {
  if (from && from >= to) throw fieldError('to', 'The end has to be after the beginning.');
  if (per === 'day') return from;
  const start = from ?? addSeconds(to, -HOURS_BY_DEFAULT * HOUR_SECONDS);
  if (to.getTime() - start.getTime() > MOST_HOURS * HOUR_SECONDS * 1000)
    throw fieldError('from', 'By the hour, at most 31 days can be asked for.');
  return start;
}

/** By the index on event and time of sale; no ticket of another event is read. */
function bucketsOf({ id, from, to }: Window, per: 'hour' | 'day', timezone: string): Prisma.Sql {
  const since = from ? Prisma.sql`AND created_at >= ${from}` : Prisma.empty;
  return Prisma.sql`
    SELECT date_trunc(${per}, created_at, ${timezone}) AS starts_at, ticket_type_id,
      count(*)::int AS tickets, sum(price) AS revenue
    FROM tickets
    WHERE event_id = ${id}::uuid AND status <> 'cancelled' AND created_at < ${to} ${since}
    GROUP BY 1, 2
    ORDER BY 1, 2`;
}

type Sum = { tickets: number; revenue: Amount };

function sumOf(rows: readonly Row[]): Sum {
  return rows.reduce<Sum>(
    (sum, { tickets, revenue }) => ({ tickets: sum.tickets + tickets, revenue: sum.revenue.plus(amount(revenue)) }),
    { tickets: 0, revenue: amount(0) },
  );
}

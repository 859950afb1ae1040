import { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { ScannerCtx } from '../../kernel/context.ts';
import { addSeconds, iso } from '../../kernel/time.ts';
import { irregularInside } from './irregular-entries.ts';
import { eventsAskedFor } from './log.service.ts';
import type { statsInput, statsOutput } from './scanning.schema.ts';

type Stats = z.output<typeof statsOutput>;
type GateRow = Omit<Stats['gates'][number], 'last_scan_at'> & { last_scan_at: Date };
type MinuteRow = { minute: Date; entries: number; exits: number; refused: number };

/** `oc-mena.md`, Scan statistics: who came, who is inside, how the gates do, and why somebody was refused. */
export async function scanStats(ctx: ScannerCtx, input: z.output<typeof statsInput>): Promise<Stats> {
  const { event, event_id = event, minutes } = input;
  const events = await eventsAskedFor(ctx, event_id);
  const asked = events === undefined ? Prisma.sql`TRUE` : Prisma.sql`event_id = ANY(${events}::uuid[])`;
  const since = addSeconds(ctx.clock.now(), -60 * minutes);
  const [[totals], gates, per_minute, refusals] = await Promise.all([
    ctx.db.$queryRaw<Totals[]>`
      SELECT a.*, t.expected, c.conflicts_open, i.irregular_inside FROM
        (SELECT count(*)::int AS admitted, count(*) FILTER (WHERE is_inside)::int AS inside_now FROM admissions WHERE ${asked}) AS a,
        (SELECT count(*)::int AS expected FROM tickets WHERE status <> 'cancelled' AND ${asked}) AS t,
        (SELECT count(*)::int AS conflicts_open FROM scan_conflicts WHERE resolved_at IS NULL AND ${asked}) AS c,
        (${irregularInside(asked)}) AS i`,
    ctx.db.$queryRaw<GateRow[]>`
      SELECT gate_id, min(gate_name) AS gate,
        count(*) FILTER (WHERE result = 'admitted')::int AS admitted,
        count(*) FILTER (WHERE result = 'reentered')::int AS reentered,
        count(*) FILTER (WHERE result = 'left')::int AS "left",
        count(*) FILTER (WHERE result = 'refused')::int AS refused,
        max(scanned_at) AS last_scan_at
      FROM scans WHERE undone_at IS NULL AND ${asked}
      GROUP BY gate_id, CASE WHEN gate_id IS NULL THEN gate_name END ORDER BY 2, 1`,
    ctx.db.$queryRaw<MinuteRow[]>`
      SELECT date_trunc('minute', scanned_at) AS minute,
        count(*) FILTER (WHERE result IN ('admitted', 'reentered') OR (result = 'conflict' AND reason IS NOT NULL))::int
          AS entries,
        count(*) FILTER (WHERE result = 'left')::int AS exits,
        count(*) FILTER (WHERE result = 'refused')::int AS refused
      FROM scans WHERE undone_at IS NULL AND scanned_at >= ${since} AND ${asked} GROUP BY 1 ORDER BY 1`,
    ctx.db.$queryRaw<{ reason: string; count: number }[]>`
      SELECT reason, count(*)::int AS count FROM scans WHERE result = 'refused' AND ${asked} GROUP BY 1 ORDER BY 1`,
  ]);
  const { admitted, inside_now, expected, conflicts_open, irregular_inside } = totals!;
  return {
    event_id: event_id ?? (events?.length === 1 ? events[0]! : null),
    expected,
    admitted,
    inside_now: inside_now + irregular_inside,
    left: admitted - inside_now,
    refused: refusals.reduce((sum, { count }) => sum + count, 0),
    conflicts_open,
    gates: gates.map((gate) => ({ ...gate, last_scan_at: iso(gate.last_scan_at) })),
    per_minute: per_minute.map((row) => ({ ...row, minute: iso(row.minute) })),
    refusals: Object.fromEntries(refusals.map(({ reason, count }) => [reason, count])),
  };
}

type Totals = {
  admitted: number;
  inside_now: number;
  expected: number;
  conflicts_open: number;
  irregular_inside: number;
};

import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { ScannerCtx } from '../../kernel/context.ts';
import { keysetOf, type Page } from '../../kernel/paging.ts';
import { iso, parseInstant } from '../../kernel/time.ts';
import { requireScanner, scannableEventIds } from '../gates/index.ts';
import type { Reason } from './judgement.ts';
import { namesOf } from './names.ts';
import type { listScansInput, scanOutput } from './scanning.schema.ts';

type ScanView = z.output<typeof scanOutput>;

const withTicket = { ticket: { select: { code: true } } } as const satisfies Prisma.scansInclude;
type ScanRow = Prisma.scansGetPayload<{ include: typeof withTicket }>;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The events that a question is about: the one it names, or all that the caller may scan; undefined without a limit.
 * @throws request.forbidden, event.not_found
 */
export async function eventsAskedFor(ctx: ScannerCtx, event_id: string | undefined): Promise<string[] | undefined> {
  if (event_id === undefined) return scannableEventIds(ctx.db, ctx.actor);
  await requireScanner(ctx.db, ctx.actor, event_id);
  return [event_id];
}

/** `oc-mena.md`, Scan logs: what gates have read, the latest first. */
export async function listScans(ctx: ScannerCtx, input: z.output<typeof listScansInput>): Promise<Page<ScanView>> {
  const { event, event_id = event, gate, gate_id, ticket, ticket_id, result, reason, since } = input;
  const events = await eventsAskedFor(ctx, event_id);
  const where: Prisma.scansWhereInput = {
    ...(events && { event_id: { in: events } }),
    ...(gate_id && { gate_id }),
    ...(gate && (ID.test(gate) ? { gate_id: gate } : { gate_name: { equals: gate, mode: 'insensitive' } })),
    ...(ticket_id && { ticket_id }),
    ...(ticket && (ID.test(ticket) ? { ticket_id: ticket } : { ticket: { code: ticket.trim().toUpperCase() } })),
    ...(result && { result }),
    ...(reason && { reason }),
    ...(since && { scanned_at: { gte: parseInstant(since, ctx.env.DEFAULT_TIMEZONE) } }),
  };
  const keyset = keysetOf(input, 'scanned_at');
  const [rows, total] = await Promise.all([
    ctx.db.scans.findMany({
      where: { AND: [where, keyset.where] },
      include: withTicket,
      ...keyset.window,
    }),
    ctx.db.scans.count({ where }),
  ]);
  const names = await namesOf(ctx.db, rows);
  return keyset.page(rows, total, (row) => scanView(row, names));
}

function scanView(row: ScanRow, names: Map<string, string>): ScanView {
  return {
    id: row.id,
    event_id: row.event_id,
    ticket_id: row.ticket_id,
    ticket_code: row.ticket?.code ?? null,
    gate_id: row.gate_id,
    gate: row.gate_name,
    device_id: row.device_id,
    scanned_by: names.get(row.device_id ?? row.actor_id ?? '') ?? '',
    device_scan_id: row.device_scan_id,
    source: row.source,
    direction: row.direction,
    result: row.result,
    reason: row.reason as Reason | null,
    scanned_at: iso(row.scanned_at),
    received_at: iso(row.received_at),
    undone_at: iso(row.undone_at),
  };
}

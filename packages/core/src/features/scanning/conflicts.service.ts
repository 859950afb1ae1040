import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import { type DbOrTx, withTransaction } from '../../kernel/transaction.ts';
import type { Reason } from './judgement.ts';
import { eventsAskedFor } from './log.service.ts';
import { namesOf } from './names.ts';
import { scanErrors } from './scanning.errors.ts';
import { requireSupervisor } from './scanning.policy.ts';
import type { conflictOutput, listConflictsInput, resolveConflictInput } from './scanning.schema.ts';

type ConflictView = z.output<typeof conflictOutput>;

const withParts = {
  first_scan: true,
  scan: {
    include: {
      ticket: {
        select: {
          code: true,
          owner: { select: { username: true, first_name: true, last_name: true } },
          event: { select: { organization_id: true } },
        },
      },
    },
  },
} as const satisfies Prisma.scan_conflictsInclude;

type Scan = Prisma.scansGetPayload<object>;
type ConflictRow = Prisma.scan_conflictsGetPayload<{ include: typeof withParts }>;

/** Entries that should not have happened, as uploads of gates without network showed; the latest first. */
export async function listConflicts(
  ctx: UserCtx,
  input: z.output<typeof listConflictsInput>,
): Promise<Page<ConflictView>> {
  const { event, event_id = event, is_resolved } = input;
  const events = await eventsAskedFor(ctx, event_id);
  const where: Prisma.scan_conflictsWhereInput = {
    ...(events && { event_id: { in: events } }),
    ...(is_resolved !== undefined && { resolved_at: is_resolved ? { not: null } : null }),
  };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.scan_conflicts.findMany({
      where,
      include: withParts,
      orderBy: [{ detected_at: 'desc' }, { scan_id: 'desc' }],
      skip,
      take,
    }),
    ctx.db.scan_conflicts.count({ where }),
  ]);
  return toPage(input, await viewsOf(ctx.db, rows), total);
}

/**
 * A supervisor writes down what became of a conflict, once.
 * @throws scan.conflict_not_found, scan.conflict_resolved
 */
export function resolveConflict(
  ctx: UserCtx,
  { id, note }: z.output<typeof resolveConflictInput>,
): Promise<ConflictView> {
  return withTransaction(ctx, async (tx) => {
    const conflict = await tx.scan_conflicts.findUnique({ where: { scan_id: id }, include: withParts });
    if (!conflict) throw scanErrors.conflict_not_found();
    const { organization_id } = conflict.scan.ticket!.event;
    await requireSupervisor(tx, ctx.actor, { organization_id }, scanErrors.conflict_not_found);
    const resolved = { resolved_at: ctx.clock.now(), resolved_by: ctx.actor.id, note };
    const { count } = await tx.scan_conflicts.updateMany({ where: { scan_id: id, resolved_at: null }, data: resolved });
    if (count === 0) throw scanErrors.conflict_resolved();
    await audit(tx, {
      action: conflict.first_scan ? 'ticket.double_entry_resolved' : 'ticket.irregular_entry_resolved',
      subject_type: 'ticket',
      subject_id: conflict.ticket_id,
      data: { scan_id: id, note },
    });
    const [view] = await viewsOf(tx, [{ ...conflict, ...resolved }]);
    return view!;
  });
}

async function viewsOf(db: DbOrTx, rows: ConflictRow[]): Promise<ConflictView[]> {
  const scanners = rows.flatMap(({ scan, first_scan, resolved_by }) => [
    scan,
    ...(first_scan ? [first_scan] : []),
    { device_id: null, actor_id: resolved_by },
  ]);
  const names = await namesOf(db, scanners);
  const entry = ({ id, gate_name, device_id, actor_id, scanned_at }: Scan) => ({
    scan_id: id,
    gate: gate_name,
    scanned_by: names.get(device_id ?? actor_id ?? '') ?? '',
    at: iso(scanned_at),
  });
  return rows.map((row) => {
    const { code, owner } = row.scan.ticket!;
    return {
      id: row.scan_id,
      event_id: row.event_id,
      ticket_id: row.ticket_id,
      ticket_code: code,
      holder: `${owner.first_name} ${owner.last_name}`.trim() || owner.username,
      reason: row.reason as Reason,
      first_entry: row.first_scan && entry(row.first_scan),
      second_entry: entry(row.scan),
      detected_at: iso(row.detected_at),
      resolved_at: iso(row.resolved_at),
      resolved_by: row.resolved_by && (names.get(row.resolved_by) ?? null),
      note: row.note,
    };
  });
}

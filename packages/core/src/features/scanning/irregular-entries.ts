import { Prisma } from '@setiket/db';
import { auditAll } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/transaction.ts';
import type { Judged } from './upload-verdicts.ts';

/**
 * Records passages that the server would have refused: the people went through, so each is in the log, each entry is a
 * conflict to be settled, and neither ticket nor admission changes.
 */
export async function writeIrregular(tx: Tx, irregular: Judged[], now: Date): Promise<void> {
  if (irregular.length === 0) return;
  await tx.scans.createMany({ data: irregular.map(({ row }) => row) });
  const entries = irregular.filter(({ row }) => row.direction === 'entry');
  if (entries.length === 0) return;
  await tx.scan_conflicts.createMany({
    data: entries.map(({ row, ticket, reason }) => ({
      scan_id: row.id,
      reason: reason!,
      ticket_id: ticket!.id,
      event_id: ticket!.event_id,
      detected_at: now,
    })),
  });
  await auditAll(
    tx,
    entries.map(({ row, ticket, reason }) => ({
      action: 'ticket.irregular_entry_found',
      subject_type: 'ticket',
      subject_id: ticket!.id,
      data: { scan_id: row.id, reason: reason! },
    })),
  );
}

/** SQL for how many people are inside by irregular entries, of scans that match `condition`. */
export function irregularInside(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT coalesce(sum(greatest(entries - exits, 0)), 0)::int AS irregular_inside FROM (
    SELECT count(*) FILTER (WHERE direction = 'entry') AS entries, count(*) FILTER (WHERE direction = 'exit') AS exits
    FROM scans WHERE reason IS NOT NULL AND result <> 'refused' AND undone_at IS NULL AND ${condition}
    GROUP BY ticket_id) AS irregular`;
}

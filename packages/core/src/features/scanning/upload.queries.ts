import { Prisma, type scan_result } from '@setiket/db';
import type { Tx } from '../../kernel/transaction.ts';
import type { PassageScan, Story } from './timeline.ts';

export type StoredPassage = Omit<PassageScan, 'result'> & {
  ticket_id: string;
  result: scan_result;
  gate_name: string;
  device_id: string | null;
  actor_id: string | null;
};

/** Everybody who passed a gate regularly with these tickets, as far as we know. The admissions stay locked until the commit. */
export async function passagesOf(tx: Tx, ticket_ids: string[]): Promise<StoredPassage[]> {
  // Leaving and coming back online change this row alone, after they have seen the ticket.
  await tx.$queryRaw`
    SELECT ticket_id FROM admissions WHERE ticket_id = ANY(${ticket_ids}::uuid[]) ORDER BY ticket_id FOR UPDATE`;
  const rows = await tx.scans.findMany({
    where: { ticket_id: { in: ticket_ids }, result: { not: 'refused' }, reason: null, undone_at: null },
  });
  return rows.map(({ ticket_id, device_scan_id, ...row }) => ({
    ...row,
    ticket_id: ticket_id!,
    tie: tieOf({ ...row, device_scan_id }),
  }));
}

type Named = { id: string; device_id: string | null; actor_id: string | null; device_scan_id: string | null };

/** The same text for the same scan, whenever it arrives. */
export function tieOf({ id, device_id, actor_id, device_scan_id }: Named): string {
  return `${device_id ?? actor_id}:${device_scan_id ?? id}`;
}

/** Gives scans the results that they have in the light of what has arrived now. */
export async function changeResults(tx: Tx, changes: { id: string; result: scan_result }[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ id, result }) => Prisma.sql`(${id}::uuid, ${result}::scan_result)`);
  await tx.$executeRaw`
    UPDATE scans AS s SET result = c.result FROM (VALUES ${Prisma.join(rows)}) AS c (id, result) WHERE s.id = c.id`;
}

export type TicketStory = { ticket_id: string; event_id: string; story: Story };

/** Writes where the holders of these tickets are. */
export async function writeAdmissions(tx: Tx, stories: TicketStory[]): Promise<void> {
  const rows = stories.flatMap(({ ticket_id, event_id, story: { admission: a } }) =>
    a
      ? [
          Prisma.sql`(${ticket_id}::uuid, ${event_id}::uuid, ${a.scan_id}::uuid, ${a.last_entry_id}::uuid,
            ${a.is_inside}::boolean, ${a.entries}::int, ${a.exits}::int)`,
        ]
      : [],
  );
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO admissions (ticket_id, event_id, scan_id, last_entry_id, is_inside, entries, exits)
    VALUES ${Prisma.join(rows)}
    ON CONFLICT (ticket_id) DO UPDATE SET scan_id = EXCLUDED.scan_id, last_entry_id = EXCLUDED.last_entry_id,
      is_inside = EXCLUDED.is_inside, entries = EXCLUDED.entries, exits = EXCLUDED.exits`;
}

/**
 * Names each double entry of these tickets once. What turns out to be none is taken off the list, unless somebody has
 * written a note about it.
 * @returns the entries too many that were not on it
 */
export async function writeConflicts(tx: Tx, stories: TicketStory[], now: Date): Promise<string[]> {
  const doubles = stories.flatMap(({ ticket_id, event_id, story }) =>
    story.outcomes.flatMap(({ id, first_id }) => (first_id ? [{ id, first_id, ticket_id, event_id }] : [])),
  );
  const ids = doubles.map(({ id }) => id);
  await tx.scan_conflicts.deleteMany({
    where: {
      ticket_id: { in: stories.map(({ ticket_id }) => ticket_id) },
      scan_id: { notIn: ids },
      reason: 'already_used',
      scan: { undone_at: null },
      resolved_at: null,
    },
  });
  if (doubles.length === 0) return [];
  const rows = doubles.map(
    ({ id, first_id, ticket_id, event_id }) =>
      Prisma.sql`(${id}::uuid, ${first_id}::uuid, ${ticket_id}::uuid, ${event_id}::uuid, ${now}::timestamptz)`,
  );
  const written = await tx.$queryRaw<{ scan_id: string; is_new: boolean }[]>`
    INSERT INTO scan_conflicts (scan_id, first_scan_id, ticket_id, event_id, detected_at) VALUES ${Prisma.join(rows)}
    ON CONFLICT (scan_id) DO UPDATE SET first_scan_id = EXCLUDED.first_scan_id
    RETURNING scan_id, xmax = 0 AS is_new`;
  return written.filter(({ is_new }) => is_new).map(({ scan_id }) => scan_id);
}

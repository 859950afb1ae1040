import type { Db } from '@setiket/db';
import { newId } from '../src/kernel/ids.ts';

/**
 * Rows of an evening at the gate, written as plainly as they lie in the tables: two tickets that came in, one of them
 * has left again, a double entry of the other, and a third ticket that was let in and taken back.
 */
export async function sampleAdmissions(db: Db, [inside, outside]: string[], undone: string) {
  const admit = async (ticket_id: string, undone_at: Date | null = null) => {
    const used_at = new Date();
    const { event_id } = await db.tickets.findUniqueOrThrow({ where: { id: ticket_id } });
    const common = { event_id, ticket_id, actor_id: newId(), source: 'online', received_at: used_at } as const;
    const admission = { id: newId(), ...common, direction: 'entry', result: 'admitted', scanned_at: used_at } as const;
    await db.scans.create({ data: { ...admission, undone_at } });
    if (!undone_at) await db.tickets.update({ where: { id: ticket_id }, data: { status: 'used', used_at } });
    return { ticket_id, event_id, common, scan_id: admission.id };
  };
  const used = await admit(inside!);
  const left = await admit(outside!);
  await admit(undone, new Date());
  const double = newId();
  const later = new Date();
  await db.scans.createMany({
    data: [
      { id: newId(), ...left.common, direction: 'exit', result: 'left', scanned_at: later },
      { id: double, ...used.common, direction: 'entry', result: 'conflict', scanned_at: later },
    ],
  });
  await db.admissions.createMany({
    data: [
      { ...row(used), is_inside: true, entries: 1, exits: 0 },
      { ...row(left), is_inside: false, entries: 1, exits: 1 },
    ],
  });
  await db.scan_conflicts.create({
    data: {
      scan_id: double,
      first_scan_id: used.scan_id,
      ticket_id: used.ticket_id,
      event_id: used.event_id,
      detected_at: later,
    },
  });
  return { used, double };
}

function row({ ticket_id, event_id, scan_id }: { ticket_id: string; event_id: string; scan_id: string }) {
  return { ticket_id, event_id, scan_id, last_entry_id: scan_id };
}

import { randomUUID } from 'node:crypto';
import { newId } from '@setiket/core/kernel/ids';
import type pg from 'pg';

export type Guest = { ticket_id: string; qr_secret: string };
type Post = { gate_id: string; device_id: string };

/**
 * An admission as a program without a product around it would do it: look, compare and set, write down, with the same rows
 * in the same tables, so that the audit holds for these people too. What HTTP adds to it is what is measured.
 */
export async function letInBySql(
  db: pg.Client,
  { gate_id, device_id }: Post,
  { ticket_id, qr_secret }: Guest,
): Promise<void> {
  const run = (name: string, text: string, values: unknown[]) => db.query({ name, text, values });
  const [scan_id, now] = [newId(), new Date()];
  await run(
    'look',
    `SELECT t.*, e.status, e.starts_at, e.ends_at, b.status FROM tickets t JOIN events e ON e.id = t.event_id
     JOIN bookings b ON b.id = t.booking_id WHERE t.id = $1`,
    [ticket_id],
  );
  await db.query('BEGIN');
  const { rowCount: admitted } = await run(
    'admit',
    `WITH used AS (
       UPDATE tickets SET status = 'used', used_at = $3, updated_at = $3
       WHERE id = $1 AND status = 'active' AND qr_secret = $2 RETURNING id, event_id
     ), scan AS (
       INSERT INTO scans (id, event_id, ticket_id, gate_id, device_id, source, direction, result, scanned_at, received_at)
       SELECT $4, event_id, id, $5, $6, 'online', 'entry', 'admitted', $3, $3 FROM used RETURNING id
     )
     INSERT INTO admissions (ticket_id, event_id, scan_id, last_entry_id, is_inside, entries, exits)
     SELECT used.id, used.event_id, scan.id, scan.id, TRUE, 1, 0 FROM used, scan`,
    [ticket_id, qr_secret, now, scan_id, gate_id, device_id],
  );
  if (admitted !== 1) throw new Error('not admitted');
  await run('transfers', `SELECT * FROM ticket_transfers WHERE ticket_id = $1 AND status = 'pending'`, [ticket_id]);
  await run(
    'audit',
    `INSERT INTO audit_entries (id, action, subject_type, subject_id, data, request_id, created_at)
     VALUES ($1, 'ticket.used', 'ticket', $2, $3, $4, $5)`,
    [newId(), ticket_id, JSON.stringify({ scan_id, device_id }), randomUUID(), now],
  );
  await db.query('COMMIT');
}

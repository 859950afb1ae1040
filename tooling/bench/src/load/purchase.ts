import { randomBytes, randomUUID } from 'node:crypto';
import { newId } from '@setiket/core/kernel/ids';
import type pg from 'pg';

export type Buyer = { user_id: string; account_id: string };

export type Sale = {
  event_id: string;
  ticket_type_id: string;
  pool_id: string;
  price: string;
  currency: string;
  revenue_account_id: string;
};

/** About as long as a sealed answer is. */
const ANSWER_BYTES = 900;

/**
 * A purchase as a program without a product around it would do it: the same rows in the same tables under the same locks,
 * one prepared statement each, so that the audit holds for these sales too. What HTTP adds to it is what is measured.
 */
export async function sellBySql(db: pg.Client, sale: Sale, { user_id, account_id }: Buyer): Promise<void> {
  const run = (name: string, text: string, values: unknown[]) => db.query({ name, text, values });
  const [key, booking_id, line_id, ticket_id, transaction_id] = [randomUUID(), newId(), newId(), newId(), newId()];
  const now = new Date();
  const { event_id, ticket_type_id, pool_id, price, currency, revenue_account_id } = sale;
  await run(
    'on sale',
    `SELECT t.*, p.*, e.status, e.ends_at FROM ticket_types t JOIN pools p ON p.id = t.pool_id
     JOIN events e ON e.id = t.event_id WHERE t.id = $1`,
    [ticket_type_id],
  );
  await db.query('BEGIN');
  await run('claim', 'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))', [`${user_id}\n${key}`]);
  await run('known', 'SELECT * FROM idempotency_keys WHERE scope = $1 AND key = $2', [user_id, key]);
  await run(
    'booking',
    `INSERT INTO bookings (id, user_id, event_id, status, quantity, total_amount, currency, confirmed_at, created_at, updated_at)
     VALUES ($1, $2, $3, 'confirmed', 1, $4, $5, $6, $6, $6)`,
    [booking_id, user_id, event_id, price, currency, now],
  );
  await run(
    'line',
    'INSERT INTO booking_lines (id, booking_id, ticket_type_id, quantity, unit_price) VALUES ($1, $2, $3, 1, $4)',
    [line_id, booking_id, ticket_type_id, price],
  );
  const { rowCount: paid } = await run(
    'debit',
    'UPDATE balances SET amount = amount - $3, updated_at = $4 WHERE user_id = $1 AND currency = $2 AND amount >= $3',
    [user_id, currency, price, now],
  );
  if (paid !== 1) throw new Error('the balance is not sufficient');
  await run(
    'movement',
    `INSERT INTO ledger_transactions (id, kind, booking_id, created_at) VALUES ($1, 'sale', $2, $3)`,
    [transaction_id, booking_id, now],
  );
  await run(
    'entries',
    `INSERT INTO ledger_entries (id, transaction_id, account_id, amount, currency)
     VALUES ($1, $3, $4, -$6::numeric, $7), ($2, $3, $5, $6::numeric, $7)`,
    [newId(), newId(), transaction_id, account_id, revenue_account_id, price, currency],
  );
  await run(
    'payment',
    `INSERT INTO payments (id, booking_id, provider, status, amount, currency, created_at, updated_at)
     VALUES ($1, $2, 'balance', 'succeeded', $3, $4, $5, $5)`,
    [newId(), booking_id, price, currency, now],
  );
  await run(
    'ticket',
    `INSERT INTO tickets (id, code, booking_id, booking_line_id, event_id, ticket_type_id, owner_id, price, currency, qr_secret, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`,
    [
      ticket_id,
      `TKT-${now.toISOString().slice(0, 10).replaceAll('-', '')}-${randomBytes(4).toString('hex').toUpperCase()}`,
      booking_id,
      line_id,
      event_id,
      ticket_type_id,
      user_id,
      price,
      currency,
      randomBytes(16).toString('base64url'),
      now,
    ],
  );
  await run(
    'audit',
    `INSERT INTO audit_entries (id, actor_id, action, subject_type, subject_id, data, request_id, created_at)
     VALUES ($1, $2, 'booking.confirmed', 'booking', $3, $4, $5, $6)`,
    [newId(), user_id, booking_id, JSON.stringify({ event_id, ticket_id }), key, now],
  );
  await run('job', 'INSERT INTO pgboss.job (name, data) VALUES ($1, $2)', [
    'booking.follow_up',
    JSON.stringify({ booking_ids: [booking_id] }),
  ]);
  const { rowCount: taken } = await run(
    'pool',
    'UPDATE pools SET sold = sold + 1 WHERE id = $1 AND held + sold + 1 <= capacity',
    [pool_id],
  );
  if (taken !== 1) throw new Error('sold out');
  await run(
    'statistics',
    `UPDATE event_statistics SET total_tickets_sold = total_tickets_sold + 1, total_revenue = total_revenue + $2,
     total_bookings = total_bookings + 1 WHERE event_id = $1`,
    [event_id, price],
  );
  await run(
    'answer',
    `INSERT INTO idempotency_keys (scope, key, fingerprint, answer, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $5::timestamptz + interval '1 day')`,
    [user_id, key, randomBytes(32).toString('hex'), randomBytes(ANSWER_BYTES), now],
  );
  await db.query('COMMIT');
}

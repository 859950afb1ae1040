import { createTestDatabase, type TestDatabase } from '@setiket/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDeps } from '../../../test/deps.ts';
import { sampleAdmissions } from '../../../test/sample-admissions.ts';
import { sampleEvent, sampleRefund, sampleSale, sampleTicketType, sampleUser } from '../../../test/sample-sale.ts';
import { newId } from '../../kernel/ids.ts';
import { issueCreditNote, issueInvoice } from '../invoices/index.ts';
import { checkNames, runAudit } from './index.ts';

let database: TestDatabase;
let deps: Awaited<ReturnType<typeof openTestDeps>>;
let world: Awaited<ReturnType<typeof makeWorld>>;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = await openTestDeps({ database_url: database.url });
  world = await makeWorld();
});

afterAll(async () => {
  await deps.close();
  await database.drop();
});

/** Sales, free and paid, with their invoices; refunds, of a part and of all, one with its credit note; an event with a capacity of its own; a pending booking. */
async function makeWorld() {
  const { db } = deps;
  const user = await sampleUser(db);
  const other = await sampleUser(db);
  const event = await sampleEvent(db);
  const pool = await db.pools.create({ data: { id: newId(), event_id: event.id, capacity: 50 } });
  await db.events.update({ where: { id: event.id }, data: { pool_id: pool.id } });
  const type = await sampleTicketType(db, event);
  const free = await sampleTicketType(db, event, { price: '0', title: 'Gratis' });
  const sale = await sampleSale(db, { user, type, quantity: 3 });
  const given = await sampleSale(db, { user: other, type: free, quantity: 2 });
  const gone = await sampleSale(db, { user: other, type, quantity: 1 });
  await sampleRefund(db, sale.tickets[0]!.id);
  await sampleRefund(db, gone.tickets[0]!.id);
  await db.$executeRaw`
    WITH booking AS (
      INSERT INTO bookings (id, user_id, event_id, status, quantity, total_amount, currency, expires_at, created_at, updated_at)
      VALUES (${newId()}::uuid, ${user.id}::uuid, ${event.id}::uuid, 'pending', 4, 600000, 'IDR', now() + interval '1 hour', now(), now()) RETURNING id
    ), held AS (UPDATE pools SET held = 4 WHERE id IN (${pool.id}::uuid, ${type.pool_id}::uuid))
    INSERT INTO booking_lines (id, booking_id, ticket_type_id, quantity, unit_price)
    SELECT ${newId()}::uuid, id, ${type.id}::uuid, 4, 150000 FROM booking`;
  const { used, double } = await sampleAdmissions(
    db,
    sale.tickets.slice(1).map(({ id }) => id),
    given.tickets[0]!.id,
  );
  const refund = await db.refunds.findFirstOrThrow({ where: { ticket_id: sale.tickets[0]!.id } });
  const note = (await issueCreditNote(deps, refund.id))!;
  const invoice = (await issueInvoice(deps, sale.id))!;
  const gone_invoice = (await issueInvoice(deps, gone.id))!;
  return { user, other, event, pool, type, free, sale, given, gone, used, double, invoice, gone_invoice, note };
}

function passOf(ticket_id: string): string {
  return `INSERT INTO wallet_passes (id, ticket_id, user_id, platform, created_at, updated_at)
    SELECT '${newId()}', id, owner_id, 'google', now(), now() FROM tickets WHERE id = '${ticket_id}'`;
}

/** Puts one thing wrong, audits, and puts everything back. Checks and triggers of the database are off meanwhile. */
async function findingsAfter(...statements: string[]): Promise<string[]> {
  const undo = new Error('undo');
  let found: string[] = [];
  const audited = deps.db.$transaction(async (tx) => {
    await tx.$executeRawUnsafe(`SET LOCAL session_replication_role = replica`);
    await tx.$executeRawUnsafe(CHECKS_OFF);
    for (const statement of statements) {
      const rows = await tx.$executeRawUnsafe(statement);
      if (!statement.startsWith('DROP INDEX')) expect(rows, statement).toBeGreaterThan(0);
    }
    // The audit opens a transaction of its own, which would not see this one.
    const inside = {
      $transaction: (work: (client: typeof tx) => Promise<unknown>) => work(tx),
    } as unknown as typeof deps.db;
    found = (await runAudit(inside)).map((finding) => {
      expect(finding.sentence).toContain(finding.subject_id);
      return finding.check;
    });
    throw undo;
  });
  await expect(audited).rejects.toBe(undo);
  return [...new Set(found)].sort();
}

/** CHECKs can't be switched off, only dropped; the transaction brings them back. */
const CHECKS_OFF = `DO $$ DECLARE c record; BEGIN
  FOR c IN SELECT conrelid::regclass AS t, conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.conname);
  END LOOP;
END $$`;

test('what adds up is clean', async () => {
  expect(await runAudit(deps.db)).toEqual([]);
});

test('says what is expected, what is there, and of what', async () => {
  const { type } = world;
  await deps.db.$executeRaw`UPDATE pools SET sold = sold + 1 WHERE id = ${type.pool_id}::uuid`;
  const findings = await runAudit(deps.db);
  await deps.db.$executeRaw`UPDATE pools SET sold = sold - 1 WHERE id = ${type.pool_id}::uuid`;
  expect(findings).toEqual([
    {
      check: 'pool.sold',
      subject_id: type.pool_id,
      expected: '2',
      actual: '3',
      sentence: `Pool ${type.pool_id} says that 3 places are sold; confirmed bookings without cancelled tickets make 2.`,
    },
  ]);
});

type Plant = { finds: string[]; sql(): string[] };

/** One planted error of every kind; what it must bring to light, and nothing else. */
const plants: Record<string, Plant> = {
  'a pool that says too many are sold': {
    finds: ['pool.sold'],
    sql: () => [`UPDATE pools SET sold = sold + 1 WHERE id = '${world.type.pool_id}'`],
  },
  'an event’s pool that says too few are sold': {
    finds: ['pool.sold'],
    sql: () => [`UPDATE pools SET sold = sold - 1 WHERE id = '${world.pool.id}'`],
  },
  'a hold that nobody has': {
    finds: ['pool.held'],
    sql: () => [`UPDATE pools SET held = held + 1 WHERE id = '${world.free.pool_id}'`],
  },
  'a hold that is forgotten': {
    finds: ['pool.held'],
    sql: () => [`UPDATE pools SET held = 0 WHERE id = '${world.type.pool_id}'`],
  },
  'more places than there are': {
    finds: ['pool.capacity'],
    sql: () => [`UPDATE pools SET capacity = 1 WHERE id = '${world.pool.id}'`],
  },
  'a balance that grew by itself': {
    finds: ['balance.ledger'],
    sql: () => [`UPDATE balances SET amount = amount + 0.001 WHERE user_id = '${world.user.id}'`],
  },
  'a balance that is lost': {
    finds: ['balance.ledger'],
    sql: () => [`DELETE FROM balances WHERE user_id = '${world.user.id}'`],
  },
  'a card payment that no provider owes to us': {
    finds: ['ledger.provider'],
    sql: () => [`UPDATE payments SET provider = 'stripe' WHERE booking_id = '${world.sale.id}'`],
  },
  'a refund on its way without its money': {
    finds: ['ledger.refunds_due'],
    sql: () => [`UPDATE refunds SET status = 'pending' WHERE ticket_id = '${world.sale.tickets[0]!.id}'`],
  },
  'an entry that was changed': {
    finds: ['balance.ledger', 'ledger.sum'],
    sql: () => [
      `UPDATE ledger_entries SET amount = amount + 1 WHERE account_id = (SELECT id FROM ledger_accounts WHERE kind = 'user_balance' AND owner_id = '${world.user.id}')
         AND transaction_id = (SELECT id FROM ledger_transactions WHERE booking_id = '${world.sale.id}' AND kind = 'sale')`,
    ],
  },
  'a transaction without entries': {
    finds: ['ledger.sum'],
    sql: () => [`INSERT INTO ledger_transactions (id, kind, created_at) VALUES ('${newId()}', 'signup_credit', now())`],
  },
  'an account of another currency': {
    finds: ['ledger.currency'],
    sql: () => [`UPDATE ledger_accounts SET currency = 'USD' WHERE kind = 'signup_credit'`],
  },
  'a sale that the ledger does not know': {
    finds: ['ledger.sale'],
    sql: () => [
      `UPDATE ledger_transactions SET kind = 'other' WHERE booking_id = '${world.sale.id}' AND kind = 'sale'`,
    ],
  },
  'a sale without a payment': {
    finds: ['ledger.sale', 'statistics.revenue'],
    sql: () => [`UPDATE payments SET status = 'failed' WHERE booking_id = '${world.sale.id}'`],
  },
  'a refund that the ledger does not know': {
    finds: ['ledger.refund'],
    sql: () => [`UPDATE ledger_transactions SET kind = 'other' WHERE ticket_id = '${world.sale.tickets[0]!.id}'`],
  },
  'a sale paid by somebody else': {
    finds: ['balance.ledger', 'ledger.buyer'],
    sql: () => [
      `UPDATE ledger_entries SET account_id = (SELECT id FROM ledger_accounts WHERE kind = 'user_balance' AND owner_id = '${world.other.id}')
         WHERE amount < 0 AND transaction_id = (SELECT id FROM ledger_transactions WHERE booking_id = '${world.sale.id}' AND kind = 'sale')`,
    ],
  },
  'a ticket that was never issued': {
    finds: ['booking.line_tickets', 'booking.tickets', 'statistics.tickets'],
    sql: () => [`DELETE FROM tickets WHERE id = '${world.given.tickets[0]!.id}'`],
  },
  'a ticket of another line': {
    finds: ['booking.line_tickets', 'pool.sold', 'ticket.price', 'ticket.type'],
    sql: () => [
      `UPDATE tickets SET booking_line_id = '${world.sale.lines[0]!.id}' WHERE id = '${world.given.tickets[0]!.id}'`,
    ],
  },
  'a booking that miscounts': {
    finds: ['booking.quantity', 'booking.tickets'],
    sql: () => [`UPDATE bookings SET quantity = 9 WHERE id = '${world.sale.id}'`],
  },
  'a pending booking that miscounts': {
    finds: ['booking.quantity'],
    sql: () => [`UPDATE bookings SET quantity = 9 WHERE status = 'pending'`],
  },
  'a total that is wrong': {
    finds: ['booking.total', 'invoice.total', 'payment.amount'],
    sql: () => [`UPDATE bookings SET total_amount = 1 WHERE id = '${world.sale.id}'`],
  },
  'a closed booking that still admits': {
    finds: ['booking.open', 'pool.sold', 'statistics.bookings'],
    sql: () => [`UPDATE bookings SET status = 'cancelled' WHERE id = '${world.sale.id}'`],
  },
  'an empty booking that stays open': {
    finds: ['booking.open', 'statistics.bookings'],
    sql: () => [`UPDATE bookings SET status = 'confirmed' WHERE id = '${world.gone.id}'`],
  },
  'a payment in another currency': {
    finds: ['payment.amount'],
    sql: () => [`UPDATE payments SET currency = 'USD' WHERE booking_id = '${world.gone.id}'`],
  },
  'a refund that was not counted': {
    finds: ['payment.refunded', 'statistics.revenue'],
    sql: () => [`UPDATE payments SET refunded_amount = 0 WHERE booking_id = '${world.sale.id}'`],
  },
  'a refund of a ticket that still admits': {
    finds: ['booking.open', 'refund.ticket', 'statistics.tickets'],
    sql: () => [`UPDATE tickets SET status = 'active' WHERE id = '${world.gone.tickets[0]!.id}'`],
  },
  'a refund of a foreign ticket': {
    finds: ['ledger.refund', 'refund.missing', 'refund.ticket'],
    sql: () => [
      `UPDATE refunds SET ticket_id = '${world.given.tickets[0]!.id}' WHERE ticket_id = '${world.sale.tickets[0]!.id}'`,
    ],
  },
  'a cancelled ticket whose money stayed': {
    finds: ['credit_note.refund', 'ledger.refund', 'payment.refunded', 'refund.missing'],
    sql: () => [`DELETE FROM refunds WHERE ticket_id = '${world.sale.tickets[0]!.id}'`],
  },
  'figures that count too many tickets': {
    finds: ['statistics.tickets'],
    sql: () => [`UPDATE event_statistics SET total_tickets_sold = 99 WHERE event_id = '${world.event.id}'`],
  },
  'figures that count too little money': {
    finds: ['statistics.revenue'],
    sql: () => [`UPDATE event_statistics SET total_revenue = 0 WHERE event_id = '${world.event.id}'`],
  },
  'figures that count too few bookings': {
    finds: ['statistics.bookings'],
    sql: () => [`UPDATE event_statistics SET total_bookings = 0 WHERE event_id = '${world.event.id}'`],
  },
  'figures that are gone': {
    finds: ['statistics.bookings', 'statistics.revenue', 'statistics.tickets'],
    sql: () => [`DELETE FROM event_statistics WHERE event_id = '${world.event.id}'`],
  },
  'a price that nothing has': {
    finds: ['event.price_from'],
    sql: () => [`UPDATE events SET price_from = 5 WHERE id = '${world.event.id}'`],
  },
  'a price of an event with nothing on sale': {
    finds: ['event.price_from'],
    sql: () => [`UPDATE events SET price_from = NULL WHERE id = '${world.event.id}'`],
  },
  'a second admission of the same ticket': {
    finds: ['scan.inside', 'scan.one_admission'],
    sql: () => [
      'DROP INDEX scans_one_admission',
      `INSERT INTO scans SELECT '${newId()}', event_id, ticket_id, gate_id, gate_name, device_id, actor_id, NULL, source, direction,
        result, NULL, scanned_at, received_at, NULL FROM scans WHERE id = '${world.used.scan_id}'`,
    ],
  },
  'a used ticket that nobody let in': {
    finds: ['scan.one_admission'],
    sql: () => [`UPDATE tickets SET status = 'used', used_at = now() WHERE id = '${world.given.tickets[1]!.id}'`],
  },
  'an admission whose ticket is still good': {
    finds: ['scan.one_admission'],
    sql: () => [`UPDATE tickets SET status = 'active', used_at = NULL WHERE id = '${world.used.ticket_id}'`],
  },
  'a ticket that says it was used at another time': {
    finds: ['scan.used_at'],
    sql: () => [`UPDATE tickets SET used_at = used_at - interval '1 hour' WHERE id = '${world.used.ticket_id}'`],
  },
  'somebody who is inside twice': {
    finds: ['scan.inside'],
    sql: () => [`UPDATE admissions SET entries = 2 WHERE ticket_id = '${world.used.ticket_id}'`],
  },
  'somebody who left and is inside': {
    finds: ['scan.inside'],
    sql: () => [`UPDATE admissions SET is_inside = NOT is_inside WHERE ticket_id = '${world.used.ticket_id}'`],
  },
  'an admission that is forgotten': {
    finds: ['scan.inside'],
    sql: () => [`DELETE FROM admissions WHERE ticket_id = '${world.used.ticket_id}'`],
  },
  'a double entry that nobody hears of': {
    finds: ['scan.conflict'],
    sql: () => [`DELETE FROM scan_conflicts WHERE scan_id = '${world.double}'`],
  },
  'a conflict about a scan that was none': {
    finds: ['scan.conflict'],
    sql: () => [`UPDATE scan_conflicts SET scan_id = first_scan_id, first_scan_id = scan_id`],
  },
  'a conflict with another reason than its scan': {
    finds: ['scan.conflict_reason'],
    sql: () => [
      `UPDATE scan_conflicts SET reason = 'refunded', first_scan_id = NULL WHERE scan_id = '${world.double}'`,
    ],
  },
  'a transfer of a ticket that nobody can have': {
    finds: ['transfer.ticket'],
    sql: () => [
      `INSERT INTO ticket_transfers (id, ticket_id, from_user_id, to_email, token_hash, expires_at, created_at, updated_at)
         SELECT '${newId()}', id, owner_id, 'friend@setiket.test', 'x', now() + interval '1 day', now(), now()
         FROM tickets WHERE id = '${world.sale.tickets[0]!.id}'`,
    ],
  },
  'an invoice that is gone': {
    finds: ['invoice.sequence'],
    sql: () => [`DELETE FROM invoices WHERE id = '${world.gone_invoice.id}'`],
  },
  'a number that was left out': {
    finds: ['invoice.sequence'],
    sql: () => [`UPDATE invoices SET sequence = sequence + 1 WHERE id = '${world.gone_invoice.id}'`],
  },
  'a number that was drawn for nothing': {
    finds: ['invoice.sequence'],
    sql: () => [`UPDATE invoice_counters SET last = last + 1 WHERE kind = 'credit_note'`],
  },
  'numbers that nobody counts': {
    finds: ['invoice.sequence'],
    sql: () => [`DELETE FROM invoice_counters`],
  },
  'an invoice of another amount': {
    finds: ['invoice.lines', 'invoice.total'],
    sql: () => [`UPDATE invoices SET total_amount = total_amount + 1 WHERE id = '${world.invoice.id}'`],
  },
  'an invoice in another currency': {
    finds: ['invoice.total'],
    sql: () => [`UPDATE invoices SET currency = 'USD' WHERE id = '${world.invoice.id}'`],
  },
  'lines that do not make the total': {
    finds: ['invoice.lines'],
    sql: () => [
      `UPDATE invoices SET lines = jsonb_set(lines, '{0,net_amount}', '"1.00"') WHERE id = '${world.invoice.id}'`,
    ],
  },
  'an invoice of an upgrade that there is not': {
    finds: ['credit_note.refund', 'invoice.total'],
    sql: () => [`UPDATE invoices SET upgrade_id = '${newId()}' WHERE id = '${world.invoice.id}'`],
  },
  'a credit note of more than went back': {
    finds: ['credit_note.refund', 'invoice.lines'],
    sql: () => [`UPDATE invoices SET total_amount = total_amount + 1 WHERE id = '${world.note.id}'`],
  },
  'a credit note for another booking’s invoice': {
    finds: ['credit_note.refund'],
    sql: () => [`UPDATE invoices SET invoice_id = '${world.gone_invoice.id}' WHERE id = '${world.note.id}'`],
  },
  'a ticket of a type that nobody sold': {
    finds: ['pool.sold', 'ticket.type'],
    sql: () => [`UPDATE tickets SET ticket_type_id = '${world.free.id}' WHERE id = '${world.sale.tickets[1]!.id}'`],
  },
  'a price that nobody paid': {
    finds: ['ticket.price'],
    sql: () => [`UPDATE tickets SET price = price + 1 WHERE id = '${world.sale.tickets[1]!.id}'`],
  },
  'an upgrade that nobody paid for': {
    finds: ['pool.sold', 'ticket.price', 'upgrade.payment'],
    sql: () => [
      `INSERT INTO ticket_upgrades (id, ticket_id, booking_id, from_ticket_type_id, to_ticket_type_id, payer_id, requested_by,
           provider, price_before, price_after, amount, currency, status, ended_at, created_at, updated_at)
         SELECT '${newId()}', id, booking_id, ticket_type_id, '${world.free.id}', owner_id, owner_id, 'balance', price, price + 5, 5,
           currency, 'completed', now(), now(), now() FROM tickets WHERE id = '${world.sale.tickets[1]!.id}'`,
      `UPDATE tickets SET ticket_type_id = '${world.free.id}' WHERE id = '${world.sale.tickets[1]!.id}'`,
    ],
  },
  'an upgrade that waits without a place': {
    finds: ['pool.held'],
    sql: () => [
      `INSERT INTO ticket_upgrades (id, ticket_id, booking_id, from_ticket_type_id, to_ticket_type_id, payer_id, requested_by,
           provider, price_before, price_after, amount, currency, status, expires_at, created_at, updated_at)
         SELECT '${newId()}', id, booking_id, ticket_type_id, '${world.free.id}', owner_id, owner_id, 'stripe', price, price + 5, 5,
           currency, 'pending', now(), now(), now() FROM tickets WHERE id = '${world.sale.tickets[1]!.id}'`,
    ],
  },
  'more given away than there may be': {
    finds: ['comp.quota'],
    sql: () => [
      `INSERT INTO comps (booking_id, event_id, issued_by, reason, created_at)
         SELECT id, event_id, user_id, 'friends', now() FROM bookings WHERE id = '${world.given.id}'`,
      `UPDATE events SET comp_quota = 1 WHERE id = '${world.event.id}'`,
    ],
  },
  'a ticket that somebody took': {
    finds: ['ticket.owner'],
    sql: () => [`UPDATE tickets SET owner_id = '${world.other.id}' WHERE id = '${world.sale.tickets[1]!.id}'`],
  },
  'a pass of a ticket that was refunded': { finds: ['wallet.holder'], sql: () => [passOf(world.sale.tickets[0]!.id)] },
  'a pass of somebody else’s ticket': {
    finds: ['wallet.holder'],
    sql: () => [passOf(world.sale.tickets[1]!.id), `UPDATE wallet_passes SET user_id = '${world.other.id}'`],
  },
};

test.each(Object.entries(plants))('finds %s', async (_name, plant) => {
  expect(await findingsAfter(...plant.sql())).toEqual(plant.finds);
});

test('every check has an error that it finds', () => {
  const found = new Set(Object.values(plants).flatMap((plant) => plant.finds));
  expect([...found].sort()).toEqual([...checkNames].sort());
});

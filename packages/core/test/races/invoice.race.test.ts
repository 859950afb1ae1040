import { runAudit } from '@setiket/core/features/audit';
import { issueCreditNote, issueInvoice } from '@setiket/core/features/invoices';
import { systemContext, type UserActor } from '@setiket/core/kernel/context';
import { type Tx, withTransaction } from '@setiket/core/kernel/transaction';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawNumbers, type InvoiceNumber } from '../../src/features/invoices/numbering.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ pool_size: 20 });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const AT_ONCE = 12;

async function seller(): Promise<{ organizer: UserActor; organization_id: string }> {
  const organizer = await world.make.organizer();
  await world.make.event(organizer);
  const member = { user_id: organizer.id };
  const { organization_id } = await world.deps.db.organization_members.findFirstOrThrow({ where: member });
  return { organizer, organization_id };
}

/** Many at the same moment; every third fails after it has its number. */
async function drawAtOnce(draw: (tx: Tx) => Promise<{ sequence: number }>): Promise<number[]> {
  const undo = new Error('undo');
  const attempts = Array.from({ length: AT_ONCE }, (_, index) =>
    withTransaction(systemContext(world.deps, 'test'), async (tx) => {
      const { sequence } = await draw(tx);
      if (index % 3 === 0) throw undo;
      return sequence;
    }),
  );
  const results = await Promise.allSettled(attempts);
  const kept = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  return kept.sort((a, b) => a - b);
}

const consecutive = Array.from({ length: (AT_ONCE * 2) / 3 }, (_, index) => index + 1);

test('without the guard: a number that is read and counted on is given twice', async () => {
  const { organization_id } = await seller();
  const counter = { organization_id, kind: 'invoice' as const, year: 2026 };
  await withTransaction(systemContext(world.deps, 'test'), (tx) => drawNumbers(tx, [counter], counter.year));
  let waiting = 0;
  let release = () => {};
  const all = new Promise<void>((done) => {
    release = done;
  });
  const numbers = await drawAtOnce(async (tx) => {
    const where = { organization_id_kind_year: counter };
    const { last } = await tx.invoice_counters.findUniqueOrThrow({ where });
    waiting += 1;
    if (waiting === AT_ONCE) release();
    await all;
    await tx.invoice_counters.update({ where, data: { last: last + 1 } });
    return { sequence: last + 1 };
  });
  expect(new Set(numbers).size).toBe(1);
});

test('without the guard: a sequence of the database leaves gaps', async () => {
  await world.deps.db.$executeRaw`CREATE SEQUENCE unguarded`;
  const numbers = await drawAtOnce(async (tx) => {
    const [row] = await tx.$queryRaw<{ next: bigint }[]>`SELECT nextval('unguarded') AS next`;
    return { sequence: Number(row!.next) };
  });
  const [drawn] = await world.deps.db.$queryRaw<{ last_value: bigint }[]>`SELECT last_value FROM unguarded`;
  await world.deps.db.$executeRaw`DROP SEQUENCE unguarded`;
  expect([numbers.length, Number(drawn!.last_value)]).toEqual([consecutive.length, AT_ONCE]);
});

test('with it: consecutive, each once, and none is lost by what rolls back', async () => {
  const { organization_id } = await seller();
  const draw = (tx: Tx): Promise<InvoiceNumber> =>
    drawNumbers(tx, [{ organization_id, kind: 'invoice' }], 2026).then(([number]) => number!);
  expect(await drawAtOnce(draw)).toEqual(consecutive);
});

test('invoices and credit notes issued all at once are each there once, and the books are right', async () => {
  const { organizer, organization_id } = await seller();
  const event = await world.make.event(organizer);
  const type = await world.make.ticketType(organizer, event.id, { price: '25000' });
  const bookings: string[] = [];
  for (let n = 0; n < 4; n++) {
    const buyer = world.as(await world.make.user());
    const { id } = await buyer.bookings.create({ event_ticket: type.id, quantity: 2 });
    const { tickets } = await buyer.bookings.pay({ id });
    await buyer.tickets.refund({ id: tickets[0]!.id });
    bookings.push(id);
  }
  const refunds = await world.deps.db.refunds.findMany({ where: { payment: { booking_id: { in: bookings } } } });
  const work = [
    ...bookings.map((id) => () => issueInvoice(world.deps, id)),
    ...refunds.map(
      ({ id }) =>
        () =>
          issueCreditNote(world.deps, id),
    ),
  ];
  await Promise.all([...work, ...work].map((issue) => issue()));
  const issued = await world.deps.db.invoices.findMany({ where: { organization_id }, orderBy: { sequence: 'asc' } });
  for (const kind of ['invoice', 'credit_note'] as const) {
    const sequences = issued.filter((each) => each.kind === kind).map(({ sequence }) => sequence);
    expect(sequences).toEqual([1, 2, 3, 4]);
  }
  const findings = await runAudit(world.deps.db);
  expect(findings.filter(({ check }) => check.startsWith('invoice.total') || check.startsWith('credit'))).toEqual([]);
});

import { runAudit } from '@setiket/core/features/audit';
import { runJobs } from '@setiket/testing/jobs';
import { refusal } from '@setiket/testing/refusal';
import { statementsOf } from '@setiket/testing/statements';
import { openWorld, type World } from '@setiket/testing/world';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import type { DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { amount } from '../../kernel/money.ts';
import { followUp } from './bookings.jobs.ts';
import type { BookingView } from './bookings.view.ts';
import { commitSales } from './commit-sales.ts';
import { expireOverdue } from './expiry.ts';
import { type Order, prepareSale, type Sale } from './prepare-sale.ts';
import { findType, type TypeOnSale } from './sale.ts';
import { finishSales } from './sale-queue.ts';
import { asBooking } from './sold-view.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const isCommit = (statement: string) => /^\s*COMMIT/i.test(statement);

test('a lone purchase is eight statements at most, BEGIN and COMMIT among them', async () => {
  const { type } = await world.make.sale();
  const buyer = await world.make.user();
  // The first makes the organization's account, the second learns where it is.
  for (let n = 0; n < 2; n++) await world.as(buyer).tickets.purchase({ ticket_id: type.id });
  const statements = await statementsOf(() =>
    world.as(buyer, { idempotency_key: newId() }).tickets.purchase({ ticket_id: type.id }),
  );
  const begin = statements.findIndex((statement) => /^\s*BEGIN/i.test(statement));
  expect(statements.slice(begin).length).toBeLessThanOrEqual(8);
});

test('what arrives while a commit is under way goes into the next one together', async () => {
  const { type } = await world.make.sale({ quota: 100 });
  const buyers = await Promise.all(Array.from({ length: 40 }, () => world.make.user()));
  const statements = await statementsOf(() =>
    Promise.all(buyers.map((buyer) => world.as(buyer).tickets.purchase({ ticket_id: type.id }))),
  );
  expect(statements.filter(isCommit).length).toBeLessThan(20);
  expect(await world.deps.db.tickets.count({ where: { ticket_type_id: type.id } })).toBe(40);
});

test('each is judged alone, and who is refused takes nothing from the others', async () => {
  const { type } = await world.make.sale({ quota: 3, price: '1000' });
  const rich = await Promise.all(Array.from({ length: 5 }, () => world.make.user()));
  const poor = await world.make.user({ balance: '999' });
  const results = await Promise.all(
    [rich[0]!, poor, rich[1]!, rich[2]!, rich[3]!, rich[4]!].map((buyer) =>
      refusal(world.as(buyer).tickets.purchase({ ticket_id: type.id })),
    ),
  );
  expect(results).toEqual([
    'accepted',
    'payment.insufficient_balance',
    'accepted',
    'accepted',
    'ticket_type.sold_out',
    'ticket_type.sold_out',
  ]);
  expect(await runAudit(world.deps.db)).toEqual([]);
});

/** What somebody orders who wants one ticket, ready to be committed. */
function wanted(buyer: UserActor, type: TypeOnSale): Sale {
  const lines = [{ type, quantity: 1, unit_price: amount(type.price) }];
  const answer = asBooking(world.clock.now());
  return prepareSale({ ctx: { ...world.ctx(buyer), actor: buyer }, buyer, lines, status: 'confirmed', answer });
}

test('a ticket code that was drawn twice is drawn again, for one of many', async () => {
  const { type } = await world.make.sale();
  const buyers = await Promise.all([1, 2, 3].map(() => world.make.user()));
  const { code } = await world.as(buyers[0]!).tickets.purchase({ ticket_id: type.id });
  const row = await findType(world.deps.db, type.id);
  const sales = buyers.map((buyer) => wanted(buyer, row));
  Object.assign(sales[1]!.tickets[0]!, { code });
  const outcomes = await commitSales(sales);
  expect(outcomes.filter((outcome) => 'answer' in outcome)).toHaveLength(3);
  const { tickets } = (outcomes[1] as { answer: BookingView }).answer;
  expect(tickets.map((ticket) => ticket.code)).not.toContain(code);
  expect(await world.deps.db.tickets.count({ where: { ticket_type_id: type.id } })).toBe(4);
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('one job follows a commit, and makes those of each booking', async () => {
  await runJobs(world.deps, followUp);
  const { type } = await world.make.sale();
  const buyers = await Promise.all([1, 2, 3].map(() => world.make.user()));
  const row = await findType(world.deps.db, type.id);
  const outcomes = await commitSales(buyers.map((buyer) => wanted(buyer, row)));
  const ids = outcomes.map((outcome) => (outcome as { answer: BookingView }).answer.id);
  expect(await runJobs(world.deps, followUp)).toBe(1);
  for (const name of ['document.prepare', 'mail.booking_confirmed']) {
    const jobs = await world.deps.db.$queryRaw<{ id: string }[]>`
      SELECT data->>'booking_id' AS id FROM pgboss.job WHERE name = ${name} AND data->>'booking_id' = ANY(${ids})`;
    expect(jobs.map(({ id }) => id).sort()).toEqual(ids.sort());
  }
});

test('one key twice at the same moment is one purchase', async () => {
  const { type } = await world.make.sale();
  const buyer = await world.make.user();
  const idempotency_key = newId();
  const results = await Promise.all(
    [1, 2, 3].map(() => refusal(world.as(buyer, { idempotency_key }).tickets.purchase({ ticket_id: type.id }))),
  );
  expect(results).toContain('accepted');
  for (const result of results) expect(['accepted', 'idempotency.in_progress']).toContain(result);
  expect(await world.deps.db.tickets.count({ where: { owner_id: buyer.id } })).toBe(1);
});

test('an order that nobody can serve hurts nobody else', async () => {
  const { type } = await world.make.sale();
  const buyers = await Promise.all(Array.from({ length: 6 }, () => world.make.user()));
  // A row that the database refuses, as a fault nobody foresaw would: this buyer's bookings can't be written.
  await world.deps.db.$executeRawUnsafe(
    `ALTER TABLE bookings ADD CONSTRAINT poisoned CHECK (user_id <> '${buyers[3]!.id}')`,
  );
  const results = await Promise.all(
    buyers.map((buyer) => refusal(world.as(buyer).tickets.purchase({ ticket_id: type.id })).catch(() => 'failed')),
  );
  await world.deps.db.$executeRaw`ALTER TABLE bookings DROP CONSTRAINT poisoned`;
  expect(results.filter((result) => result === 'accepted')).toHaveLength(5);
  expect(results[3]).not.toBe('accepted');
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('tickets.purchase: beyond what a process queues of one event, buyers are told to come again; other events sell', async () => {
  const { type } = await world.make.sale({ quota: 5_000, price: '1' });
  const quiet = await world.make.sale({ quota: 5, price: '1' });
  const buyer = await world.make.user();
  const crowd = Array.from({ length: 2_100 }, () => refusal(world.as(buyer).tickets.purchase({ ticket_id: type.id })));
  const elsewhere = refusal(world.as(buyer).tickets.purchase({ ticket_id: quiet.type.id }));
  const results = await Promise.all(crowd);
  expect(await elsewhere).toBe('accepted');
  const busy = results.filter((result) => result === 'booking.busy').length;
  expect(busy).toBeGreaterThan(0);
  expect(results.filter((result) => result === 'accepted')).toHaveLength(2_100 - busy);
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('a process that is about to close finishes what was ordered, whoever is still there to hear of it', async () => {
  const { type } = await world.make.sale({ quota: 300, price: '1' });
  const buyer = await world.make.user();
  const ordered = Array.from({ length: 300 }, () => world.as(buyer).tickets.purchase({ ticket_id: type.id }));
  const sold = () => world.deps.db.tickets.count({ where: { ticket_type_id: type.id } });
  // More than one commit takes on: the others are waiting when the first is told.
  await Promise.race(ordered);
  expect(await sold()).toBeLessThan(300);
  await finishSales(world.deps.db);
  expect(await sold()).toBe(300);
  await Promise.all(ordered);
});

type Action = { kind: 'buy' | 'hold' | 'refund' | 'cancel' | 'expire'; who: number; quantity: number };

const action: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom('buy', 'buy', 'buy', 'hold', 'hold', 'refund', 'cancel', 'expire'),
  who: fc.integer({ min: 0, max: 3 }),
  quantity: fc.integer({ min: 1, max: 3 }),
});

/** Rounds of things that happen at the same moment. */
const story = fc.array(fc.array(action, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 });

const RUNS = Number(process.env.SALE_SEQUENCES ?? 25);
/** Every story ends with the whole audit, which takes the longer the more there is. */
const STORIES_A_DATABASE = 250;
const [PLACES, PRICE, MONEY] = [12, 1_000, 5_000] as const;

test('whatever happens at once, everybody gets what a plain model says', { timeout: 10_800_000 }, async () => {
  for (let told = 0; told < RUNS; told += STORIES_A_DATABASE) {
    await using fresh = await openWorld();
    await fc.assert(
      fc.asyncProperty(story, (rounds) => tell(fresh, rounds)),
      { numRuns: Math.min(STORIES_A_DATABASE, RUNS - told) },
    );
  }
});

async function tell(world: World, rounds: Action[][]): Promise<void> {
  const { type, event } = await world.make.sale({ quota: PLACES, price: String(PRICE) });
  const people: UserActor[] = [];
  for (let n = 0; n < 4; n++) people.push(await world.make.user({ balance: String(MONEY) }));
  const model = {
    left: PLACES,
    money: [MONEY, MONEY, MONEY, MONEY],
    tickets: [[], [], [], []] as string[][],
    holds: [[], [], [], []] as { id: string; quantity: number }[][],
  };
  const type_row = await findType(world.deps.db, type.id);
  const orderOf = ({ kind, who, quantity }: Action, on_sale: typeof type_row): Order => {
    const person = people[who]!;
    return {
      ctx: { ...world.ctx(person), actor: person },
      buyer: person,
      lines: [{ type: on_sale, quantity: kind === 'buy' ? 1 : quantity, unit_price: amount(PRICE) }],
      status: kind === 'buy' ? 'confirmed' : 'pending',
      answer: asBooking(world.clock.now()),
    };
  };
  for (const round of rounds) {
    // Orders of one moment are judged in the order in which they came; what gives back goes before, one by one.
    const orders = round.filter(({ kind }) => kind === 'buy' || kind === 'hold');
    for (const { kind, who } of round) {
      if (kind === 'refund') {
        const id = model.tickets[who]!.pop();
        if (id === undefined) continue;
        await world.as(people[who]).tickets.refund({ id });
        model.left += 1;
        model.money[who]! += PRICE;
      } else if (kind === 'cancel') {
        const held = model.holds[who]!.pop();
        if (held === undefined) continue;
        await world.as(people[who]).bookings.cancel({ id: held.id });
        model.left += held.quantity;
      } else if (kind === 'expire') {
        world.clock.advance(world.env.HOLD_SECONDS + 1);
        await expireOverdue(world.ctx(), event.id);
        model.left += model.holds.flat().reduce((sum, held) => sum + held.quantity, 0);
        model.holds = [[], [], [], []];
      }
    }
    const expected = orders.map(({ kind, who, quantity }) => {
      const places = kind === 'buy' ? 1 : quantity;
      if (model.left <= 0) return 'ticket_type.sold_out';
      if (kind === 'buy' && model.money[who]! < PRICE) return 'payment.insufficient_balance';
      if (model.left < places) return 'ticket_type.sold_out';
      model.left -= places;
      if (kind === 'buy') model.money[who]! -= PRICE;
      return 'accepted';
    });
    const outcomes =
      orders.length === 0 ? [] : await commitSales(orders.map((order) => prepareSale(orderOf(order, type_row))));
    const results = outcomes.map((outcome, n) => {
      if ('refusal' in outcome) return (outcome.refusal as DomainError).code;
      const { who, kind } = orders[n]!;
      const { id, tickets, quantity } = outcome.answer as BookingView;
      if (kind === 'buy') model.tickets[who]!.push(tickets[0]!.id);
      else model.holds[who]!.push({ id, quantity });
      return 'accepted';
    });
    expect(results).toEqual(expected);
    const detail = await world.as().events.get({ id: event.id });
    expect(detail.ticket_type[0]!.ticket_quantity).toBe(model.left);
  }
  for (const [who, person] of people.entries())
    expect(Number((await world.as(person).account.get({})).balance)).toBe(model.money[who]);
  expect(await runAudit(world.deps.db)).toEqual([]);
}

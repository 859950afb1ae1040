import { runAudit } from '@setiket/core/features/audit';
import { createBooking } from '@setiket/core/features/bookings';
import { appRouter } from '@setiket/core/router';
import { expect, test } from 'vitest';
import { startShop, stockShop } from './shop.ts';

const PAYMENTS = 12;
const OUTAGE_MS = 10_000;

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) throw new Error('This did not happen within a minute.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('money that arrives while the database is down for ten seconds is in the books in the end, as in the provider’s', async () => {
  await using shop = await startShop();
  const { deps, ticket_id, cast } = await stockShop(shop.settings);
  const { desk } = shop.payments;
  const intents: string[] = [];
  for (const buyer of cast.slice(0, PAYMENTS)) {
    const booking = await createBooking(buyer, { event_ticket: ticket_id, quantity: 10 });
    const { payment_intent_id } = await appRouter.createCaller(buyer).checkout.createIntent({ booking_id: booking.id });
    intents.push(payment_intent_id);
  }
  await shop.kill.database(async () => {
    const back = Date.now() + OUTAGE_MS;
    for (const id of intents) desk.pay(id, { card: '4242424242424242' });
    // Some are told about twice, and nobody is there to hear either.
    await desk.deliver(desk.events({ type: 'payment_intent.succeeded' }).map((event) => event.id));
    expect(desk.events({ type: 'payment_intent.succeeded' }).every((event) => event.state === 'waiting')).toBe(true);
    await until(async () => Date.now() > back);
  });
  await until(async () => (await deps.db.bookings.count({ where: { status: 'confirmed' } })) === PAYMENTS);
  await until(async () => desk.events().every((event) => event.state === 'delivered'));
  await desk.deliver(desk.events().map((event) => event.id));
  expect(await deps.db.tickets.count()).toBe(PAYMENTS * 10);
  expect(await deps.db.payments.count({ where: { status: 'succeeded' } })).toBe(PAYMENTS);
  const administrator = { ...cast[0]!, actor: { ...cast[0]!.actor, role: 'administrator' as const } };
  const report = await appRouter.createCaller(administrator).reconciliations.run({});
  expect(report).toMatchObject({ checked: PAYMENTS, differences: [] });
  expect(await runAudit(deps.db)).toEqual([]);
  await deps.close();
}, 180_000);

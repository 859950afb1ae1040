import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTill, type Till } from '../../../test/till.ts';
import { runAudit } from '../audit/index.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(async () => {
  expect(await runAudit(till.world.deps.db)).toEqual([]);
  await till[Symbol.asyncDispose]();
});

/** Somebody with a ticket who wants a dearer one, and pays on a page of the provider's. */
async function holder() {
  const { make, as, deps } = till.world;
  const { organizer, event, type } = await make.sale({ price: '100000' });
  const vip = await make.ticketType(organizer, event.id, { title: 'VIP', price: '150000' });
  const api = as(await make.user());
  const ticket = await api.tickets.purchase({ ticket_id: type.id });
  const wanted = { ticket_id: ticket.id, to_ticket_type_id: vip.id, provider: 'stripe' } as const;
  const typeNow = async () => (await deps.db.tickets.findUniqueOrThrow({ where: { id: ticket.id } })).ticket_type_id;
  return { api, ticket, type, vip, wanted, typeNow };
}

test('declined first, then paid: the ticket changes once, and the buyer comes back to it', async () => {
  const { api, ticket, type, vip, wanted, typeNow } = await holder();
  const { id, payment, checkout, amount } = await api.upgrades.create({ ...wanted, flow: 'page' });
  expect([payment, amount]).toEqual([null, '50000.00']);
  expect(checkout).toMatchObject({
    object: 'checkout_session',
    amount: '50000.00',
    url: expect.stringMatching(/^http/),
  });
  const session = till.payments.desk.pay(checkout!.session_id, { card: '4000000000000002' });
  await till.deliver(till.news());
  expect(session).toBeDefined();
  expect(await typeNow()).toBe(type.id);
  expect((await api.tickets.listOwn({})).items[0]?.pending_upgrade).toMatchObject({ id, to_ticket_type_id: vip.id });
  till.payments.desk.pay(checkout!.session_id, { card: '4242424242424242' });
  expect(await api.upgrades.confirm({ id })).toMatchObject({ status: 'completed' });
  await till.deliver(till.news());
  expect(await typeNow()).toBe(vip.id);
  expect((await api.tickets.listOwn({})).items[0]?.pending_upgrade).toBeNull();
  expect(ticket.id).toBe((await api.upgrades.list({})).items[0]?.ticket_id);
});

test('asking again gives the same page; asking for a form gives up the page', async () => {
  const { api, wanted } = await holder();
  const first = await api.upgrades.create({ ...wanted, flow: 'page' });
  const again = await api.upgrades.create({ ...wanted, flow: 'page' });
  expect([again.id, again.checkout?.session_id]).toEqual([first.id, first.checkout?.session_id]);
  const form = await api.upgrades.create(wanted);
  expect([form.id, form.checkout]).toEqual([first.id, null]);
  expect(form.payment?.payment_id).not.toBe(first.checkout?.payment_id);
  const rows = await till.world.deps.db.payments.findMany({ where: { upgrade_id: first.id }, orderBy: { id: 'asc' } });
  expect(rows.map(({ status }) => status).sort()).toEqual(['pending', 'voided']);
});

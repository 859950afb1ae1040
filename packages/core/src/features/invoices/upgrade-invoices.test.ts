import { refusal } from '@setiket/testing/refusal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPdf } from '../../../test/pdf.ts';
import { openTill, type Till } from '../../../test/till.ts';
import type { BinaryFile } from '../../kernel/binary.ts';
import type { UserActor } from '../../kernel/context.ts';
import { runAudit } from '../audit/index.ts';
import { issueUpgradeInvoice } from './index.ts';

let till: Till;

beforeAll(async () => {
  till = await openTill();
});

afterAll(async () => {
  await till[Symbol.asyncDispose]();
});

type Sale = { price?: string; paid?: string; tax_rate?: number };

/** Somebody with two tickets in one order, and two dearer types of the same event. */
async function holder({ price = '100000', paid, tax_rate }: Sale = {}) {
  const { make, as } = till.world;
  const organizer = await make.organizer();
  const event = await make.event(organizer);
  if (tax_rate !== undefined)
    await as(organizer).events.update({ id: event.id, tax_name: 'PPN', tax_rate, tax_included: false });
  const kind = paid === undefined ? 'paid' : 'relawan';
  const base = await make.ticketType(organizer, event.id, { title: 'Reguler', kind, price });
  const vip = await make.ticketType(organizer, event.id, { title: 'VIP', price: '150000' });
  const top = await make.ticketType(organizer, event.id, { title: 'Top', price: '200000' });
  const buyer = await make.user();
  const api = as(buyer);
  till.world.clock.advance(1);
  const ticket = await api.tickets.purchase({ ticket_id: base.id, ...(paid !== undefined && { price: paid }) });
  till.world.clock.advance(1);
  return { organizer, event, vip, top, buyer, api, ticket_id: ticket.id, booking_id: ticket.booking_id };
}

type Holder = Awaited<ReturnType<typeof holder>>;

/** Every document that is due is issued, and the books agree. */
async function settled(): Promise<void> {
  for (const job of [
    'booking.follow_up',
    'document.prepare',
    'invoice.issue_for_upgrade',
    'invoice.issue_credit_note',
  ]) {
    till.world.clock.advance(1);
    await till.runJobs(job);
  }
  expect(await runAudit(till.world.deps.db)).toEqual([]);
}

async function papersOf({ booking_id }: Pick<Holder, 'booking_id'>, who: UserActor) {
  const { documents } = await till.world.as(who).orders.get({ id: booking_id });
  return documents.map(({ kind, total_amount, upgrade_id }) => [kind, total_amount, upgrade_id]).sort();
}

test('an upgrade is invoiced for its difference, and a refund is credited to each invoice that it returns', async () => {
  const scene = await holder({ tax_rate: 10 });
  const { api, buyer, booking_id, ticket_id } = scene;
  const { id: upgrade_id } = await api.upgrades.create({ ticket_id, to_ticket_type_id: scene.vip.id });
  await settled();
  const order = await api.orders.get({ id: booking_id });
  const [own, difference] = order.documents;
  expect(order).toMatchObject({
    invoice_number: own!.number,
    total_amount: '110000.00',
    upgrades_amount: '55000.00',
    paid_amount: '165000.00',
    documents: [
      { kind: 'invoice', total_amount: '110000.00', upgrade_id: null },
      { kind: 'invoice', total_amount: '55000.00', tax_amount: '5000.00', net_amount: '50000.00', upgrade_id },
    ],
    payments: [
      { upgrade: null, amount: '110000.00' },
      { upgrade: { id: upgrade_id, ticket_id, from: 'Reguler', to: 'VIP' }, amount: '55000.00' },
    ],
  });
  expect((await api.upgrades.list({})).items).toMatchObject([{ invoice_number: difference!.number }]);
  // One series: the second number of the year.
  expect([own!.number, difference!.number].map((number) => number.slice(-6))).toEqual(['000001', '000002']);
  const file = (await api.orders.numberedInvoice({ id: booking_id, number: difference!.number })) as BinaryFile;
  const [page] = await readPdf(Buffer.from(file.body as Uint8Array));
  for (const part of [difference!.number, 'Reguler → VIP', order.tickets[0]!.code, 'IDR 55,000'])
    expect(page!.text).toContain(part);
  expect(page!.text).not.toContain('IDR 110,000');

  await api.tickets.refund({ id: ticket_id });
  await settled();
  expect(await papersOf(scene, buyer)).toEqual(
    [
      ['invoice', '110000.00', null],
      ['invoice', '55000.00', upgrade_id],
      ['credit_note', '110000.00', null],
      ['credit_note', '55000.00', upgrade_id],
    ].sort(),
  );
  const refunded = await api.orders.get({ id: booking_id });
  expect(refunded.refunded_amount).toBe('165000.00');
  expect(refunded.refunds.every(({ credit_note }) => credit_note !== null)).toBe(true);
  // Whatever the event taxes later, and whoever asks again: it is issued once.
  const both = await Promise.all([1, 2].map(() => issueUpgradeInvoice(till.world.deps, upgrade_id)));
  expect(both.map((invoice) => invoice!.number)).toEqual([difference!.number, difference!.number]);
});

test('two that ask at once get the one invoice', async () => {
  const scene = await holder();
  const { id } = await scene.api.upgrades.create({ ticket_id: scene.ticket_id, to_ticket_type_id: scene.vip.id });
  const issued = await Promise.all([1, 2, 3].map(() => issueUpgradeInvoice(till.world.deps, id)));
  expect(new Set(issued.map((invoice) => invoice!.number)).size).toBe(1);
  await settled();
});

test('the tax of an upgrade is that of its moment', async () => {
  const { world } = till;
  const scene = await holder({ tax_rate: 10 });
  const { id } = await scene.api.upgrades.create({ ticket_id: scene.ticket_id, to_ticket_type_id: scene.vip.id });
  await world.as(scene.organizer).events.update({ id: scene.event.id, tax_rate: 50 });
  expect(await issueUpgradeInvoice(world.deps, id)).toMatchObject({ lines: [{ tax_amount: '5000.00' }] });
  await settled();
});

test('paid by card it is invoiced when the money is there, and its refund is on the timeline', async () => {
  const scene = await holder();
  const { api, buyer, ticket_id, booking_id } = scene;
  const upgrade = await api.upgrades.create({ ticket_id, to_ticket_type_id: scene.vip.id, provider: 'stripe' });
  await settled();
  expect(await issueUpgradeInvoice(till.world.deps, upgrade.id)).toBeUndefined();
  expect(await papersOf(scene, buyer)).toEqual([['invoice', '100000.00', null]]);
  till.news();
  till.payments.desk.pay(upgrade.payment!.payment_intent_id, { card: '4242424242424242' });
  await till.deliver(till.news());
  await settled();
  expect(await papersOf(scene, buyer)).toEqual(
    [
      ['invoice', '100000.00', null],
      ['invoice', '50000.00', upgrade.id],
    ].sort(),
  );
  await api.tickets.refund({ id: ticket_id });
  await settled();
  const { timeline, payments } = await api.orders.get({ id: booking_id });
  const card = payments.find((payment) => payment.upgrade !== null);
  const kinds = timeline.filter(({ payment_id }) => payment_id === card!.id).map(({ kind }) => kind);
  expect(kinds).toEqual(['started', 'succeeded', 'refund_requested']);
});

test('one that gives back has a credit note, and later ones and the refund add up', async () => {
  const scene = await holder({ price: '50000', paid: '250000' });
  const { api, buyer, ticket_id } = scene;
  await api.upgrades.create({ ticket_id, to_ticket_type_id: scene.vip.id });
  await settled();
  expect(await papersOf(scene, buyer)).toEqual(
    [
      ['invoice', '250000.00', null],
      ['credit_note', '100000.00', null],
    ].sort(),
  );
  till.world.clock.advance(1);
  const { id } = await api.upgrades.create({ ticket_id, to_ticket_type_id: scene.top.id });
  await api.tickets.refund({ id: ticket_id });
  await settled();
  expect(await papersOf(scene, buyer)).toEqual(
    [
      ['invoice', '250000.00', null],
      ['credit_note', '100000.00', null],
      ['invoice', '50000.00', id],
      ['credit_note', '50000.00', id],
      ['credit_note', '150000.00', null],
    ].sort(),
  );
});

test('who was given the ticket has the papers of what they paid, and nobody reads the other’s', async () => {
  const { world } = till;
  const scene = await holder();
  const { buyer, ticket_id, booking_id } = scene;
  const friend = await world.make.user();
  const { id } = await world.as(buyer).transfers.create({ ticket_id, to_email: friend.email });
  await world.as(friend).transfers.acceptReceived({ id });
  const upgrade = await world.as(friend).upgrades.create({ ticket_id, to_ticket_type_id: scene.vip.id });
  await world.as(friend).tickets.refund({ id: ticket_id });
  await settled();
  const desk = await world.make.user({ role: 'support' });
  expect(await papersOf(scene, desk)).toEqual(
    [
      ['invoice', '100000.00', null],
      ['invoice', '50000.00', upgrade.id],
      ['credit_note', '50000.00', upgrade.id],
      ['credit_note', '100000.00', null],
    ].sort(),
  );
  expect(await papersOf(scene, buyer)).toEqual(
    [
      ['invoice', '100000.00', null],
      ['credit_note', '100000.00', null],
    ].sort(),
  );
  const { documents } = await world.as(desk).orders.get({ id: booking_id });
  const read = (who: UserActor, { kind, number }: (typeof documents)[number]) => {
    const { creditNote, numberedInvoice } = world.as(who).orders;
    return (kind === 'invoice' ? numberedInvoice : creditNote)({ id: booking_id, number });
  };
  for (const paper of documents) {
    const [theirs, foreign] = paper.upgrade_id === null ? [buyer, friend] : [friend, buyer];
    for (const who of [theirs, desk]) expect(await read(who, paper)).toMatchObject({ content_type: 'application/pdf' });
    expect(await refusal(read(foreign, paper)), paper.number).toBe('order.not_found');
  }
  const [row] = await world.deps.db.invoices.findMany({ where: { upgrade_id: upgrade.id } });
  expect(row).toMatchObject({ buyer_email: friend.email });
});

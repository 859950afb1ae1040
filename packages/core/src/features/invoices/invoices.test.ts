import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemContext, type UserActor } from '../../kernel/context.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { issueCreditNote, issueInvoice } from './index.ts';
import { codeOf, drawNumbers } from './numbering.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

type Options = { organizer?: UserActor; event_id?: string; quantity?: number; price?: string; tax?: object };

/** A confirmed booking of `quantity` tickets, at an event that taxes them as said. */
async function bought({ organizer, quantity = 2, price = '150000', tax }: Options = {}) {
  const { make, as } = world;
  const seller = organizer ?? (await make.organizer());
  const event = await make.event(seller);
  if (tax) await as(seller).events.update({ id: event.id, ...tax });
  const type = await make.ticketType(seller, event.id, { price });
  const buyer = await make.user();
  const booking = await as(buyer).bookings.create({ event_ticket: type.id, quantity });
  await as(buyer).bookings.pay({ id: booking.id });
  return { seller, event, type, buyer, booking: await as(buyer).bookings.get({ id: booking.id }) };
}

const seller = async (name: string) => {
  const organizer = await world.make.organizer();
  await world.make.event(organizer);
  const { organization_id } = await world.deps.db.organization_members.findFirstOrThrow({
    where: { user_id: organizer.id },
  });
  await world.deps.db.organizations.update({ where: { id: organization_id }, data: { name } });
  return { organizer, organization_id };
};

test('an invoice is issued once and says what was bought, from whom and by whom', async () => {
  const { organizer, organization_id } = await seller('Kebun Suara');
  const { booking, buyer, event } = await bought({ organizer });
  const invoice = await issueInvoice(world.deps, booking.id);
  expect(invoice).toMatchObject({
    kind: 'invoice',
    number: 'INV-KEBUN-SUARA-2026-000001',
    organization_id,
    booking_id: booking.id,
    seller_name: 'Kebun Suara',
    buyer_name: buyer.username,
    buyer_email: buyer.email,
    event_title: event.title,
    currency: 'IDR',
    lines: [{ title: 'Reguler', quantity: 2, unit_price: '150000.00', tax_amount: '0.00', total_amount: '300000.00' }],
  });
  expect(await issueInvoice(world.deps, booking.id)).toEqual(invoice);
  expect((await world.as(buyer).orders.get({ id: booking.id })).invoice_number).toBe(invoice!.number);
  // Whoever is renamed afterwards, the invoice stays as it was.
  await expect(
    world.deps.db.invoices.update({ where: { id: invoice!.id }, data: { seller_name: 'Else' } }),
  ).rejects.toThrow();
});

test('what is free, or not confirmed, is not invoiced', async () => {
  const { make, as } = world;
  const { type } = await make.sale();
  const buyer = await make.user();
  const pending = await as(buyer).bookings.create({ event_ticket: type.id, quantity: 1 });
  expect(await issueInvoice(world.deps, pending.id)).toBeUndefined();
  const { type: gratis } = await make.sale({ kind: 'free' });
  const ticket = await as(buyer).tickets.purchase({ ticket_id: gratis.id });
  expect(await issueInvoice(world.deps, ticket.booking_id)).toBeUndefined();
});

test('two at once get two consecutive numbers, and the same booking gets one', async () => {
  const { organizer, organization_id } = await seller('Serentak');
  const sales = [];
  for (let n = 0; n < 6; n++) sales.push(await bought({ organizer, quantity: 1 }));
  const ids = sales.flatMap(({ booking }) => [booking.id, booking.id]);
  await Promise.all(ids.map((id) => issueInvoice(world.deps, id)));
  const issued = await world.deps.db.invoices.findMany({ where: { organization_id }, orderBy: { sequence: 'asc' } });
  expect(issued.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(new Set(issued.map(({ booking_id }) => booking_id)).size).toBe(6);
});

test('a number that is rolled back is given again', async () => {
  const { organizer, organization_id } = await seller('Mundur');
  const { booking } = await bought({ organizer });
  const rolledBack = withTransaction(systemContext(world.deps, 'test'), async (tx) => {
    const [{ number } = { number: '' }] = await drawNumbers(tx, [{ organization_id, kind: 'invoice' }], 2026);
    expect(number).toBe('INV-MUNDUR-2026-000001');
    throw new Error('undo');
  });
  await expect(rolledBack).rejects.toThrow('undo');
  expect((await issueInvoice(world.deps, booking.id))!.number).toBe('INV-MUNDUR-2026-000001');
});

test('organizations of one name have numbers of their own', async () => {
  const first = await seller('Satu Nama');
  const second = await seller('Satu  nama!');
  const numbers = [];
  for (const { organizer } of [first, second]) {
    const { booking } = await bought({ organizer });
    numbers.push((await issueInvoice(world.deps, booking.id))!.number);
  }
  expect(numbers).toEqual(['INV-SATU-NAMA-2026-000001', 'INV-SATU-NAMA-2-2026-000001']);
  expect(codeOf('東京音楽祭')).toBe('ORG');
  expect(codeOf('Café de l’Été')).toBe('CAFE-DE-L-ETE');
});

test('tax on top is rounded a ticket, and the buyer pays it', async () => {
  const tax = { tax_name: 'PPN', tax_rate: 11, tax_included: false };
  const { booking, type, buyer } = await bought({ quantity: 3, price: '33333.33', tax });
  // 33333.33 × 1.11 = 36999.9963
  expect(booking).toMatchObject({ total_amount: '111000.00', items: [{ unit_price: '37000.00' }] });
  const [listed] = (await world.as().ticketTypes.list({ event: type.event_id })).items;
  expect(listed).toMatchObject({ price: '33333.33', price_with_tax: '37000.00' });
  const invoice = await issueInvoice(world.deps, booking.id);
  expect([invoice!.net_amount, invoice!.tax_amount, invoice!.total_amount].map(String)).toEqual([
    '99999.99',
    '11000.01',
    '111000',
  ]);
  expect(await world.as(buyer).orders.get({ id: booking.id })).toMatchObject({
    net_amount: '99999.99',
    tax_amount: '11000.01',
    total_amount: '111000.00',
    paid_amount: '111000.00',
    tax_lines: [{ name: 'PPN', rate: 11, net_amount: '99999.99', tax_amount: '11000.01' }],
  });
});

test('included tax changes no price; what was bought before a change keeps its tax', async () => {
  const tax = { tax_name: 'PPN', tax_rate: 11, tax_included: true };
  const { booking, seller: organizer, event } = await bought({ quantity: 1, price: '111000', tax });
  expect(booking.total_amount).toBe('111000.00');
  const changed = await world.as(organizer).events.update({ id: event.id, tax_rate: 0 });
  expect(changed).toMatchObject({ tax_name: '', tax_rate: 0, tax_included: true });
  const invoice = await issueInvoice(world.deps, booking.id);
  expect(invoice).toMatchObject({ tax_name: 'PPN', lines: [{ net_amount: '100000.00', tax_amount: '11000.00' }] });
});

test('a tax has a name and a sensible rate', async () => {
  const organizer = await world.make.organizer();
  const event = await world.make.event(organizer);
  const change = (tax: object) => world.as(organizer).events.update({ id: event.id, ...tax });
  await expect(change({ tax_rate: 11 })).rejects.toMatchObject({
    cause: { fields: { tax_name: [expect.any(String)] } },
  });
  await expect(change({ tax_rate: 101, tax_name: 'T' })).rejects.toThrow();
  await expect(change({ tax_rate: 1.0001, tax_name: 'T' })).rejects.toThrow();
  expect(await change({ tax_rate: 8.875, tax_name: 'Sales tax' })).toMatchObject({ tax_rate: 8.875 });
});

test('issueCreditNote: the notes of partial refunds and tickets add up to the invoice, in whatever order they are issued', async () => {
  const tax = { tax_name: 'PPN', tax_rate: 11, tax_included: true };
  const { booking, buyer } = await bought({ quantity: 3, price: '99999.99', tax });
  const staff = world.as(await world.make.user({ role: 'staff' }));
  for (const part of ['0.01', '33333.33', '12345.67'])
    await staff.boxOffice.refund({ booking_id: booking.id, amount: part, reason: 'Rain' });
  for (const { id } of booking.tickets) await world.as(buyer).tickets.refund({ id });
  const refunds = await world.deps.db.refunds.findMany({ where: { payment: { booking_id: booking.id } } });
  for (const { id } of refunds.reverse()) await issueCreditNote(world.deps, id);
  const invoice = await issueInvoice(world.deps, booking.id);
  const { _sum } = await world.deps.db.invoices.aggregate({
    where: { booking_id: booking.id, kind: 'credit_note' },
    _sum: { net_amount: true, tax_amount: true, total_amount: true },
  });
  expect([_sum.net_amount, _sum.tax_amount, _sum.total_amount].map(String)).toEqual(
    [invoice!.net_amount, invoice!.tax_amount, invoice!.total_amount].map(String),
  );
});

test('each refund has a credit note, of its own numbers, for its own amount', async () => {
  const tax = { tax_name: 'PPN', tax_rate: 11, tax_included: false };
  const { organizer } = await seller('Kembali');
  const { booking, buyer } = await bought({ organizer, quantity: 2, price: '100000', tax });
  for (const ticket of booking.tickets) await world.as(buyer).tickets.refund({ id: ticket.id });
  const refunds = await world.deps.db.refunds.findMany({ where: { payment: { booking_id: booking.id } } });
  expect(refunds).toHaveLength(2);
  // Nobody had issued the invoice yet: a credit note corrects one, so it comes first.
  const notes = [];
  for (const { id } of refunds) notes.push(await issueCreditNote(world.deps, id));
  expect(notes).toMatchObject([
    { number: 'CN-KEMBALI-2026-000001', kind: 'credit_note', lines: [{ tax_amount: '11000.00' }] },
    { number: 'CN-KEMBALI-2026-000002', kind: 'credit_note', lines: [{ total_amount: '111000.00' }] },
  ]);
  expect(await issueCreditNote(world.deps, refunds[0]!.id)).toEqual(notes[0]);
  const invoice = await issueInvoice(world.deps, booking.id);
  expect(invoice).toMatchObject({ number: 'INV-KEMBALI-2026-000001' });
  expect(notes.map((note) => note!.invoice_id)).toEqual([invoice!.id, invoice!.id]);
  const { refunds: seen } = await world.as(buyer).orders.get({ id: booking.id });
  expect(seen.map(({ credit_note }) => credit_note).sort()).toEqual([
    'CN-KEMBALI-2026-000001',
    'CN-KEMBALI-2026-000002',
  ]);
});

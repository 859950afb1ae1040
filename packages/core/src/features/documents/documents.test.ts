import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type ObjectStore, startObjectStore } from '@setiket/services';
import { runJobs } from '@setiket/testing/jobs';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPdf } from '../../../test/pdf.ts';
import type { BinaryFile } from '../../kernel/binary.ts';
import { followUp } from '../bookings/index.ts';
import { issueCreditNoteOf } from '../invoices/index.ts';
import { sweepMedia } from '../media/sweep.ts';
import { openQrSigner } from '../ticket-qr/index.ts';
import { documentJobs, invoicePdf, prepareDocuments, ticketsPdf } from './index.ts';
import { storedPdf } from './stored.ts';

let world: World;
let store: ObjectStore;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setiket-documents-'));
  store = await startObjectStore({ data_dir: folder, log: () => {} });
  world = await openWorld({
    env: {
      S3_ENDPOINT: store.endpoint,
      S3_BUCKET: store.bucket,
      S3_ACCESS_KEY_ID: store.access_key_id,
      S3_SECRET_ACCESS_KEY: store.secret_access_key,
    },
  });
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await store.stop();
  await rm(folder, { recursive: true, force: true });
});

type Options = {
  title?: string;
  place?: string;
  first_name?: string;
  locale?: string;
  quantity?: number;
  tax?: object;
};

async function bought({ title = 'Malam Gamelan', place, first_name, locale = 'id', quantity = 2, tax }: Options = {}) {
  const { make, as, deps } = world;
  const { organizer, event, type } = await make.sale({ title });
  const changes = { id: event.id, ...tax, ...(place && { place_name: place }) };
  if (tax || place) await as(await make.administrator()).events.update(changes);
  const buyer = await make.user();
  const data = { locale, ...(first_name !== undefined && { first_name }) };
  await deps.db.users.update({ where: { id: buyer.id }, data });
  const booking = await as(buyer).bookings.create({ event_ticket: type.id, quantity });
  return { buyer, organizer, event, booking: await as(buyer).bookings.pay({ id: booking.id }) };
}

const bytesOf = ({ body }: BinaryFile) => Buffer.from(body as Uint8Array);

async function keys(prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const page of world.deps.store.list(prefix)) found.push(...page.map(({ key }) => key));
  return found;
}

test('tickets to print: a page each, with a QR that a gate takes', async () => {
  const { buyer, booking, event } = await bought({ first_name: 'Ani Wulandari' });
  const file = await world.as(buyer).orders.tickets({ id: booking.id });
  expect(file.filename).toMatch(/^tiket-ORD-\d{8}-[0-9A-F]{8}\.pdf$/);
  expect(file.content_type).toBe('application/pdf');
  const pages = await readPdf(bytesOf(file));
  expect(pages).toHaveLength(2);
  const signer = openQrSigner(world.env.QR_SIGNING_SECRET);
  const codes = booking.tickets.map(({ code }) => code).sort();
  for (const [index, page] of pages.entries()) {
    expect([page.width, page.height]).toEqual([298, 420]);
    expect(page.text).toContain(codes[index]);
    for (const words of ['Malam Gamelan', 'Ani Wulandari', 'Reguler', 'Balai Kota', '09.00–12.00 WIB'])
      expect(page.text).toContain(words);
    const { id } = booking.tickets.find(({ code }) => code === codes[index])!;
    const qr = await world.as(buyer).tickets.qr({ id });
    expect(page.qr).toEqual([qr.qr_code_string]);
    expect(signer.verify(page.qr[0]!)).toMatchObject({ ticket_id: id, event_id: event.id });
  }
});

test.each([
  ['東京音楽祭 ひかりの夜', '日本武道館', '山田 太郎'],
  ['北京国际音乐节', '国家大剧院', '刘洋'],
  ['Łódź – Việt Nam – Ελλάδα', 'Café Ğüneş', 'Příliš Žluťoučký'],
])('names come out right: %s', async (title, place, first_name) => {
  const { booking } = await bought({ title, place, first_name, locale: 'en', quantity: 1 });
  const document = await ticketsPdf(world.deps, booking.id);
  const [page] = await readPdf(document!.bytes);
  for (const words of [title, place, first_name]) expect(page!.text).toContain(words);
  expect(page!.qr).toHaveLength(1);
  // Only the characters that are used are in it.
  expect(document!.bytes.length).toBeLessThan(80_000);
});

test.each([
  ['김민준', '서울 음악 축제'],
  ['สมชาย ใจดี', 'คอนเสิร์ตน้ำ'],
  ['דניאל כהן', 'פסטיבל המוזיקה'],
  ['हरि शर्मा', 'दिल्ली संगीत'],
  ['ꦗꦮ', 'ꦧꦱꦗꦮ'],
  ['தமிழ் கொள்', 'இசை விழா'],
  ['გიორგი', 'მუსიკა'],
  ['Հայկ', 'Երաժշտություն'],
  ['አበበ', 'ሙዚቃ'],
  ['কবির শ্রী', 'বাংলা কি'],
  ['សុខ', 'តន្ត្រីខ្មែរ'],
  ['محمد علي', 'مهرجان الموسيقى'],
])('orders.tickets, orders.invoice: %s is readable in the text of both', async (first_name, title) => {
  const { booking } = await bought({ title, first_name, locale: 'en', quantity: 1 });
  const [ticket] = await readPdf((await ticketsPdf(world.deps, booking.id))!.bytes);
  const [invoice] = await readPdf((await invoicePdf(world.deps, booking.id))!.bytes);
  for (const words of [first_name, title]) {
    expect(ticket!.text.normalize('NFC')).toContain(words.normalize('NFC'));
    expect(invoice!.text.normalize('NFC')).toContain(words.normalize('NFC'));
  }
});

test('orders.tickets: a name in a script without a font is replaced by the username, a title by a word', async () => {
  const { booking, buyer } = await bought({ title: 'ᬩᬮᬶ', first_name: '𑒞𑒱𑒩', locale: 'en', quantity: 1 });
  await world.deps.db.users.update({ where: { id: buyer.id }, data: { last_name: '' } });
  const [ticket] = await readPdf((await ticketsPdf(world.deps, booking.id))!.bytes);
  expect(ticket!.text).toContain(buyer.username);
  expect(ticket!.text).toContain('Event');
  expect(ticket!.text).not.toContain('?');
  const [invoice] = await readPdf((await invoicePdf(world.deps, booking.id))!.bytes);
  expect(invoice!.text).not.toContain('?');
});

test('orders.tickets: Arabic stands from right to left, and its numbers from left to right', async () => {
  const { booking } = await bought({ title: 'مهرجان الموسيقى (2027)', locale: 'en', quantity: 1 });
  const { bytes } = (await ticketsPdf(world.deps, booking.id))!;
  const [page] = await readPdf(bytes);
  // The year stands left of the words, whose letters and order are those of the title.
  expect(page!.text).toContain('(2027) مهرجان الموسيقى');
});

test('the invoice adds up, in the buyer’s language', async () => {
  const tax = { tax_name: 'PPN', tax_rate: 11, tax_included: false };
  const { booking, buyer } = await bought({ tax, quantity: 3, locale: 'en' });
  const file = await world.as(buyer).orders.invoice({ id: booking.id });
  const { invoice_number, number } = await world.as(buyer).orders.get({ id: booking.id });
  expect(file.filename).toBe(`invoice-${invoice_number}.pdf`);
  const [page] = await readPdf(bytesOf(file));
  const parts = ['Invoice', invoice_number!, number, buyer.email, 'Reguler', 'Subtotal', 'PPN 11%', 'Total'];
  for (const part of parts) expect(page!.text).toContain(part);
  const sums = [...page!.text.matchAll(/IDR ([\d,]+)/g)].map(([, sum]) => Number(sum!.replaceAll(',', '')));
  // Price, line, subtotal, tax, total.
  expect(sums).toEqual([150_000, 450_000, 450_000, 49_500, 499_500]);
});

test('a credit note says which invoice it corrects', async () => {
  const { booking, buyer } = await bought({ quantity: 1, locale: 'en' });
  const caller = world.as(buyer);
  await caller.tickets.refund({ id: booking.tickets[0]!.id });
  await runJobs(world.deps, issueCreditNoteOf);
  const { refunds, invoice_number } = await caller.orders.get({ id: booking.id });
  const file = await caller.orders.creditNote({ id: booking.id, number: refunds[0]!.credit_note! });
  const [page] = await readPdf(bytesOf(file));
  for (const part of ['Credit note', refunds[0]!.credit_note!, invoice_number!, 'Total credited'])
    expect(page!.text).toContain(part);
  expect(await refusal(caller.orders.creditNote({ id: booking.id, number: 'CN-NONE' }))).toBe('order.not_found');
  expect(await refusal(caller.orders.tickets({ id: booking.id }))).toBe('order.no_tickets');
});

test('what was drawn once is kept, survives the sweep, and is handed out again', async () => {
  const { booking, buyer } = await bought({ title: 'Sekali Gambar' });
  await runJobs(world.deps, followUp, prepareDocuments);
  const invoice = (await world.deps.db.invoices.findFirst({ where: { booking_id: booking.id } }))!;
  await invoicePdf(world.deps, booking.id);
  const [kept] = await keys(`document/invoices/${invoice.id}`);
  const before = await keys('document/');
  await sweepMedia({ ...world.deps, clock: { now: () => new Date(Date.now() + 365 * 86_400_000) } });
  expect(await keys('document/')).toEqual(before);
  const object = await world.deps.store.get(kept!);
  const handed = bytesOf(await world.as(buyer).orders.invoice({ id: booking.id }));
  expect(handed.equals(await buffer(object!.body))).toBe(true);
  // What is gone is drawn again.
  await world.deps.store.remove(kept!);
  expect((await invoicePdf(world.deps, booking.id))!.bytes.length).toBeGreaterThan(1000);
  expect(await keys(kept!)).toEqual([kept]);
});

test('who asks for a document while it is drawn waits for that one', async () => {
  let drawn = 0;
  const draw = async () => Buffer.from(`drawing ${++drawn}`);
  const asked = await Promise.all([1, 2, 3].map(() => storedPdf(world.deps, 'document/tickets/once.pdf', draw)));
  expect(asked.map(String)).toEqual(['drawing 1', 'drawing 1', 'drawing 1']);
  const broken = { ...world.deps, store: { ...world.deps.store, get: async () => undefined } };
  const fails = () => storedPdf(broken, 'document/tickets/twice.pdf', () => Promise.reject(new Error('no font')));
  for (const attempt of await Promise.allSettled([fails(), fails()])) expect(attempt.status).toBe('rejected');
  // What failed is not what the next one gets.
  expect(String(await storedPdf(broken, 'document/tickets/twice.pdf', draw))).toBe('drawing 2');
});

test('a store that does not answer is left alone for a while', async () => {
  let asked = 0;
  const gone = async () => {
    asked += 1;
    throw new Error('connection refused');
  };
  let now = new Date('2026-03-02T10:00:00Z');
  const deps = { ...world.deps, clock: { now: () => now }, store: { ...world.deps.store, get: gone, put: gone } };
  const draw = async () => Buffer.from('drawn');
  for (const key of ['one', 'two', 'three']) expect(String(await storedPdf(deps, key, draw))).toBe('drawn');
  expect(asked).toBe(1);
  now = new Date('2026-03-02T10:00:31Z');
  await storedPdf(deps, 'four', draw);
  expect(asked).toBe(2);
});

test('tickets that were drawn long ago are swept, invoices are not', async () => {
  const { booking } = await bought({ quantity: 1 });
  await Promise.all([invoicePdf(world.deps, booking.id), ticketsPdf(world.deps, booking.id)]);
  const [sweep] = documentJobs.filter(({ name }) => name === 'document.sweep_tickets');
  const run = (days: number) => {
    const clock = { now: () => new Date(Date.now() + days * 86_400_000) };
    return sweep!.run({ ...world.deps, clock }, {}, { id: 'test' });
  };
  const invoices = await keys('document/invoices/');
  await run(59);
  expect((await keys('document/tickets/')).length).toBeGreaterThan(0);
  await run(61);
  expect(await keys('document/tickets/')).toEqual([]);
  expect(await keys('document/invoices/')).toEqual(invoices);
  expect((await ticketsPdf(world.deps, booking.id))!.bytes.length).toBeGreaterThan(1000);
});

test('a ticket that was given away is on its new holder’s paper, not on the buyer’s', async () => {
  const { booking, buyer } = await bought({ quantity: 2 });
  const friend = await world.make.user();
  const [given, own] = booking.tickets;
  const { id } = await world.as(buyer).transfers.create({ ticket_id: given!.id, to_email: friend.email });
  await world.as(friend).transfers.acceptReceived({ id });
  const mine = await readPdf(bytesOf(await world.as(buyer).orders.tickets({ id: booking.id })));
  expect(mine.map(({ text }) => text.includes(own!.code!))).toEqual([true]);
  const [theirs] = await readPdf(bytesOf(await world.as(friend).tickets.pdf({ id: given!.id })));
  expect(theirs!.text).toContain(friend.username);
  expect(theirs!.qr).toEqual([(await world.as(friend).tickets.qr({ id: given!.id })).qr_code_string]);
  expect(await refusal(world.as(buyer).tickets.pdf({ id: given!.id }))).toBe('ticket.not_found');
});

test('an upgraded ticket is drawn anew, with its type and its QR code; so is one that changed hands', async () => {
  const { booking, buyer, organizer, event } = await bought({ quantity: 1 });
  const [ticket] = booking.tickets;
  const id = ticket!.id;
  const paperOf = async (who: typeof buyer) => (await readPdf(bytesOf(await world.as(who).tickets.pdf({ id }))))[0]!;
  const codeOf = async (who: typeof buyer) => (await world.as(who).tickets.qr({ id })).qr_code_string;
  const first = await paperOf(buyer);
  const vip = await world.make.ticketType(organizer, event.id, { title: 'Barisan Depan', price: '250000' });
  await world.as(buyer).upgrades.create({ ticket_id: id, to_ticket_type_id: vip.id });
  const second = await paperOf(buyer);
  expect(second.qr).toEqual([await codeOf(buyer)]);
  expect(second.qr).not.toEqual(first.qr);
  expect([first.text, second.text].map((text) => text.includes('Barisan Depan'))).toEqual([false, true]);
  const friend = await world.make.user();
  const transfer = await world.as(buyer).transfers.create({ ticket_id: id, to_email: friend.email });
  await world.as(friend).transfers.acceptReceived({ id: transfer.id });
  const third = await paperOf(friend);
  expect(third.qr).toEqual([await codeOf(friend)]);
  expect(third.qr).not.toEqual(second.qr);
  expect(third.text).not.toContain(buyer.username);
});

test('what costs nothing has tickets and no invoice', async () => {
  const { type } = await world.make.sale({ kind: 'free' });
  const buyer = world.as(await world.make.user());
  const ticket = await buyer.tickets.purchase({ ticket_id: type.id });
  expect(await refusal(buyer.orders.invoice({ id: ticket.booking_id }))).toBe('order.not_invoiced');
  expect(await readPdf(bytesOf(await buyer.orders.tickets({ id: ticket.booking_id })))).toHaveLength(1);
  await buyer.tickets.refund({ id: ticket.id });
  expect(await refusal(buyer.tickets.pdf({ id: ticket.id }))).toBe('ticket.cancelled');
});

test('orders.tickets: an account waits for one document at a time, and for a few at most', async () => {
  const { booking, buyer } = await bought({ title: 'Antre', quantity: 1 });
  const all = await Promise.allSettled(
    Array.from({ length: 40 }, () => world.as(buyer).orders.tickets({ id: booking.id })),
  );
  const refused = all.filter(({ status }) => status === 'rejected');
  // One is drawn while three wait; those that come later may find room again.
  expect(refused.length).toBeGreaterThan(0);
  expect(all.length - refused.length).toBeGreaterThanOrEqual(4);
  for (const each of refused)
    expect((each as PromiseRejectedResult).reason.cause.code).toBe('order.documents_in_progress');
  expect((await world.as(buyer).orders.tickets({ id: booking.id })).content_type).toBe('application/pdf');
});

test('orders.tickets: refuses more pages than one document may have', async () => {
  const { booking, buyer } = await bought({ title: 'Rombongan', quantity: 1 });
  await world.deps.db.$executeRaw`
    INSERT INTO tickets (id, code, booking_id, booking_line_id, event_id, ticket_type_id, owner_id, price, currency,
      status, qr_secret, created_at, updated_at)
    SELECT gen_random_uuid(), 'TKT-20260303-' || to_char(n, 'FM00000000'), booking_id, booking_line_id, event_id,
      ticket_type_id, owner_id, price, currency, status, 'many' || n, created_at, updated_at
    FROM tickets CROSS JOIN generate_series(1, 200) AS n WHERE booking_id = ${booking.id}::uuid`;
  expect(await refusal(world.as(buyer).orders.tickets({ id: booking.id }))).toBe('order.too_many_tickets');
});

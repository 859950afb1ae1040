import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { captureStatements } from '../../../test/plans/plans.ts';
import type { UserActor } from '../../kernel/context.ts';

const GUESTS = 5_000;

let world: World;
let organizer: UserActor;
let event_id: string;
beforeAll(async () => {
  world = await openWorld();
  const sale = await world.make.sale({ title: 'Pasar: Malam', price: '50000' });
  organizer = sale.organizer;
  event_id = sale.event.id;
  const buyer = await world.make.user();
  const { id } = await world.as(buyer).tickets.purchase({ ticket_id: sale.type.id });
  await world.deps.db.users.update({ where: { id: buyer.id }, data: { first_name: '=HYPERLINK("http://evil")' } });
  // Many of them at the same moment, as a rush has it.
  await world.deps.db.$executeRaw`
    INSERT INTO tickets (id, code, booking_id, booking_line_id, event_id, ticket_type_id, owner_id, price, currency,
      status, cancelled_at, qr_secret, created_at, updated_at)
    SELECT gen_random_uuid(), 'TKT-20260302-' || to_char(n, 'FM00000000'), booking_id, booking_line_id, event_id, ticket_type_id, owner_id, price,
      currency, CASE WHEN n % 10 = 0 THEN 'cancelled' ELSE status END, CASE WHEN n % 10 = 0 THEN created_at END,
      'secret' || n,
      created_at + make_interval(secs => n / 1500), updated_at
    FROM tickets CROSS JOIN generate_series(1, ${GUESTS}::int) AS n WHERE id = ${id}::uuid`;
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function exported(format: 'csv' | 'xlsx') {
  const file = await world.as(organizer).attendees.export({ id: event_id, format });
  return { file, body: file.body as Readable };
}

/** All codes but those of tickets that were given back. */
const LEFT = GUESTS * 0.9 + 1;

test('CSV has every guest once, and no formula', async () => {
  const { file, body } = await exported('csv');
  expect(file).toMatchObject({ content_type: 'text/csv', filename: 'Pasar  Malam - guests.csv' });
  const lines = (await text(body)).trimEnd().split('\r\n');
  expect(lines[0]).toBe('"Code","Name","Username","E-mail","Ticket","Price","Currency","Status","Bought","Admitted"');
  const codes = lines.slice(1).map((line) => line.split(',')[0]);
  expect(codes).toHaveLength(LEFT);
  expect(new Set(codes).size).toBe(LEFT);
  expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil"")"`);
  expect(lines[1]).toContain(',50000.00,"IDR","active","2026-03-02 09:00:00",""');
});

test('XLSX opens, with every guest once and prices as numbers', async () => {
  const { body } = await exported('xlsx');
  const rows = await readSheet(await buffer(body));
  expect(rows).toHaveLength(LEFT + 1);
  expect(new Set(rows.slice(1).map(([code]) => code)).size).toBe(LEFT);
  expect(rows[1]?.slice(1, 6)).toEqual([
    expect.stringMatching(/^=HYPERLINK\("http:\/\/evil"\)/),
    expect.any(String),
    expect.any(String),
    'Reguler',
    50000,
  ]);
  expect(rows[1]?.[8]).toEqual(new Date('2026-03-02T09:00:00Z'));
});

test('attendees.export: CSV has semicolons and decimal commas for Indonesian, or as asked', async () => {
  const linesFor = async (call: object, input: object = {}) => {
    const file = await world.as(organizer, call).attendees.export({ id: event_id, format: 'csv', ...input });
    return (await text(file.body as Readable)).split('\r\n');
  };
  const [head, first] = await linesFor({ locale: 'id', refusal_language: 'id' });
  expect(head).toBe('"Kode";"Nama";"Username";"Email";"Tiket";"Harga";"Mata uang";"Status";"Dibeli";"Masuk"');
  expect(first).toContain(';50000,00;"IDR";"aktif";"2026-03-02 09:00:00";""');
  const [, comma] = await linesFor({ locale: 'id', refusal_language: 'id' }, { separator: 'comma' });
  expect(comma).toContain(',50000.00,"IDR","aktif"');
  const [, semicolon] = await linesFor({ locale: 'en' }, { separator: 'semicolon' });
  expect(semicolon).toContain(';50000,00;"IDR";"active"');
});

test('it is written as it is read: whoever stops early has cost one page', async () => {
  const { body } = await exported('csv');
  const statements = await captureStatements(async () => {
    for await (const chunk of body) if (String(chunk).includes('TKT-20260302-0')) break;
  });
  expect(statements.length).toBeLessThanOrEqual(2);
});

test('is for those who manage the event', async () => {
  const other = await world.make.organizer();
  expect(await refusal(world.as(other).attendees.export({ id: event_id }))).toMatch(/forbidden|not_yours/);
});

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Prisma } from '@setiket/db';
import { createTestDatabase, type TestDatabase } from '@setiket/testing/database';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { openTestDeps } from '../../../test/deps.ts';
import { readPdf } from '../../../test/pdf.ts';
import { sampleEvent, sampleRefund, sampleSale, sampleTicketType, sampleUser } from '../../../test/sample-sale.ts';
import { type Received, type SmtpServer, startSmtp } from '../../../test/smtp.ts';
import { newId } from '../../kernel/ids.ts';
import { openQrSigner } from '../ticket-qr/index.ts';
import {
  bookingConfirmedMail,
  eventDecidedMail,
  invitationMail,
  invitationToken,
  passwordChangedMail,
  proposalDecidedMail,
  proposalReceivedMail,
  roleChangedMail,
  ticketRefundedMail,
  welcomeMail,
} from './index.ts';

let database: TestDatabase;
let smtp: SmtpServer;
let deps: Awaited<ReturnType<typeof openTestDeps>>;
const attempt = { id: 'job-1' };

beforeAll(async () => {
  database = await createTestDatabase();
  smtp = await startSmtp();
  deps = await openTestDeps({ database_url: database.url, smtp_url: smtp.url });
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) } });
});

afterAll(async () => {
  await deps.close();
  await smtp.close();
  await database.drop();
});

beforeEach(() => {
  smtp.mails.length = 0;
  smtp.refuse = 0;
  smtp.during = undefined;
});

async function sold(
  options: { locale?: string; quantity?: number; title?: string; price?: string; username?: string } = {},
) {
  const user = await sampleUser(deps.db, { locale: options.locale ?? 'id', first_name: options.username ?? 'Ayu' });
  const event = await sampleEvent(deps.db, { title: options.title ?? 'Malam Gamelan' });
  const type = await sampleTicketType(deps.db, event, options.price === undefined ? {} : { price: options.price });
  const booking = await sampleSale(deps.db, { user, type, quantity: options.quantity ?? 2 });
  return { user, event, type, booking };
}

function onlyMail(): Received {
  expect(smtp.mails).toHaveLength(1);
  return smtp.mails[0]!;
}

/** Spaces that don't break are for the eye; a test reads words. */
function words(text: string | undefined): string {
  return (text ?? '').replace(/[\u00a0\u202f]/g, ' ');
}

describe('the confirmation of a booking', () => {
  test('brings every ticket with its own QR, and the event for the calendar', async () => {
    const { user, booking, event } = await sold({ quantity: 3 });
    await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
    const mail = onlyMail();
    expect(mail.to?.[0]?.address).toBe(user.email);
    expect(mail.subject).toBe('Tiketmu untuk Malam Gamelan');
    const pictures = mail.attachments.filter((file) => file.mimeType === 'image/png');
    expect(pictures).toHaveLength(3);
    const read = await Promise.all(
      pictures.map((file) => readBarcodes(new Uint8Array(file.content as ArrayBuffer), { formats: ['QRCode'] })),
    );
    const signer = openQrSigner(deps.env.QR_SIGNING_SECRET);
    const contents = read.map(([code]) => signer.verify(code!.text));
    expect(contents.map((content) => content?.ticket_id).sort()).toEqual(
      booking.tickets.map((ticket) => ticket.id).sort(),
    );
    expect(new Set(contents.map((content) => content?.event_id))).toEqual(new Set([event.id]));
    for (const ticket of booking.tickets) {
      expect(mail.html).toContain(ticket.code);
      expect(mail.text).toContain(ticket.code);
    }
    const papers = mail.attachments.filter((file) => file.mimeType === 'application/pdf');
    expect(papers.map(({ filename }) => filename)).toEqual([
      expect.stringMatching(/^tiket-ORD-\d{8}-[0-9A-F]{8}\.pdf$/),
      expect.stringMatching(/^faktur-INV-.*-000001\.pdf$/),
    ]);
    const pages = await readPdf(new Uint8Array(papers[0]!.content as ArrayBuffer));
    expect(pages.map(({ qr }) => qr[0]).sort()).toEqual(read.map(([code]) => code!.text).sort());
    for (const picture of pictures) expect(mail.html).toContain(`cid:${picture.contentId?.replace(/[<>]/g, '')}`);
  });

  test('mail.booking_confirmed: goes out without PDFs while many buyers wait for theirs, and says where they are', async () => {
    const { booking } = await sold({ quantity: 1 });
    await deps.db.$executeRaw`
      INSERT INTO pgboss.job (name, data) SELECT ${bookingConfirmedMail.name}, '{}' FROM generate_series(1, 25)`;
    try {
      await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
    } finally {
      await deps.db.$executeRaw`DELETE FROM pgboss.job WHERE name = ${bookingConfirmedMail.name}`;
    }
    const mail = onlyMail();
    expect(mail.attachments.map((file) => file.mimeType).sort()).toEqual(['image/png', 'text/calendar']);
    expect(words(mail.text)).toContain('PDF untuk dicetak dan faktur ada di halaman pesananmu.');
    expect(words(mail.text)).not.toContain('terlampir. PDF untuk dicetak dan berkas');
  });

  test('is in Indonesian, with the clock and the money of the place', async () => {
    const { booking } = await sold({ quantity: 2 });
    await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
    for (const form of [onlyMail().html, onlyMail().text]) {
      expect(words(form)).toContain('Halo Ayu,');
      expect(words(form)).toContain('2 tiket');
      expect(words(form)).toContain('Sabtu, 12 Desember 2026, 19.00–22.00 WIB');
      expect(words(form)).toContain('Pendopo Agung, Jl. Pendopo 1, Yogyakarta');
      expect(words(form)).toContain('Rp 300.000');
    }
  });

  test('is in English for who prefers it', async () => {
    const { booking } = await sold({ locale: 'en', quantity: 1, price: '0' });
    await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
    const mail = onlyMail();
    expect(mail.subject).toBe('Your tickets for Malam Gamelan');
    expect(words(mail.text)).toContain('1 ticket,');
    expect(words(mail.text)).toContain('12 December 2026, 19:00–22:00 WIB');
    expect(words(mail.text)).toContain('Total: Free');
    expect(mail.html).toContain('lang="en"');
  });

  test('knows the other clocks of Indonesia and of the world', async () => {
    for (const [timezone, shown] of [
      ['Asia/Jayapura', '21.00–00.00 WIT'],
      ['Asia/Makassar', '20.00–23.00 WITA'],
    ] as const) {
      const user = await sampleUser(deps.db);
      const event = await sampleEvent(deps.db, { timezone });
      const booking = await sampleSale(deps.db, { user, type: await sampleTicketType(deps.db, event) });
      await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
      const text = words(smtp.mails.at(-1)?.text);
      expect(text.replace(/ – Minggu, 13 Desember 2026, /, '–')).toContain(shown);
    }
  });

  test('has a calendar file in the event’s own time zone', async () => {
    const { booking } = await sold();
    await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
    const file = onlyMail().attachments.find(({ mimeType }) => mimeType === 'text/calendar');
    const text = Buffer.from(file!.content as ArrayBuffer).toString();
    expect(text).toContain('DTSTART;TZID=Asia/Jakarta:20261212T190000');
    expect(text).toContain('DTEND;TZID=Asia/Jakarta:20261212T220000');
  });

  test('leaves out what was refunded, and is not sent for what is no longer confirmed', async () => {
    const { booking } = await sold({ quantity: 2 });
    await sampleRefund(deps.db, booking.tickets[0]!.id);
    await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
    expect(onlyMail().text).not.toContain(booking.tickets[0]!.code);
    expect(onlyMail().text).toContain(booking.tickets[1]!.code);

    const gone = await sold({ quantity: 1 });
    await sampleRefund(deps.db, gone.booking.tickets[0]!.id);
    await bookingConfirmedMail.run(deps, { booking_id: gone.booking.id }, attempt);
    await bookingConfirmedMail.run(deps, { booking_id: newId() }, attempt);
    expect(smtp.mails).toHaveLength(1);
  });
});

describe('what people typed', () => {
  const evil = '<script>alert(1)</script> & "Co"\r\nBcc: thief@setiket.test';

  test('stays text in HTML, in headers and in the calendar', async () => {
    const { user, booking } = await sold({ title: evil, username: '<b>Ayu</b>' });
    await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
    const mail = onlyMail();
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).not.toContain('<b>Ayu');
    expect(mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Co&quot;');
    expect(mail.text).toContain('<script>alert(1)</script> & "Co"');
    expect(mail.bcc).toBeUndefined();
    expect(mail.headers.map(({ key }) => key)).not.toContain('bcc');
    expect(mail.subject).toBe('Tiketmu untuk <script>alert(1)</script> & "Co" Bcc: thief@setiket.test');
    expect(mail.to).toEqual([{ address: user.email, name: '<b>Ayu</b>' }]);
    const calendar = Buffer.from(
      mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar')!.content as ArrayBuffer,
    ).toString();
    expect(calendar).not.toMatch(/^Bcc/m);
  });

  test('a display name can’t add a recipient', async () => {
    const user = await sampleUser(deps.db, {
      first_name: 'x" <thief@setiket.test>, "y',
      last_name: '\r\nCc: thief@setiket.test',
    });
    await welcomeMail.run(deps, { user_id: user.id }, attempt);
    expect(onlyMail().to?.map(({ address }) => address)).toEqual([user.email]);
    expect(onlyMail().cc).toBeUndefined();
  });
});

describe('a refund', () => {
  test('tells the sum, the ticket and the new balance', async () => {
    const { booking } = await sold({ quantity: 1 });
    await ticketRefundedMail.run(deps, { ticket_id: booking.tickets[0]!.id }, attempt);
    expect(smtp.mails).toHaveLength(0);
    await sampleRefund(deps.db, booking.tickets[0]!.id);
    await ticketRefundedMail.run(deps, { ticket_id: booking.tickets[0]!.id }, attempt);
    const text = words(onlyMail().text);
    expect(onlyMail().subject).toBe('Pengembalian dana untuk Malam Gamelan');
    expect(text).toContain('Dikembalikan: Rp 150.000');
    expect(text).toContain('Saldo sekarang: Rp 1.000.000');
    expect(text).toContain(booking.tickets[0]!.code);
  });

  test('of a free ticket speaks of no money', async () => {
    const { booking } = await sold({ quantity: 1, price: '0', locale: 'en' });
    await sampleRefund(deps.db, booking.tickets[0]!.id);
    await ticketRefundedMail.run(deps, { ticket_id: booking.tickets[0]!.id }, attempt);
    expect(onlyMail().subject).toBe('Ticket cancelled: Malam Gamelan');
    expect(onlyMail().text).not.toContain('Rp');
  });
});

describe('decisions', () => {
  test('a proposal is confirmed, then decided', async () => {
    const user = await sampleUser(deps.db, { locale: 'en' });
    const id = newId();
    const proposal = {
      id,
      user_id: user.id,
      name: 'Open Air',
      category: 'konser',
      description: '…',
      location: 'Bandung',
      created_at: new Date(),
    };
    await deps.db.organizer_proposals.create({ data: proposal });
    await proposalDecidedMail.run(deps, { proposal_id: id }, attempt);
    expect(smtp.mails).toHaveLength(0);
    await proposalReceivedMail.run(deps, { proposal_id: id }, attempt);
    expect(onlyMail().text).toContain('Thank you for proposing Open Air.');
    await deps.db.organizer_proposals.update({
      where: { id },
      data: { status: 'rejected', message: 'Which hall?\nWhich day?', decided_at: new Date() },
    });
    await proposalDecidedMail.run(deps, { proposal_id: id }, attempt);
    const mail = smtp.mails.at(-1)!;
    expect(mail.subject).toBe('About your organizer proposal');
    expect(mail.text).toContain('> Which hall?\n> Which day?');
  });

  test('an event that is decided twice is told twice, each once', async () => {
    const event = await sampleEvent(deps.db, {
      status: 'rejected',
      message: 'Tambahkan alamat.',
      decided_at: new Date('2026-11-01T00:00:00Z'),
    });
    await eventDecidedMail.run(deps, { event_id: event.id }, attempt);
    await eventDecidedMail.run(deps, { event_id: event.id }, { id: 'job-2' });
    expect(onlyMail().text).toContain('> Tambahkan alamat.');
    await deps.db.events.update({
      where: { id: event.id },
      data: { status: 'approved', message: '', decided_at: new Date('2026-11-02T00:00:00Z') },
    });
    await eventDecidedMail.run(deps, { event_id: event.id }, attempt);
    expect(smtp.mails.at(-1)?.subject).toBe('Mulai dijual: Malam Gamelan');
    expect(smtp.mails).toHaveLength(2);
  });
});

describe('the account', () => {
  test('is welcomed once', async () => {
    const user = await sampleUser(deps.db, { locale: 'en' });
    await welcomeMail.run(deps, { user_id: user.id }, attempt);
    await welcomeMail.run(deps, { user_id: user.id }, { id: 'job-2' });
    expect(words(onlyMail().text)).toContain('You start with a balance of IDR 1,000,000.');
    expect(onlyMail().text).toContain(`Username: ${user.username}`);
  });

  test('every change of the password is told, however often its job runs', async () => {
    const user = await sampleUser(deps.db);
    for (const id of ['job-1', 'job-1', 'job-2']) await passwordChangedMail.run(deps, { user_id: user.id }, { id });
    expect(smtp.mails).toHaveLength(2);
  });

  test('a new role is named in words', async () => {
    const user = await sampleUser(deps.db, { role: 'event_organizer' });
    await roleChangedMail.run(deps, { user_id: user.id }, attempt);
    expect(onlyMail().text).toContain('Peranmu sekarang: penyelenggara acara.');
  });
});

describe('an invitation', () => {
  async function invited(locale: string, own: Partial<Prisma.organization_invitationsUncheckedCreateInput> = {}) {
    const inviter = await sampleUser(deps.db, { locale, first_name: 'Sari' });
    const { organization_id } = await sampleEvent(deps.db);
    const id = newId();
    await deps.db.organization_invitations.create({
      data: {
        id,
        organization_id,
        email: 'guest@setiket.test',
        role: 'manager',
        token_hash: id,
        invited_by: inviter.id,
        expires_at: new Date(Date.now() + 86_400_000),
        created_at: new Date(),
        ...own,
      },
    });
    await invitationMail.run(deps, { invitation_id: id }, attempt);
    return invitationToken(deps.env, id);
  }

  test.each([
    ['en', 'Panggung Kota invites you to Setiket', 'Sari asks you to join Panggung Kota on Setiket as manager.'],
    ['id', 'Panggung Kota mengundangmu ke Setiket', 'bergabung dengan Panggung Kota di Setiket sebagai pengelola.'],
  ])('brings the token to who has no account, in the inviter’s language (%s)', async (locale, subject, sentence) => {
    const token = await invited(locale);
    expect(onlyMail()).toMatchObject({ subject, to: [{ address: 'guest@setiket.test' }] });
    expect(words(onlyMail().text)).toContain(sentence);
    for (const form of [onlyMail().html, onlyMail().text])
      expect(form).toContain(`https://setiket.test/invitations#${token}`);
  });

  test('that was accepted or has expired is not mailed', async () => {
    await invited('en', { accepted_at: new Date() });
    await invited('en', { expires_at: new Date(Date.now() - 1000) });
    expect(smtp.mails).toHaveLength(0);
  });
});

test('nothing is mailed to an address that cannot exist', async () => {
  const user = await sampleUser(deps.db, { email: 'john.doe@users.setiket.invalid' });
  await welcomeMail.run(deps, { user_id: user.id }, attempt);
  expect(smtp.mails).toHaveLength(0);
});

test('every mail can be answered by nobody’s holiday notice, and says its language', async () => {
  const user = await sampleUser(deps.db);
  await welcomeMail.run(deps, { user_id: user.id }, attempt);
  const headers = new Map(onlyMail().headers.map(({ key, value }) => [key, value]));
  expect(headers.get('auto-submitted')).toBe('auto-generated');
  expect(headers.get('content-language')).toBe('id');
});

import { runJobs } from '@setiket/testing/jobs';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Received, type SmtpServer, startSmtp } from '../../../test/smtp.ts';
import type { UserActor } from '../../kernel/context.ts';
import { cancelBookingsOfEvent } from '../event-planning/index.ts';
import { eventMailJobs } from './event-mails.ts';

let smtp: SmtpServer;
let world: World;
let administrator: UserActor;

beforeAll(async () => {
  smtp = await startSmtp();
  world = await openWorld({ env: { SMTP_URL: smtp.url } });
  administrator = await world.make.administrator();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await smtp.close();
});
beforeEach(() => {
  smtp.mails.length = 0;
});

const sendMails = () => runJobs(world.deps, ...eventMailJobs);
const recipients = () => smtp.mails.map((mail) => mail.to?.[0]?.address).toSorted();

/** A mail’s parser has plain line feeds, the file itself has CRLF. */
const unfolded = (text: string) => text.replaceAll('\r\n', '\n').replaceAll('\n ', '').split('\n');

function calendarIn(mail: Received): { method: string; lines: string[] } {
  const file = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  const text = Buffer.from(file!.content as ArrayBuffer).toString();
  return { method: file!.method ?? '', lines: unfolded(text) };
}

const property = (lines: string[], name: string) => lines.find((line) => line.startsWith(`${name}:`));

/** An event with a buyer of two tickets, one of which is given away. */
async function soldAndGiven(options = {}) {
  const { organizer, event, type } = await world.make.sale(options);
  const [buyer, friend] = [await world.make.user(), await world.make.user()];
  await world.as(buyer).tickets.purchase({ ticket_id: type.id });
  const given = await world.as(buyer).tickets.purchase({ ticket_id: type.id });
  await world.deps.db.tickets.update({ where: { id: given.id }, data: { owner_id: friend.id } });
  await world.deps.db.users.update({ where: { id: friend.id }, data: { locale: 'en' } });
  return { organizer, event, type, buyer, friend };
}

describe('a change of an event with tickets', () => {
  test('events.update: mails every holder once, with old and new time and place', async () => {
    const { event, buyer, friend } = await soldAndGiven({ title: 'Gamelan' });
    await world.as(administrator).events.update({
      id: event.id,
      starts_at: '2026-05-02T19:00:00+07:00',
      ends_at: '2026-05-02T22:00:00+07:00',
      place_name: 'Pendopo',
    });
    await sendMails();
    expect(recipients()).toEqual([buyer.email, friend.email].toSorted());
    const mail = smtp.mails.find((each) => each.to?.[0]?.address === friend.email)!;
    expect(mail.subject).toBe('Changed: Gamelan');
    expect(mail.text).toMatch(/Wednesday.*1 April 2026/);
    expect(mail.text).toContain('Saturday, 2 May 2026, 19:00–22:00');
    expect(mail.text).toContain('Balai Kota');
    expect(mail.text).toContain('Pendopo');
    const { method, lines } = calendarIn(mail);
    expect(method).toBe('PUBLISH');
    expect(property(lines, 'UID')).toContain(event.id);
    expect(property(lines, 'SEQUENCE')).toBe('SEQUENCE:1');
    expect(lines).toContain('DTSTART;TZID=Asia/Jakarta:20260502T190000');
    await sendMails();
    expect(smtp.mails).toHaveLength(2);
  });

  test('events.decide: mails when a proposed change is approved, not while it waits', async () => {
    const { organizer, event } = await soldAndGiven();
    await world.as(organizer).events.update({ id: event.id, place_name: 'Pendopo' });
    await sendMails();
    expect(smtp.mails).toEqual([]);
    await world.as(administrator).events.decide({ id: event.id, status: 'approved', message: 'Fine' });
    await sendMails();
    expect(smtp.mails).toHaveLength(3);
    const decided = smtp.mails.find((mail) => mail.to?.[0]?.address === organizer.email)!;
    expect(decided.text).toContain('Fine');
  });

  test('events.decide: tells the organizer why a change was rejected', async () => {
    const { organizer, event } = await world.make.sale();
    await world.as(organizer).events.update({ id: event.id, title: 'Baru' });
    await world.as(administrator).events.decide({ id: event.id, status: 'rejected', message: 'Too loud' });
    await sendMails();
    expect(recipients()).toEqual([organizer.email]);
    expect(smtp.mails[0]!.text).toContain('Too loud');
  });

  test('events.update: mails nobody when only the text changes, or a draft moves', async () => {
    const { event } = await soldAndGiven();
    await world.as(administrator).events.update({ id: event.id, description: 'Longer.' });
    await sendMails();
    expect(smtp.mails).toEqual([]);
  });

  test('events.update: tells the holders a new link, and nobody else learns it', async () => {
    const { organizer, event, type, buyer, friend } = await soldAndGiven();
    const online_url = 'https://meet.example.com/room-1';
    await world.as(administrator).events.update({ id: event.id, is_online: true, online_url });
    await sendMails();
    expect(smtp.mails).toHaveLength(2);
    for (const mail of smtp.mails) expect(mail.text).toContain(online_url);
    expect(calendarIn(smtp.mails[0]!).lines.join('\n')).toContain(online_url);
    const own = await world.as(friend).tickets.listOwn({});
    expect(own.items).toMatchObject([{ online_url }]);
    const [order] = (await world.as(buyer).orders.listOwn({})).items;
    expect(order!.tickets.map((ticket) => ticket.online_url)).toHaveLength(1);
    const given = own.items[0]!;
    const bought = await world.as(buyer).bookings.get({ id: given.booking_id });
    expect(JSON.stringify(bought)).not.toContain(online_url);
    const stranger = world.as(await world.make.user());
    for (const answer of [
      await world.as().events.get({ id: event.id }),
      await stranger.events.get({ id: event.id }),
      await world.as().events.list({ page_size: 100 }),
      await world
        .as()
        .ticketTypes.list({ id: event.id } as never)
        .catch(() => ({})),
    ])
      expect(JSON.stringify(answer)).not.toContain('meet.example.com');
    expect((await world.as(organizer).events.listOwn({})).items[0]).toMatchObject({ online_url });
    expect(type.id).toBeTruthy();
  });

  test.each(['http://meet.example.com', 'javascript:alert(1)', 'meet.example.com', 'https://'])(
    'events.update: refuses %s as a link',
    async (online_url) => {
      const { organizer, event } = await world.make.sale();
      expect(await refusal(world.as(organizer).events.update({ id: event.id, online_url }))).toMatch(/^online_url: /);
    },
  );
});

describe('events.cancel', () => {
  test('mails every holder a cancellation for the calendar, in any order with the refunds', async () => {
    for (const refundsFirst of [true, false]) {
      smtp.mails.length = 0;
      const { organizer, event, buyer, friend } = await soldAndGiven({ title: 'Wayang' });
      await world.as(organizer).events.cancel({ id: event.id, reason: 'Storm' });
      if (refundsFirst) await runJobs(world.deps, cancelBookingsOfEvent);
      await sendMails();
      expect(recipients()).toEqual([buyer.email, friend.email].toSorted());
      const mail = smtp.mails.find((each) => each.to?.[0]?.address === friend.email)!;
      expect(mail.subject).toBe('Cancelled: Wayang');
      expect(mail.text).toContain('Storm');
      const { method, lines } = calendarIn(mail);
      expect(method).toBe('CANCEL');
      expect(lines).toContain('METHOD:CANCEL');
      expect(lines).toContain('STATUS:CANCELLED');
      expect(property(lines, 'SEQUENCE')).toBe('SEQUENCE:1');
      expect(property(lines, 'UID')).toContain(event.id);
    }
  });
});

test('tickets.calendar: is the file that the mail brings', async () => {
  const { event, friend } = await soldAndGiven();
  await world.as(administrator).events.update({ id: event.id, place_name: 'Pendopo' });
  await sendMails();
  const mailed = calendarIn(smtp.mails.find((each) => each.to?.[0]?.address === friend.email)!).lines;
  const [ticket] = (await world.as(friend).tickets.listOwn({})).items;
  const file = await world.as(friend).tickets.calendar({ id: ticket!.id });
  const served = unfolded(Buffer.from(file.body as Uint8Array).toString());
  expect(served.join('\n').trim()).toBe(mailed.join('\n').trim());
  expect(served).toContain('BEGIN:VTIMEZONE');
});

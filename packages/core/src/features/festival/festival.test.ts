import { runJobs } from '@setiket/testing/jobs';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmtpServer, startSmtp } from '../../../test/smtp.ts';
import type { UserActor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { contactMessageMail } from '../notifications/index.ts';

let world: World;
let smtp: SmtpServer;
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

const admin = () => world.as(administrator).config;
const visitor = () => world.as().config;

describe('the configuration', () => {
  test('says something before anybody has written it', async () => {
    expect(await visitor().get({})).toMatchObject({
      name: 'Setiket',
      timezone: 'Asia/Jakarta',
      currency: 'IDR',
      ticket_sale: null,
      updated_at: null,
    });
  });

  test('is written by two at once, and then is one', async () => {
    const tries = [admin().update({ tagline: 'Three days' }), admin().update({ city: 'Costa Mesa' })];
    await Promise.all(tries);
    expect(await visitor().get({})).toMatchObject({ tagline: 'Three days', venue: { city: 'Costa Mesa' } });
    expect(await world.deps.db.festival_config.count()).toBe(1);
  });

  test('is changed in part and replaced as a whole', async () => {
    await admin().update({
      start_date: '2026-06-19',
      end_date: '2026-06-21',
      social_links: { instagram: 'https://i.test' },
    });
    expect(await admin().update({ contact_phone: '0812' })).toMatchObject({
      start_date: '2026-06-19',
      end_date: '2026-06-21',
      contact: { phone: '0812' },
      social_links: { instagram: 'https://i.test' },
    });
    expect(await admin().replace({ name: 'MENA Festival' })).toMatchObject({
      name: 'MENA Festival',
      tagline: '',
      start_date: null,
      social_links: {},
    });
  });

  test('refuses what is wrong', async () => {
    const update = (input: object) => refusal(admin().update(input));
    await admin().update({ start_date: '2026-06-19', end_date: null });
    expect(await update({ end_date: '2026-06-18' })).toBe('end_date: It can’t end before it begins.');
    expect(await update({ start_date: '2026-13-01' })).toMatch(/^start_date: /);
    expect(await update({ timezone: 'Mars/Olympus' })).toMatch(/^timezone: /);
    expect(await update({ social_links: { instagram: 'javascript:alert(1)' } })).toMatch(/^social_links/);
    expect(await update({ event_id: newId() })).toBe('event_id: There is no such event.');
    expect(await update({ currency: 'Rp' })).toMatch(/^currency: /);
  });

  test('tells whether there are tickets, as the tickets say or as was announced', async () => {
    const { organizer, event, type } = await world.make.sale({ quota: 1 });
    const sale = async () => (await visitor().get({})).ticket_sale;
    await admin().update({ event_id: event.id, ticket_sale: 'automatic' });
    expect(await visitor().get({})).toMatchObject({ event_id: event.id, event: event.title, ticket_sale: 'open' });
    await world.as(await world.make.user()).tickets.purchase({ ticket_id: type.id });
    expect(await sale()).toBe('sold_out');
    await admin().update({ ticket_sale: 'not_yet' });
    expect(await sale()).toBe('not_yet');
    await admin().update({ ticket_sale: 'automatic' });
    await world.as(organizer).events.cancel({ id: event.id });
    expect(await sale()).toBe('closed');
    const hidden = await world.make.event(organizer, { status: 'pending' });
    await admin().update({ event_id: hidden.id });
    expect(await visitor().get({})).toMatchObject({ event_id: null, event: null, ticket_sale: null });
  });
});

describe('sponsors', () => {
  test('are shown by tier, position and name', async () => {
    for (const [name, tier, position] of [
      ['Radio', 'media', 0],
      ['Bank B', 'gold', 1],
      ['Bank A', 'gold', 1],
      ['Airline', 'title', 5],
      ['First', 'gold', 0],
    ] as const)
      await admin().createSponsor({ name, tier, position });
    const { items, total } = await visitor().sponsors({});
    expect(items.map(({ name }) => name)).toEqual(['Airline', 'First', 'Bank A', 'Bank B', 'Radio']);
    expect(total).toBe(5);
    expect((await visitor().sponsors({ tier: 'gold' })).total).toBe(3);
    const [first] = items;
    expect(await admin().updateSponsor({ id: first!.id, website: 'https://air.test' })).toMatchObject({
      name: 'Airline',
      website: 'https://air.test',
    });
    await admin().deleteSponsor({ id: first!.id });
    expect(await refusal(admin().deleteSponsor({ id: first!.id }))).toBe('sponsor.not_found');
    expect(await refusal(admin().updateSponsor({ id: first!.id, name: 'X' }))).toBe('sponsor.not_found');
  });

  test('refuse what is wrong', async () => {
    expect(await refusal(admin().createSponsor({ name: '', tier: 'gold' }))).toMatch(/^name: /);
    expect(await refusal(admin().createSponsor({ name: 'X', tier: 'tin' as never }))).toMatch(/^tier: /);
    expect(await refusal(admin().createSponsor({ name: 'X', tier: 'gold', website: 'ftp://x' }))).toMatch(/^website: /);
  });
});

describe('the schedule', () => {
  test('is told day by day, in the festival’s own zone', async () => {
    await admin().update({ timezone: 'America/Los_Angeles', event_id: null });
    const late = await admin().createScheduleItem({
      title: 'Late set',
      stage: 'Main',
      starts_at: '2026-06-19T23:00:00',
      ends_at: '2026-06-20T01:00:00',
    });
    expect(late).toMatchObject({ date: '2026-06-19', start_time: '23:00:00', starts_at: '2026-06-20T06:00:00.000Z' });
    await admin().createScheduleItem({
      title: 'Oud',
      stage: 'Garden',
      starts_at: '2026-06-20T18:00:00-07:00',
      ends_at: '2026-06-20T19:00:00-07:00',
    });
    expect(await visitor().schedule({})).toMatchObject({
      timezone: 'America/Los_Angeles',
      stages: ['Garden', 'Main'],
      days: [
        { date: '2026-06-19', items: [{ title: 'Late set' }] },
        { date: '2026-06-20', items: [{ title: 'Oud' }] },
      ],
    });
    expect((await visitor().schedule({ date: '2026-06-20' })).days).toHaveLength(1);
    expect((await visitor().schedule({ stage: 'main' })).stages).toEqual(['Main']);
    const early = 'ends_at: It must end after it begins.';
    expect(await refusal(admin().updateScheduleItem({ id: late.id, ends_at: '2026-06-19T22:00:00' }))).toBe(early);
    expect(await admin().updateScheduleItem({ id: late.id, performer: 'Cairo Nights' })).toMatchObject({
      performer: 'Cairo Nights',
      start_time: '23:00:00',
    });
    await admin().deleteScheduleItem({ id: late.id });
    expect(await refusal(admin().deleteScheduleItem({ id: late.id }))).toBe('schedule_item.not_found');
    expect(await refusal(admin().updateScheduleItem({ id: late.id, title: 'X' }))).toBe('schedule_item.not_found');
  });

  test('hides what belongs to an event that is not public', async () => {
    const hidden = await world.make.event(await world.make.organizer(), { status: 'pending' });
    const times = { starts_at: '2026-06-19T10:00:00Z', ends_at: '2026-06-19T11:00:00Z' };
    await admin().createScheduleItem({ title: 'Secret', event_id: hidden.id, ...times });
    expect((await visitor().schedule({ event: hidden.id })).days).toEqual([]);
    expect(await refusal(admin().createScheduleItem({ title: 'X', event_id: newId(), ...times }))).toBe(
      'event_id: There is no such event.',
    );
  });
});

describe('the contact form', () => {
  const form = { name: 'Sari', email: 'Sari@Example.test', subject: 'Parking', message: 'Where can I park?' };

  test('is kept, mailed to the house so that answering answers the writer, and marked when answered', async () => {
    const { detail } = await visitor().contact(form);
    expect(detail).toMatch(/^Thank you/);
    await runJobs(world.deps, contactMessageMail);
    const [mail] = smtp.mails;
    expect(mail?.to?.[0]?.address).toBe('tickets@setiket.test');
    expect(mail?.replyTo?.[0]).toMatchObject({ name: 'Sari', address: 'sari@example.test' });
    expect(mail?.subject).toBe('Pesan dari Sari: Parking');
    expect(mail?.text).toContain('> Where can I park?');
    const { items } = await admin().listMessages({ is_answered: false });
    expect(items).toMatchObject([{ email: 'sari@example.test', answered_at: null, user_id: null }]);
    const { id } = items[0]!;
    expect(await admin().answerMessage({ id })).toMatchObject({ answered_by: administrator.username });
    const other = world.as(await world.make.user({ role: 'support' })).config;
    expect(await other.answerMessage({ id })).toMatchObject({ answered_by: administrator.username });
    expect((await admin().listMessages({ is_answered: false })).total).toBe(0);
    expect(await other.answerMessage({ id, is_answered: false })).toMatchObject({ answered_at: null });
    expect(await refusal(other.answerMessage({ id: newId() }))).toBe('contact_message.not_found');
  });

  test('thanks a robot and forgets it', async () => {
    const before = await world.deps.db.contact_messages.count();
    expect(await visitor().contact({ ...form, email: 'robot@example.test', homepage: 'https://spam.test' })).toEqual(
      await visitor().contact({ ...form, email: 'person@example.test' }),
    );
    expect(await world.deps.db.contact_messages.count()).toBe(before + 1);
  });

  test('takes a few messages an hour, a mailbox and an address', async () => {
    const from = (ip: string) => world.as(undefined, { ip }).config;
    const own = { ...form, email: 'flood@example.test' };
    for (let n = 0; n < 5; n++) await from(`192.0.2.${n}`).contact(own);
    expect(await refusal(from('192.0.2.9').contact(own))).toBe('request.rate_limited');
    for (let n = 0; n < 20; n++) await from('198.51.100.1').contact({ ...form, email: `p${n}@example.test` });
    expect(await refusal(from('198.51.100.1').contact({ ...form, email: 'p20@example.test' }))).toBe(
      'request.rate_limited',
    );
    expect(await refusal(from('198.51.100.2').contact({ ...form, email: 'p20@example.test' }))).toBe('accepted');
  });

  test('refuses what is empty, too long or no address', async () => {
    const write = (own: object) => refusal(visitor().contact({ ...form, ...own }));
    expect(await write({ email: 'nobody' })).toMatch(/^email: /);
    expect(await write({ message: '  ' })).toBe('message: This field may not be blank.');
    expect(await write({ message: 'x'.repeat(5001) })).toMatch(/^message: /);
    expect(await write({ name: '' })).toMatch(/^name: /);
  });
});

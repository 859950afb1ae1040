import { runJobs } from '@setiket/testing/jobs';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SmtpServer, startSmtp } from '../../../test/smtp.ts';
import { newId } from '../../kernel/ids.ts';
import { guestMessageJobs, queueGuestMessage, sendGuestMail } from './guest-messages.jobs.ts';

let world: World;
let smtp: SmtpServer;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await openWorld({ env: { SMTP_URL: smtp.url, PUBLIC_URL: 'https://setiket.test' } });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await smtp.close();
});
beforeEach(() => {
  smtp.mails.length = 0;
});

/** An event with two ticket types; two guests hold the one, a third the other, and the first has two tickets. */
async function attended() {
  const { organizer, event, type } = await world.make.sale({ title: 'Malam Puisi' });
  const other = await world.make.ticketType(organizer, event.id, { title: 'VIP' });
  const [ani, budi, citra] = [await world.make.user(), await world.make.user(), await world.make.user()];
  for (const guest of [ani, ani, budi]) await world.as(guest).tickets.purchase({ ticket_id: type.id });
  const vip = await world.as(citra).tickets.purchase({ ticket_id: other.id });
  const desk = world.as(organizer).guestMessages;
  const words = { id: event.id, subject: 'Bring a coat', text: 'It is in the garden.\nIt gets cold.' };
  return { organizer, event, type, other, ani, budi, citra, vip, desk, words };
}

const addressees = () => smtp.mails.map(({ to }) => to?.[0]?.address).sort();

test('every holder gets it once, with the reason why, and answers go to the organization', async () => {
  const { event, organizer, ani, budi, citra, desk, words } = await attended();
  const { organization_id } = await world.as(organizer).events.get({ id: event.id });
  await world.as(organizer).organizations.update({ id: organization_id, contact_email: 'halo@puisi.test' });
  const sent = await desk.send(words);
  expect(sent).toMatchObject({ recipients: 3, sent: 0, ticket_types: [], finished_at: null });
  await runJobs(world.deps, ...guestMessageJobs);
  expect(addressees()).toEqual([ani.email, budi.email, citra.email].sort());
  const [mail] = smtp.mails;
  expect(mail?.subject).toBe('Bring a coat – Malam Puisi');
  expect(mail?.text).toContain('> It is in the garden.\n> It gets cold.');
  expect(mail?.text).toContain('You get this mail because you hold a ticket for Malam Puisi.');
  expect(mail?.replyTo).toMatchObject([{ address: 'halo@puisi.test' }]);
  expect((await desk.list({ id: event.id })).items).toMatchObject([
    { id: sent.id, subject: 'Bring a coat', sent_by: organizer.username, sent: 3, finished_at: expect.any(String) },
  ]);
  const entry = await world.deps.db.audit_entries.findFirst({
    where: { subject_id: event.id, action: 'event.guests_written_to' },
  });
  expect(entry?.data).toEqual({ message_id: sent.id, recipients: 3 });
});

test('it can be for the holders of some types, who still hold them', async () => {
  const { type, other, citra, vip, desk, words } = await attended();
  expect(await desk.send({ ...words, ticket_type_ids: [other.id] })).toMatchObject({
    recipients: 1,
    ticket_types: [{ id: other.id, title: 'VIP' }],
  });
  await runJobs(world.deps, ...guestMessageJobs);
  expect(addressees()).toEqual([citra.email]);
  await world.as(citra).tickets.refund({ id: vip.id, reason: 'Ill' });
  const again = desk.send({ ...words, ticket_type_ids: [other.id] });
  expect(await refusal(again)).toBe('guest_message.nobody');
  expect(await desk.send({ ...words, ticket_type_ids: [type.id, type.id] })).toMatchObject({ recipients: 2 });
  const foreign = (await world.make.sale()).type;
  await expect(desk.send({ ...words, ticket_type_ids: [foreign.id] })).rejects.toMatchObject({
    cause: { fields: { ticket_type_ids: expect.anything() } },
  });
});

test('who gave the ticket back before the mail went out gets none, and the message still ends', async () => {
  const { event, citra, vip, desk, words } = await attended();
  await desk.send(words);
  await world.as(citra).tickets.refund({ id: vip.id, reason: 'Ill' });
  await runJobs(world.deps, ...guestMessageJobs);
  expect(addressees()).not.toContain(citra.email);
  expect((await desk.list({ id: event.id })).items[0]?.finished_at).not.toBeNull();
});

test('stopped in the middle or run twice, everybody still gets it once', async () => {
  const { event, desk, words } = await attended();
  const { id: message_id } = await desk.send(words);
  const queue = () => queueGuestMessage.run(world.deps, { message_id }, { id: 'test' });
  await Promise.all([queue(), queue(), queue()]);
  const { boss } = world.deps.jobs;
  const jobs = await boss.fetch<{ message_id: string; user_id: string }>(sendGuestMail.name, { batchSize: 50 });
  expect(jobs).toHaveLength(3);
  smtp.refuse = 1;
  const [first] = jobs;
  await expect(sendGuestMail.run(world.deps, first!.data, { id: first!.id })).rejects.toThrow();
  expect((await desk.list({ id: event.id })).items[0]).toMatchObject({ sent: 0 });
  for (const { id, data } of [...jobs, ...jobs]) await sendGuestMail.run(world.deps, data, { id });
  expect(new Set(addressees()).size).toBe(3);
  expect(smtp.mails).toHaveLength(3);
  expect((await desk.list({ id: event.id })).items[0]).toMatchObject({ sent: 3, recipients: 3 });
});

test('an event may do so five times on a day of its own calendar, also at the same moment', async () => {
  const { desk, words } = await attended();
  const attempts = await Promise.all(Array.from({ length: 8 }, () => refusal(desk.send(words))));
  expect(attempts.filter((result) => result === 'accepted')).toHaveLength(5);
  expect(new Set(attempts)).toEqual(new Set(['accepted', 'guest_message.too_many_today']));
  // It is nine in the morning in Jakarta.
  await expect(desk.send(words)).rejects.toMatchObject({
    cause: { facts: { limit: 5 }, retry_after_seconds: 15 * 3600 },
  });
  const then = world.clock.now();
  world.clock.advance(15 * 3600);
  expect(await refusal(desk.send(words))).toBe('accepted');
  world.clock.set(then);
});

test('is for those who manage the event, and says something', async () => {
  const { event, ani, desk, words } = await attended();
  const { organizer: stranger } = await world.make.sale();
  expect(await refusal(world.as(ani).guestMessages.send(words))).toBe('request.forbidden');
  expect(await refusal(world.as(stranger).guestMessages.send(words))).toBe('event.not_yours');
  expect(await refusal(world.as(stranger).guestMessages.list({ id: event.id }))).toBe('event.not_yours');
  expect(await refusal(desk.send({ ...words, id: newId() }))).toBe('event.not_found');
  for (const wrong of [{ subject: ' ' }, { text: ' \n' }, { text: 'x'.repeat(5001) }, { subject: 'x'.repeat(151) }])
    expect(await refusal(desk.send({ ...words, ...wrong }))).toMatch(/^(subject|text): /);
});

import { runJobs } from '@setiket/testing/jobs';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readPdf } from '../../../test/pdf.ts';
import { type SmtpServer, startSmtp } from '../../../test/smtp.ts';
import type { UserActor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { runAudit } from '../audit/index.ts';
import { followUp } from '../bookings/index.ts';
import {
  bookingConfirmedMail,
  guestInvitedMail,
  invoiceMail,
  partialRefundMail,
  ticketsAgainMail,
  ticketUpgradedMail,
} from '../notifications/index.ts';

const mailJobs = [
  followUp,
  bookingConfirmedMail,
  guestInvitedMail,
  invoiceMail,
  partialRefundMail,
  ticketsAgainMail,
  ticketUpgradedMail,
];

let world: World;
let smtp: SmtpServer;
let staff: UserActor;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await openWorld({ env: { SMTP_URL: smtp.url, PUBLIC_URL: 'https://setiket.test' } });
  staff = await world.make.user({ role: 'staff' });
});
afterAll(async () => {
  expect(await runAudit(world.deps.db)).toEqual([]);
  await world[Symbol.asyncDispose]();
  await smtp.close();
});
beforeEach(async () => {
  await runJobs(world.deps, ...mailJobs);
  smtp.mails.length = 0;
});

const desk = () => world.as(staff).boxOffice;
const balanceOf = async (who: UserActor) => (await world.as(who).account.get({})).balance;

/** Whom something was mailed to, and about what. */
async function mailed(): Promise<string[]> {
  await runJobs(world.deps, ...mailJobs);
  return smtp.mails.map(({ to, subject }) => `${to?.[0]?.address}: ${subject}`).sort();
}

const pdfsOf = (attachments: SmtpServer['mails'][number]['attachments']) =>
  attachments.filter(({ mimeType }) => mimeType === 'application/pdf');

const trailOf = (subject_id: string) =>
  world.deps.db.audit_entries.findMany({ where: { subject_id }, orderBy: { id: 'asc' } });

/** Somebody with two tickets in one order. */
async function order({ price = '100000' } = {}) {
  const { organizer, event, type } = await world.make.sale({ title: 'Malam Gamelan', price });
  const buyer = await world.make.user();
  const booking = await world.as(buyer).bookings.create({ event_ticket: type.id, quantity: 2 });
  const { tickets } = await world.as(buyer).bookings.pay({ id: booking.id });
  return { organizer, event, type, buyer, booking_id: booking.id, ticket_id: tickets[0]!.id, tickets };
}

describe('complimentary tickets', () => {
  test('take places, cost nothing, and are mailed to who has an account', async () => {
    const { type, event } = await world.make.sale({ title: 'Malam Gamelan', quota: 3 });
    const guest = await world.make.user();
    const { booking, comps_left } = await desk().issueComps({
      ticket_type_id: type.id,
      email: guest.email,
      quantity: 2,
      reason: 'Press',
    });
    expect(booking).toMatchObject({ status: 'confirmed', quantity: 2, total_amount: '0.00', user_id: guest.id });
    expect(comps_left).toBe(18);
    expect(booking.tickets.map(({ price, status }) => [price, status])).toEqual([
      ['0.00', 'active'],
      ['0.00', 'active'],
    ]);
    expect(await balanceOf(guest)).toBe(1_000_000);
    const { pool } = await world.deps.db.ticket_types.findUniqueOrThrow({
      where: { id: type.id },
      include: { pool: true },
    });
    expect(pool.sold).toBe(2);
    const payment = await world.deps.db.payments.findFirstOrThrow({ where: { booking_id: booking.id } });
    expect([payment.provider, Number(payment.amount)]).toEqual(['comp', 0]);
    expect(await mailed()).toEqual([`${guest.email}: Your tickets for Malam Gamelan`]);
    expect((await desk().listComps({ id: event.id })).items).toMatchObject([
      { email: guest.email, quantity: 2, reason: 'Press', issued_by: staff.username, ticket_type: 'Reguler' },
    ]);
    const entry = (await trailOf(booking.id)).find(({ action }) => action === 'comp.issued');
    expect([entry?.actor_id, entry?.data]).toMatchObject([staff.id, { reason: 'Press', quantity: 2 }]);
    expect(
      await refusal(desk().issueComps({ ticket_type_id: type.id, user_id: guest.id, quantity: 2, reason: 'R' })),
    ).toBe('ticket_type.sold_out');
  });

  test('make an account where there is none, which its mailbox opens', async () => {
    const { event } = await world.make.sale({ title: 'Malam Gamelan' });
    const email = 'first.guest@example.test';
    const given = await desk().issueComps({ event_id: event.id, email, reason: 'Speaker' });
    expect(given.booking.user).toBe('first.guest');
    expect(await refusal(world.as().auth.login({ username: email, password: '' }))).not.toBe('accepted');
    expect(await mailed()).toEqual([
      `${email}: You are invited to Malam Gamelan`,
      `${email}: Your tickets for Malam Gamelan`,
    ]);
    const invitation = smtp.mails.find(({ subject }) => subject?.includes('invited'))!;
    const token = /reset-password#([\w-]{43})/.exec(invitation.text ?? '')?.[1];
    await world.as().auth.confirmPasswordReset({ token: token!, new_password: 'a gamelan of bronze' });
    expect(await refusal(world.as().auth.login({ username: email, password: 'a gamelan of bronze' }))).toBe('accepted');
    // The token has proved the address, so from now on the account is found by it.
    const again = await desk().issueComps({ event_id: event.id, email, reason: 'Again' });
    expect(again.booking.user_id).toBe(given.booking.user_id);
    expect((await mailed()).at(-1)).toBe(`${email}: Your tickets for Malam Gamelan`);
  });

  test('issueComps: a second gift before the first was opened goes to the same guest', async () => {
    const { event } = await world.make.sale();
    const email = 'slow.guest@example.test';
    const give = () => desk().issueComps({ event_id: event.id, email, reason: 'R' });
    expect((await give()).booking.user_id).toBe((await give()).booking.user_id);
  });

  test('issueComps: an account that only claims the address gets nothing, and loses it to its reader', async () => {
    const { event } = await world.make.sale({ title: 'Malam Gamelan' });
    const email = 'boss@promoter.test';
    const mallory = await world.make.user({ username: 'mallory', email, email_verified: false });
    await mailed();
    const { booking } = await desk().issueComps({ event_id: event.id, email, reason: 'Press' });
    expect(booking.user_id).not.toBe(mallory.id);
    expect((await world.as(mallory).tickets.listOwn({})).items).toEqual([]);
    await mailed();
    const token = /reset-password#([\w-]{43})/.exec(
      smtp.mails.filter(({ to }) => to?.[0]?.address === email).at(-1)?.text ?? '',
    )?.[1];
    await world.as().auth.confirmPasswordReset({ token: token!, new_password: 'a gamelan of bronze' });
    const owner = await world.deps.db.users.findUniqueOrThrow({ where: { email } });
    expect([owner.id, owner.email_verified_at]).toEqual([booking.user_id, world.clock.now()]);
    const former = await world.deps.db.users.findUniqueOrThrow({ where: { id: mallory.id } });
    expect([former.email.endsWith('.invalid'), former.email_verified_at]).toEqual([true, null]);
  });

  test('are no more than the event’s quota, which its managers change', async () => {
    const { organizer, event, type } = await world.make.sale();
    const guest = await world.make.user();
    const own = world.as(organizer).boxOffice;
    expect(await own.compQuota({ id: event.id })).toMatchObject({ comp_quota: 20, used: 0, left: 20 });
    expect(await own.changeCompQuota({ id: event.id, comp_quota: 2 })).toMatchObject({ comp_quota: 2, left: 2 });
    const give = (quantity: number) =>
      own.issueComps({ ticket_type_id: type.id, user_id: guest.id, quantity, reason: 'Friends' });
    expect(await refusal(give(3))).toBe('comp.quota_used');
    const { booking } = await give(2);
    expect(await refusal(give(1))).toBe('comp.quota_used');
    expect(await refusal(own.changeCompQuota({ id: event.id, comp_quota: 1 }))).toBe('comp.quota_too_small');
    // What comes back may be given again.
    await desk().refund({ ticket_id: booking.tickets[0]!.id, reason: 'Not coming' });
    expect(await own.compQuota({ id: event.id })).toMatchObject({ used: 1, left: 1 });
    expect(await refusal(give(1))).toBe('accepted');
  });

  test('are refused, with the reason', async () => {
    const { type, organizer } = await world.make.sale();
    const guest = await world.make.user();
    const give = (own: object) =>
      refusal(desk().issueComps({ ticket_type_id: type.id, user_id: guest.id, reason: 'R', ...own }));
    expect(await give({ reason: ' ' })).toBe('reason: This field may not be blank.');
    expect(await give({ user_id: newId() })).toBe('user_id: There is no such user.');
    expect(await give({ user_id: undefined })).toBe('email: This field is required.');
    expect(await give({ ticket_type_id: newId() })).toBe('ticket_type_id: There is no such ticket type.');
    expect(await give({ ticket_type_id: undefined })).toBe('ticket_type_id: This field is required.');
    expect(await give({ quantity: 51 })).toMatch(/^quantity: /);
    const hidden = await world.make.event(organizer, { status: 'pending' });
    const waiting = await world.make.ticketType(organizer, hidden.id);
    expect(await give({ ticket_type_id: waiting.id })).toBe('comp.event_closed');
    const today = world.clock.now();
    world.clock.advance(40 * 86_400);
    expect(await give({})).toBe('comp.event_over');
    world.clock.set(today);
  });
});

describe('a refund by staff', () => {
  test('of a ticket, and of the whole order', async () => {
    const { buyer, booking_id, ticket_id } = await order();
    const one = await desk().refund({ ticket_id, reason: 'Fell ill' });
    expect([one.refunded_amount, one.booking.status]).toEqual(['100000.00', 'confirmed']);
    expect(await balanceOf(buyer)).toBe(900_000);
    const entry = (await trailOf(ticket_id)).find(({ action }) => action === 'ticket.refunded');
    expect([entry?.actor_id, entry?.data]).toMatchObject([staff.id, { reason: 'Fell ill' }]);
    const all = await desk().refund({ order_id: booking_id, reason: 'All of it' });
    expect([all.refunded_amount, all.booking.status]).toEqual(['200000.00', 'cancelled']);
    expect(await balanceOf(buyer)).toBe(1_000_000);
    expect(await refusal(desk().refund({ booking_id, reason: 'R' }))).toBe('booking.wrong_state');
    expect(await refusal(desk().refund({ ticket_id, reason: 'R' }))).toBe('ticket.already_refunded');
  });

  test('of a part leaves the tickets good, and never returns more than was paid', async () => {
    const { buyer, booking_id, ticket_id } = await order();
    const part = await desk().refund({ ticket_id, amount: '30000', reason: 'A pillar in front' });
    expect([part.refunded_amount, part.booking.tickets.map(({ status }) => status)]).toEqual([
      '30000.00',
      ['active', 'active'],
    ]);
    expect(await mailed()).toContain(`${buyer.email}: Money back for Malam Gamelan`);
    expect(await refusal(desk().refund({ ticket_id, amount: '70001', reason: 'R' }))).toBe(
      'box_office.refund_too_much',
    );
    expect((await desk().refund({ booking_id, amount: 50_000, reason: 'Rain' })).refunded_amount).toBe('80000.00');
    expect(await refusal(desk().refund({ booking_id, amount: '120001', reason: 'R' }))).toBe(
      'box_office.refund_too_much',
    );
    expect(await refusal(desk().refund({ booking_id, amount: '0', reason: 'R' }))).toMatch(/^amount: /);
    expect(await refusal(desk().refund({ booking_id, amount: '1.005', reason: 'R' }))).toMatch(/^amount: /);
    await desk().refund({ booking_id, reason: 'Everything' });
    expect(await balanceOf(buyer)).toBe(1_000_000);
  });

  test('is repeated with the same key without a second effect', async () => {
    const { buyer, booking_id } = await order();
    const call = { idempotency_key: 'once' };
    const again = () => world.as(staff, call).boxOffice.refund({ booking_id, amount: '10000', reason: 'R' });
    expect([(await again()).refunded_amount, (await again()).refunded_amount]).toEqual(['10000.00', '10000.00']);
    expect(await balanceOf(buyer)).toBe(810_000);
  });

  test('is refused for what is not there, or was used', async () => {
    const { ticket_id, organizer, event, tickets } = await order();
    expect(await refusal(desk().refund({ reason: 'R' }))).toBe('booking_id: This field is required.');
    expect(await refusal(desk().refund({ booking_id: newId(), reason: 'R' }))).toBe('booking.not_found');
    expect(await refusal(desk().refund({ ticket_id: newId(), reason: 'R' }))).toBe('ticket.not_found');
    expect(await refusal(desk().refund({ ticket_id, booking_id: newId(), reason: 'R' }))).toBe('ticket.not_found');
    const today = world.clock.now();
    world.clock.set(new Date(new Date(event.starts_at).getTime() - 60_000));
    const { qr_code_string } = await world.as(await ownerOf(tickets[0]!.id)).tickets.qr({ id: ticket_id });
    await world.as(organizer).scan.commit({ qr: qr_code_string });
    expect(await refusal(desk().refund({ ticket_id, amount: '1', reason: 'R' }))).toBe('ticket.already_used');
    world.clock.set(today);
  });
});

async function ownerOf(id: string): Promise<UserActor> {
  const { owner } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id }, include: { owner: true } });
  const { username, email, role, is_superuser, locale } = owner;
  return {
    kind: 'user',
    id: owner.id,
    username,
    email,
    email_verified: true,
    role,
    is_superuser,
    locale,
    session_id: '',
  };
}

describe('an upgrade by staff', () => {
  test('is charged to the owner, or a present', async () => {
    const { organizer, event, buyer, tickets } = await order();
    const vip = await world.make.ticketType(organizer, event.id, { title: 'VIP', price: '150000' });
    const [one, two] = tickets;
    await mailed();
    smtp.mails.length = 0;
    const upgrade = (ticket_id: string, own: object) =>
      desk().upgrade({ ticket_id, to_ticket_type_id: vip.id, reason: 'Moved', ...own });
    expect(await upgrade(one!.id, {})).toMatchObject({ amount: '50000.00', provider: 'balance', status: 'completed' });
    expect(await upgrade(two!.id, { charge: 'none' })).toMatchObject({ amount: '0.00', provider: null });
    expect(await balanceOf(buyer)).toBe(750_000);
    const rows = await world.deps.db.tickets.findMany({
      where: { booking_id: one!.booking_id },
      orderBy: { price: 'asc' },
    });
    expect(rows.map(({ ticket_type_id, price }) => [ticket_type_id, Number(price)])).toEqual([
      [vip.id, 100_000],
      [vip.id, 150_000],
    ]);
    expect(await mailed()).toEqual([
      `${buyer.email}: Your upgraded ticket for Malam Gamelan`,
      `${buyer.email}: Your upgraded ticket for Malam Gamelan`,
    ]);
    // The present has no invoice.
    const papers = smtp.mails.map(({ attachments }) => pdfsOf(attachments).map(({ filename }) => filename));
    expect(papers.flat().sort()).toEqual([
      expect.stringMatching(/^invoice-INV-.*-2026-000002\.pdf$/),
      ...rows.map(({ code }) => `ticket-${code}.pdf`).sort(),
    ]);
    const entry = (await trailOf(one!.id)).find(({ action }) => action === 'upgrade.completed');
    expect([entry?.actor_id, entry?.data]).toMatchObject([staff.id, { reason: 'Moved' }]);
    await desk().refund({ booking_id: one!.booking_id, reason: 'Off' });
    expect(await balanceOf(buyer)).toBe(1_000_000);
  });
});

describe('what is sent again', () => {
  test('goes to who has it now, as often as it is asked for', async () => {
    const { buyer, booking_id, ticket_id } = await order();
    const friend = await world.make.user();
    const { id } = await world.as(buyer).transfers.create({ ticket_id, to_email: friend.email });
    await world.as(friend).transfers.acceptReceived({ id });
    await mailed();
    smtp.mails.length = 0;
    const again = 'Your tickets for Malam Gamelan, once more';
    await desk().resendTickets({ ticket_id });
    expect(await mailed()).toEqual([`${friend.email}: ${again}`]);
    const [paper] = pdfsOf(smtp.mails[0]!.attachments);
    const [page] = await readPdf(Buffer.from(paper!.content as ArrayBuffer));
    expect(page!.qr).toEqual([(await world.as(friend).tickets.qr({ id: ticket_id })).qr_code_string]);
    await desk().resendTickets({ order_id: booking_id });
    await desk().resendTickets({ booking_id });
    expect((await mailed()).sort()).toEqual(
      [buyer, buyer, friend, friend, friend].map(({ email }) => `${email}: ${again}`).sort(),
    );
    await desk().refund({ booking_id, reason: 'Off' });
    expect(await refusal(desk().resendTickets({ booking_id }))).toBe('box_office.nothing_to_send');
  });

  test('an invoice has every figure of the order', async () => {
    const { organizer, event, buyer, booking_id, ticket_id, type } = await order();
    const vip = await world.make.ticketType(organizer, event.id, { title: 'VIP', price: '150000' });
    await world.as(buyer).upgrades.create({ ticket_id, to_ticket_type_id: vip.id });
    await desk().refund({ booking_id, amount: '20000', reason: 'Rain' });
    await mailed();
    smtp.mails.length = 0;
    await desk().resendInvoice({ ticket_id });
    expect(await mailed()).toEqual([`${buyer.email}: Invoice for your order: Malam Gamelan`]);
    const text = smtp.mails[0]?.text?.replace(/\u00a0/g, ' ');
    for (const line of [
      `Order: ${booking_id}`,
      '2 × Reguler: IDR 200,000',
      'Upgrade to VIP: IDR 50,000',
      'Total: IDR 250,000',
      'Paid: IDR 250,000',
      'Returned: IDR 20,000',
    ])
      expect(text).toContain(line);
    const papers = pdfsOf(smtp.mails[0]!.attachments);
    const { documents } = await world.as(buyer).orders.get({ id: booking_id });
    const invoices = documents.filter(({ kind }) => kind === 'invoice');
    expect(papers.map(({ filename }) => filename)).toEqual(invoices.map(({ number }) => `invoice-${number}.pdf`));
    const sums = await Promise.all(papers.map(({ content }) => readPdf(Buffer.from(content as ArrayBuffer))));
    expect(sums.map(([page]) => /IDR [\d,]+(?!.*IDR)/s.exec(page!.text)?.[0])).toEqual(['IDR 200,000', 'IDR 50,000']);
    const pending = await world.as(buyer).bookings.create({ event_ticket: type.id, quantity: 1 });
    expect(await refusal(desk().resendInvoice({ booking_id: pending.id }))).toBe('box_office.not_confirmed');
  });
});

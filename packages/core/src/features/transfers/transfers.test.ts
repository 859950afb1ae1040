import { runJobs } from '@setiket/testing/jobs';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { transferToken } from '../notifications/index.ts';
import { openQrSigner } from '../ticket-qr/index.ts';
import { changeTicketOwner } from '../tickets/index.ts';
import { transferJobs } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** Somebody with a ticket that another one shall have. */
async function ticketHolder(options: { starts_in_days?: number } = {}) {
  const { make } = world;
  const organizer = await make.organizer();
  const event = await make.event(organizer, options);
  const type = await make.ticketType(organizer, event.id);
  const [sender, recipient] = [await make.user(), await make.user()];
  const ticket = await world.as(sender).tickets.purchase({ ticket_id: type.id });
  return { organizer, event, type, sender, recipient, ticket };
}

async function offered(options: { starts_in_days?: number } = {}) {
  const scene = await ticketHolder(options);
  const { sender, recipient, ticket } = scene;
  const transfer = await world.as(sender).transfers.create({ ticket_id: ticket.id, to_email: recipient.email });
  return { ...scene, transfer, token: transferToken(world.env, transfer.id) };
}

const ticketRow = (id: string) => world.deps.db.tickets.findUniqueOrThrow({ where: { id } });
const statusOf = async (id: string) =>
  (await world.deps.db.ticket_transfers.findUniqueOrThrow({ where: { id } })).status;

async function trailOf(ticket_id: string): Promise<string[]> {
  const entries = await world.deps.db.audit_entries.findMany({
    where: { subject_id: ticket_id },
    orderBy: { id: 'asc' },
  });
  return entries.map(({ action }) => action);
}

async function setUsed(id: string): Promise<void> {
  await world.deps.db.tickets.update({ where: { id }, data: { status: 'used', used_at: world.clock.now() } });
}

describe('offering', () => {
  test('leaves the ticket with its sender, and keeps the token to the mail', async () => {
    const { sender, recipient, ticket, transfer, token, event } = await offered();
    expect(transfer).toMatchObject({
      direction: 'sent',
      status: 'pending',
      ticket_id: ticket.id,
      ticket_code: ticket.code,
      event: event.title,
      from: sender.username,
      to_email: recipient.email,
      to: null,
      ended_at: null,
      expires_at: new Date(world.clock.now().getTime() + 7 * 86_400_000).toISOString(),
    });
    expect((await ticketRow(ticket.id)).owner_id).toBe(sender.id);
    expect(await refusal(world.as(sender).tickets.qr({ id: ticket.id }))).toBe('accepted');
    expect(await refusal(world.as(recipient).tickets.qr({ id: ticket.id }))).toBe('ticket.not_found');
    const row = await world.deps.db.ticket_transfers.findUniqueOrThrow({ where: { id: transfer.id } });
    expect(row.token_hash).toBe(sha256Hex(token));
    const jobs = await world.deps.db.$queryRaw`SELECT data FROM pgboss.job`;
    expect(JSON.stringify([row, jobs])).not.toContain(token);
    expect(await trailOf(ticket.id)).toContain('ticket.offered');
  });

  test('ends with the event, if that is sooner', async () => {
    const { transfer, event } = await offered({ starts_in_days: 2 });
    const { ends_at } = await world.deps.db.events.findUniqueOrThrow({ where: { id: event.id } });
    expect(transfer.expires_at).toBe(ends_at.toISOString());
  });

  test('knows the address by its synonyms, once, and not one’s own', async () => {
    const { sender, ticket } = await ticketHolder();
    const offer = (input: object) => refusal(world.as(sender).transfers.create({ ticket_id: ticket.id, ...input }));
    expect(await offer({})).toBe('to_email: This field is required.');
    expect(await offer({ email: 'nothing' })).toBe('email: Enter a valid e-mail address.');
    expect(await offer({ recipient_email: sender.email.toUpperCase() })).toMatch(/^recipient_email: This is your own/);
    expect(await offer({ recipient_email: 'Friend@Example.test', message: 'For you' })).toBe('accepted');
    expect(await offer({ email: 'other@example.test' })).toBe('transfer.already_pending');
  });

  test('is for the owner of a ticket that still admits', async () => {
    const { sender, recipient, ticket } = await ticketHolder();
    const offer = (actor: UserActor = sender, ticket_id = ticket.id) =>
      refusal(world.as(actor).transfers.create({ ticket_id, to_email: 'friend@example.test' }));
    expect(await offer(recipient)).toBe('ticket.not_found');
    const { ticket: used, sender: guest } = await ticketHolder();
    await setUsed(used.id);
    expect(await offer(guest, used.id)).toBe('transfer.ticket_used');
    await world.as(sender).tickets.refund({ id: ticket.id });
    expect(await offer()).toBe('transfer.ticket_cancelled');
    const over = await ticketHolder({ starts_in_days: 1 });
    const then = world.clock.now();
    world.clock.advance(2 * 86_400);
    expect(await offer(over.sender, over.ticket.id)).toBe('transfer.event_over');
    world.clock.set(then);
    await world.as(over.organizer).events.cancel({ id: over.event.id });
    expect(await offer(over.sender, over.ticket.id)).toBe('transfer.event_cancelled');
  });

  test('is limited, because each is a mail', async () => {
    const { sender, ticket } = await ticketHolder();
    const attempt = async () => {
      const result = await refusal(
        world.as(sender).transfers.create({ ticket_id: ticket.id, to_email: 'friend@example.test' }),
      );
      if (result === 'accepted') {
        const [transfer] = (await world.as(sender).transfers.list({ status: 'pending' })).items;
        await world.as(sender).transfers.cancel({ id: transfer!.id });
      }
      return result;
    };
    for (let n = 0; n < 30; n++) expect(await attempt()).toBe('accepted');
    expect(await attempt()).toBe('request.rate_limited');
  });
});

describe('accepting', () => {
  test('by the token gives the ticket away, with a new code and QR', async () => {
    const { sender, recipient, ticket, token, transfer } = await offered();
    const { qr_code_string: old } = await world.as(sender).tickets.qr({ id: ticket.id });
    const done = await world.as(recipient).transfers.accept({ token });
    expect(done).toMatchObject({
      id: transfer.id,
      direction: 'received',
      status: 'accepted',
      to: recipient.username,
      ticket_code: (await ticketRow(ticket.id)).code,
      ended_at: world.clock.now().toISOString(),
    });
    expect(done.ticket_code).not.toBe(ticket.code);
    expect(await refusal(world.as(sender).tickets.qr({ id: ticket.id }))).toBe('ticket.not_found');
    const { qr_code_string: fresh } = await world.as(recipient).tickets.qr({ id: ticket.id });
    const signer = openQrSigner(world.env.QR_SIGNING_SECRET);
    const { qr_secret } = await ticketRow(ticket.id);
    expect(signer.verify(fresh)?.qr_secret).toBe(qr_secret);
    expect(signer.verify(old)?.qr_secret).not.toBe(qr_secret);
    expect((await world.as(recipient).tickets.listOwn({})).items.map(({ id }) => id)).toEqual([ticket.id]);
    expect(await refusal(world.as(recipient).transfers.accept({ token }))).toBe('transfer.not_pending');
    expect(await trailOf(ticket.id)).toEqual(expect.arrayContaining(['transfer.accepted', 'ticket.transferred']));
  });

  test('is for the address that it was offered to, whatever its case, and nobody else', async () => {
    const { sender, ticket } = await ticketHolder();
    const { id } = await world.as(sender).transfers.create({ ticket_id: ticket.id, to_email: 'NEWCOMER@Example.test' });
    const token = transferToken(world.env, id);
    const other = await world.make.user();
    await expect(world.as(other).transfers.accept({ token })).rejects.toThrow(
      'This ticket was offered to another e-mail address. Sign in with that one.',
    );
    expect(await refusal(world.as(sender).transfers.accept({ token }))).toBe('transfer.not_yours');
    expect(await refusal(world.as().transfers.accept({ token }))).toBe('request.unauthenticated');
    expect(await refusal(world.as(other).transfers.accept({ token: 'made-up' }))).toBe('transfer.not_found');
    // An account that only claims the address sees nothing of it and needs the mail, which then proves the address.
    const newcomer = await world.make.user({ username: 'newcomer', email_verified: false });
    expect((await world.as(newcomer).transfers.list({})).items).toEqual([]);
    expect(await refusal(world.as(newcomer).transfers.acceptReceived({ id }))).toBe('transfer.not_found');
    expect(await refusal(world.as(newcomer).transfers.accept({ token }))).toBe('accepted');
    expect((await world.as(newcomer).account.get({})).email_verified).toBe(true);
  });

  test('acceptReceived: no account that claimed the address before the offer, until it has verified it', async () => {
    const { sender, ticket } = await ticketHolder();
    const claimed = await world.make.user({ email_verified: false });
    const { id } = await world.as(sender).transfers.create({ ticket_id: ticket.id, to_email: claimed.email });
    const row = await world.deps.db.ticket_transfers.findUniqueOrThrow({ where: { id } });
    expect(row.to_user_id).toBeNull();
    expect(await refusal(world.as(claimed).transfers.acceptReceived({ id }))).toBe('transfer.not_found');
    expect(await refusal(world.as({ ...claimed, email_verified: true }).transfers.acceptReceived({ id }))).toBe(
      'accepted',
    );
  });

  test('from the list, for an account that was there before', async () => {
    const { sender, recipient, transfer } = await offered();
    const stranger = await world.make.user();
    expect(await refusal(world.as(stranger).transfers.acceptReceived({ id: transfer.id }))).toBe('transfer.not_found');
    expect(await refusal(world.as(sender).transfers.acceptReceived({ id: transfer.id }))).toBe('transfer.not_yours');
    expect(await refusal(world.as(recipient).transfers.acceptReceived({ id: transfer.id }))).toBe('accepted');
  });

  test('is too late once it has run out; the job says so, and whoever comes before it', async () => {
    const [early, late] = [await offered(), await offered()];
    const then = world.clock.now();
    world.clock.advance(7 * 86_400);
    expect((await world.as(late.sender).transfers.list({})).items).toMatchObject([{ status: 'expired' }]);
    expect((await world.as(late.sender).transfers.list({ status: 'pending' })).total).toBe(0);
    expect(await statusOf(late.transfer.id)).toBe('pending');
    expect(await refusal(world.as(late.recipient).transfers.accept({ token: late.token }))).toBe('transfer.expired');
    expect(await statusOf(late.transfer.id)).toBe('expired');
    expect(await refusal(world.as(late.sender).transfers.cancel({ id: late.transfer.id }))).toBe(
      'transfer.not_pending',
    );
    for (const job of transferJobs) await job.run(world.deps, { transfer_id: early.transfer.id }, { id: 'job-1' });
    expect(await statusOf(early.transfer.id)).toBe('expired');
    // The ticket is free for another one, also where nobody has written down that the first has run out.
    const third = await offered();
    world.clock.advance(7 * 86_400);
    const again = { ticket_id: third.ticket.id, to_email: third.recipient.email };
    expect(await refusal(world.as(third.sender).transfers.create(again))).toBe('accepted');
    world.clock.set(then);
    await runJobs(world.deps, ...transferJobs);
  });

  test('of a ticket that may not be had any more is refused', async () => {
    const { organizer, event, recipient, token } = await offered();
    await world.as(organizer).events.cancel({ id: event.id });
    expect(await refusal(world.as(recipient).transfers.accept({ token }))).toBe('transfer.event_cancelled');
  });
});

test('a ticket that was used without a word to the transfer is not given away all the same', async () => {
  const { sender, recipient, ticket, token } = await offered();
  await setUsed(ticket.id);
  expect(await refusal(world.as(recipient).transfers.accept({ token }))).toBe('transfer.ticket_used');
  const give = { id: ticket.id, owner_id: sender.id, to: recipient.id };
  expect(await withTransaction(world.ctx(), (tx) => changeTicketOwner(tx, give))).toBeUndefined();
});

describe('ending it otherwise', () => {
  test('its sender takes it back, the recipient declines; each ends it for good', async () => {
    const one = await offered();
    expect(await refusal(world.as(one.recipient).transfers.cancel({ id: one.transfer.id }))).toBe('request.forbidden');
    expect(await refusal(world.as(one.organizer).transfers.cancel({ id: one.transfer.id }))).toBe('transfer.not_found');
    expect(await world.as(one.sender).transfers.cancel({ id: one.transfer.id })).toMatchObject({ status: 'cancelled' });
    expect(await refusal(world.as(one.recipient).transfers.accept({ token: one.token }))).toBe('transfer.not_pending');

    const two = await offered();
    expect(await world.as(two.recipient).transfers.decline({ token: two.token })).toMatchObject({ status: 'declined' });
    expect(await refusal(world.as(two.recipient).transfers.acceptReceived({ id: two.transfer.id }))).toBe(
      'transfer.not_pending',
    );
    expect((await ticketRow(two.ticket.id)).owner_id).toBe(two.sender.id);

    const three = await offered();
    const declined = await world.as(three.recipient).transfers.declineReceived({ id: three.transfer.id });
    expect(declined).toMatchObject({ status: 'declined', ticket_code: null });
    const again = { ticket_id: three.ticket.id, to_email: three.recipient.email };
    expect(await refusal(world.as(three.sender).transfers.create(again))).toBe('accepted');
  });

  test('a refund or a cancelled booking ends it', async () => {
    const one = await offered();
    await world.as(one.sender).tickets.refund({ id: one.ticket.id });
    expect(await statusOf(one.transfer.id)).toBe('cancelled');
    const two = await offered();
    await world.as(two.sender).bookings.cancel({ id: two.ticket.booking_id });
    expect(await statusOf(two.transfer.id)).toBe('cancelled');
    const row = await world.deps.db.ticket_transfers.findUniqueOrThrow({ where: { id: two.transfer.id } });
    expect(row.reason).toBe('cancelled');
  });
});

describe('the money of a ticket that was given away', () => {
  test('goes back to whoever paid', async () => {
    const { sender, recipient, ticket, token } = await offered();
    await world.as(recipient).transfers.accept({ token });
    expect(await refusal(world.as(sender).tickets.refund({ id: ticket.id }))).toBe('ticket.not_found');
    await world.as(recipient).tickets.refund({ id: ticket.id });
    expect((await world.as(sender).account.get({})).balance).toBe(1_000_000);
    expect((await world.as(recipient).account.get({})).balance).toBe(1_000_000);
  });

  test('is not got back by cancelling the booking behind its new owner', async () => {
    const { sender, recipient, ticket, token } = await offered();
    await world.as(recipient).transfers.accept({ token });
    expect(await refusal(world.as(sender).bookings.cancel({ id: ticket.booking_id }))).toBe(
      'booking.has_transferred_tickets',
    );
    const support = await world.make.user({ role: 'support' });
    expect(await refusal(world.as(support).bookings.refund({ id: ticket.booking_id }))).toBe('accepted');
    expect((await ticketRow(ticket.id)).status).toBe('cancelled');
  });
});

test('lists are pages, and one’s own', async () => {
  const { sender, recipient, transfer } = await offered();
  const back = await ticketHolder();
  world.clock.advance(1);
  await world.as(back.sender).transfers.create({ ticket_id: back.ticket.id, to_email: sender.email });
  const all = await world.as(sender).transfers.list({ page_size: 1 });
  expect(all).toMatchObject({ total: 2, next_cursor: '2', items: [{ direction: 'received' }] });
  expect((await world.as(sender).transfers.list({ direction: 'sent' })).items).toMatchObject([{ id: transfer.id }]);
  expect((await world.as(recipient).transfers.list({ direction: 'sent' })).total).toBe(0);
  expect((await world.as(recipient).transfers.list({ status: 'pending' })).items).toMatchObject([{ id: transfer.id }]);
});

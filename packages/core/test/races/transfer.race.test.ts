import { runAudit } from '@setiket/core/features/audit';
import { transferToken } from '@setiket/core/features/notifications';
import { cancelTicket } from '@setiket/core/features/tickets';
import { withTransaction } from '@setiket/core/kernel/transaction';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { qrOf } from '../door.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function offered() {
  const { type, event, organizer } = await world.make.sale({ starts_in_days: 1 });
  const [sender, recipient] = [await world.make.user(), await world.make.user()];
  const ticket = await world.as(sender).tickets.purchase({ ticket_id: type.id });
  const { id } = await world.as(sender).transfers.create({ ticket_id: ticket.id, to_email: recipient.email });
  return {
    sender,
    recipient,
    organizer,
    event,
    ticket_id: ticket.id,
    id,
    token: transferToken(world.env, id),
    qr: await qrOf(world, ticket.id),
  };
}

type Scene = Awaited<ReturnType<typeof offered>>;

const ROUNDS = 8;

async function after({ id, ticket_id }: Scene) {
  const transfer = await world.deps.db.ticket_transfers.findUniqueOrThrow({ where: { id } });
  const ticket = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: ticket_id } });
  return { transfer: transfer.status, ticket: ticket.status, owner_id: ticket.owner_id };
}

const accept = ({ recipient, token }: Scene) => refusal(world.as(recipient).transfers.accept({ token }));

/** By the QR that the sender has. */
const use = ({ organizer, qr }: Scene) => refusal(world.as(organizer).scan.commit({ qr }));

test('accepted 10 times at the same moment, a ticket is given once', async () => {
  const scene = await offered();
  const results = await Promise.all(Array.from({ length: 10 }, () => accept(scene)));
  expect(results.sort()).toEqual(['accepted', ...Array<string>(9).fill('transfer.not_pending')]);
  const given = { where: { subject_id: scene.ticket_id, action: 'ticket.transferred' } };
  expect(await world.deps.db.audit_entries.count(given)).toBe(1);
});

test.each<[string, (scene: Scene) => Promise<string>]>([
  ['its sender takes it back', ({ sender, id }) => refusal(world.as(sender).transfers.cancel({ id }))],
  ['the recipient declines it', ({ recipient, token }) => refusal(world.as(recipient).transfers.decline({ token }))],
  ['its sender refunds it', ({ sender, ticket_id }) => refusal(world.as(sender).tickets.refund({ id: ticket_id }))],
  ['it is used', use],
])('accepted while %s: one of the two, never half of each', async (_what, other) => {
  for (let round = 0; round < ROUNDS; round++) {
    const scene = await offered();
    const today = world.clock.now();
    world.clock.set(new Date(new Date(scene.event.starts_at).getTime() - 30 * 60_000));
    const attempts = round % 2 === 0 ? [accept(scene), other(scene)] : [other(scene), accept(scene)].reverse();
    const results = await Promise.all(attempts);
    const accepted = results[0] === 'accepted';
    world.clock.set(today);
    const { transfer, ticket, owner_id } = await after(scene);
    expect(owner_id).toBe(accepted ? scene.recipient.id : scene.sender.id);
    expect(transfer === 'accepted').toBe(accepted);
    expect(transfer).not.toBe('pending');
    if (other === use) expect(ticket === 'used').toBe(!accepted);
    else expect(ticket === 'cancelled').toBe(!accepted && _what.includes('refunds'));
  }
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('offered while it is refunded: never a transfer of what is gone', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { type } = await world.make.sale();
    const sender = await world.make.user();
    const { id: ticket_id } = await world.as(sender).tickets.purchase({ ticket_id: type.id });
    const offer = world.as(sender).transfers.create({ ticket_id, to_email: 'friend@example.test' });
    await Promise.all([refusal(offer), refusal(world.as(sender).tickets.refund({ id: ticket_id }))]);
  }
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('offered to ten people at the same moment, one gets the offer', async () => {
  const { type } = await world.make.sale();
  const sender = await world.make.user();
  const { id: ticket_id } = await world.as(sender).tickets.purchase({ ticket_id: type.id });
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      refusal(world.as(sender).transfers.create({ ticket_id, to_email: `friend${n}@example.test` })),
    ),
  );
  expect(results.sort()).toEqual(['accepted', ...Array<string>(9).fill('transfer.already_pending')]);
});

test('control: reading the states first gives a ticket away that was refunded meanwhile', async () => {
  const { db } = world.deps;
  const naiveAccept = async ({ id, ticket_id, recipient }: Scene) => {
    const transfer = await db.ticket_transfers.findUniqueOrThrow({ where: { id }, include: { ticket: true } });
    if (transfer.status !== 'pending' || transfer.ticket.status !== 'active') return;
    await db.tickets.update({ where: { id: ticket_id }, data: { owner_id: recipient.id } });
    const ended = { status: 'accepted' as const, ended_at: new Date(), to_user_id: recipient.id };
    await db.ticket_transfers.update({ where: { id }, data: ended });
  };
  const cancel = ({ ticket_id }: Scene) =>
    withTransaction(world.ctx(), (tx) => cancelTicket(tx, { id: ticket_id })).catch(() => {});
  let seen = false;
  for (let round = 0; round < 30 && !seen; round++) {
    const scene = await offered();
    await Promise.all([naiveAccept(scene), cancel(scene)]);
    const { transfer, ticket } = await after(scene);
    seen = transfer === 'accepted' && ticket === 'cancelled';
  }
  expect(seen).toBe(true);
});

import type { events, Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { instantOf, iso, wallClock } from '../../kernel/time.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { eventErrors, requireManager } from '../events/index.ts';
import { guestMessageErrors } from './guest-messages.errors.ts';
import { queueGuestMessage } from './guest-messages.jobs.ts';
import type { guestMessageOutput, listGuestMessagesInput, sendGuestMessageInput } from './guest-messages.schema.ts';

type GuestMessageView = z.output<typeof guestMessageOutput>;

const withParts = {
  sender: { select: { username: true } },
  ticket_types: { include: { ticket_type: { select: { id: true, title: true } } } },
} as const satisfies Prisma.guest_messagesInclude;

/**
 * Writes to everybody who holds a ticket at this moment, or a ticket of some types. Who that is, is written down with
 * the message; jobs send the mails.
 * @throws event.not_found, event.not_yours, guest_message.nobody, guest_message.too_many_today
 */
export async function sendGuestMessage(
  ctx: UserCtx,
  { id, subject, text, ticket_type_ids = [] }: z.output<typeof sendGuestMessageInput>,
): Promise<GuestMessageView> {
  const event = await ctx.db.events.findUnique({ where: { id }, include: { ticket_types: { select: { id: true } } } });
  await requireManager(ctx.db, ctx.actor, event);
  if (!event) throw eventErrors.not_found();
  const types = [...new Set(ticket_type_ids)];
  const own = new Set(event.ticket_types.map((type) => type.id));
  if (types.some((type) => !own.has(type))) throw fieldError('ticket_type_ids', 'This event has no such ticket type.');
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const message_id = newId(now.getTime());
    const day = await takeTurn(tx, ctx, event);
    await tx.guest_messages.create({
      data: {
        id: message_id,
        event_id: id,
        sent_by: ctx.actor.id,
        subject,
        text: text.trim(),
        is_to_all: types.length === 0,
        ...day,
        recipients: 0,
        created_at: now,
        ticket_types: { create: types.map((ticket_type_id) => ({ ticket_type_id })) },
      },
    });
    const recipients = await writeDownRecipients(tx, message_id);
    if (recipients === 0) throw guestMessageErrors.nobody();
    const message = await tx.guest_messages.update({
      where: { id: message_id },
      data: { recipients },
      include: withParts,
    });
    await audit(tx, {
      action: 'event.guests_written_to',
      subject_type: 'event',
      subject_id: id,
      data: { message_id, recipients },
    });
    await enqueue(tx, queueGuestMessage, { message_id });
    return messageView(message);
  });
}

/**
 * The how many-th message of the event's day this is. Whoever writes for the same event at the same moment waits for
 * the event's row; places in it are sold meanwhile.
 * @throws guest_message.too_many_today
 */
async function takeTurn(tx: Tx, ctx: UserCtx, { id, timezone }: events): Promise<{ sent_on: Date; number: number }> {
  await tx.$queryRaw`SELECT id FROM events WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const now = ctx.clock.now();
  const { date } = wallClock(now, timezone);
  const sent_on = new Date(`${date}T00:00:00Z`);
  const before = await tx.guest_messages.count({ where: { event_id: id, sent_on } });
  const limit = ctx.env.GUEST_MESSAGES_PER_DAY;
  if (before >= limit)
    throw guestMessageErrors.too_many_today(undefined, {
      facts: { limit },
      retry_after_seconds: Math.ceil((endOfDay(date, timezone).getTime() - now.getTime()) / 1000),
    });
  return { sent_on, number: before + 1 };
}

function endOfDay(date: string, timezone: string): Date {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000);
  return instantOf(next.toISOString().slice(0, 10), '00:00', timezone);
}

/** Once each, whatever number of tickets they hold; those whom no mail reaches (RFC 2606) are left out. */
async function writeDownRecipients(tx: Tx, message_id: string): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO guest_message_recipients (message_id, user_id)
    SELECT DISTINCT m.id, t.owner_id
    FROM guest_messages AS m
    JOIN tickets AS t ON t.event_id = m.event_id AND t.status <> 'cancelled'
    JOIN users AS u ON u.id = t.owner_id AND u.email NOT LIKE '%.invalid'
    WHERE m.id = ${message_id}::uuid AND (m.is_to_all OR t.ticket_type_id IN
      (SELECT y.ticket_type_id FROM guest_message_types AS y WHERE y.message_id = m.id))`;
}

/** The latest first. */
export async function listGuestMessages(
  ctx: UserCtx,
  { id, ...input }: z.output<typeof listGuestMessagesInput>,
): Promise<Page<GuestMessageView>> {
  await requireManager(ctx.db, ctx.actor, await ctx.db.events.findUnique({ where: { id } }));
  const { skip, take } = rowsOf(input);
  const where = { event_id: id };
  const [rows, total] = await Promise.all([
    ctx.db.guest_messages.findMany({
      where,
      include: withParts,
      orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
      skip,
      take,
    }),
    ctx.db.guest_messages.count({ where }),
  ]);
  return toPage(input, rows.map(messageView), total);
}

type MessageRow = Prisma.guest_messagesGetPayload<{ include: typeof withParts }>;

function messageView(row: MessageRow): GuestMessageView {
  return {
    id: row.id,
    event_id: row.event_id,
    subject: row.subject,
    text: row.text,
    ticket_types: row.ticket_types.map(({ ticket_type }) => ticket_type),
    sent_by: row.sender.username,
    recipients: row.recipients,
    sent: row.sent,
    created_at: iso(row.created_at),
    finished_at: iso(row.finished_at),
  };
}

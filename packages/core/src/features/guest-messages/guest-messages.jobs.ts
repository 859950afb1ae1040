import { z } from 'zod';
import { type Deps, systemContext } from '../../kernel/context.ts';
import { type AnyJob, defineJob, enqueueAll } from '../../kernel/jobs.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { mailGuestMessage } from '../notifications/index.ts';

const BATCH = 500;

type Recipient = { message_id: string; user_id: string };

/** One of a message's mails. Sent twice it arrives once, and counts once. */
export const sendGuestMail = defineJob({
  name: 'mail.guest_message',
  payload: z.object({ message_id: z.uuid(), user_id: z.uuid() }),
  concurrency: 4,
  async run(deps, recipient) {
    const row = await deps.db.guest_message_recipients.findUnique({
      where: { message_id_user_id: recipient },
      include: { message: { include: { event: { include: { organization: true } } } }, user: true },
    });
    if (!row || row.done_at) return;
    const { message, user } = row;
    // Who gave the ticket back meanwhile is no guest any more.
    const held = await deps.db.tickets.count({
      where: { event_id: message.event_id, owner_id: user.id, status: { not: 'cancelled' } },
    });
    if (held > 0) await mailGuestMessage(deps, { message, event: message.event, user });
    await markDone(deps, recipient);
  },
});

/**
 * Gives each recipient a job, a batch in a transaction: it may be stopped anywhere, and the next run goes on with those
 * who have none yet.
 */
export const queueGuestMessage = defineJob({
  name: 'event.queue_guest_message',
  payload: z.object({ message_id: z.uuid() }),
  async run(deps, { message_id }) {
    while ((await queueBatch(deps, message_id)) > 0);
  },
});

export const guestMessageJobs: readonly AnyJob[] = [queueGuestMessage, sendGuestMail];

async function queueBatch(deps: Deps, message_id: string): Promise<number> {
  const ctx = systemContext(deps, queueGuestMessage.name);
  return withTransaction(ctx, async (tx) => {
    const queued = await tx.$queryRaw<Recipient[]>`
      UPDATE guest_message_recipients AS r SET queued_at = ${deps.clock.now()}
      FROM (SELECT user_id FROM guest_message_recipients
        WHERE message_id = ${message_id}::uuid AND queued_at IS NULL
        ORDER BY user_id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) AS next
      WHERE r.message_id = ${message_id}::uuid AND r.user_id = next.user_id
      RETURNING r.message_id, r.user_id`;
    await enqueueAll(tx, sendGuestMail, queued);
    return queued.length;
  });
}

async function markDone(deps: Deps, { message_id, user_id }: Recipient): Promise<void> {
  const ctx = systemContext(deps, sendGuestMail.name);
  await withTransaction(ctx, async (tx) => {
    const now = deps.clock.now();
    const { count } = await tx.guest_message_recipients.updateMany({
      where: { message_id, user_id, done_at: null },
      data: { done_at: now },
    });
    if (count === 0) return;
    await tx.$executeRaw`
      UPDATE guest_messages
      SET sent = sent + 1, finished_at = CASE WHEN sent + 1 = recipients THEN ${now}::timestamptz END
      WHERE id = ${message_id}::uuid`;
  });
}

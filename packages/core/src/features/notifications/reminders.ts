import { Prisma } from '@setiket/db';
import { z } from 'zod';
import type { Deps } from '../../kernel/context.ts';
import { systemContext } from '../../kernel/context.ts';
import { defineJob, enqueueAll } from '../../kernel/jobs.ts';
import { addSeconds } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { addressOf } from './compose-notices.ts';
import { composeReminder, ticketsForReminder } from './compose-reminder.ts';

import { deliverOnce } from './deliver.ts';

/** `dicoevent.md`, Asynchronous Task: two hours before the start. */
const AHEAD_SECONDS = 2 * 3600;
const BATCH = 500;
const KIND = 'event_reminder';

type Due = { event_id: string; user_id: string; starts_at: Date };

/**
 * Finds who is to be reminded, every five minutes. It asks for what is missing instead of planning ahead, so whoever
 * buys in the last two hours is reminded soon after, a moved event at its new time once more, and a worker that was down
 * catches up.
 */
export const remindOfEvents = defineJob({
  name: 'event.remind',
  payload: z.object({}),
  schedule: '*/5 * * * *',
  async run(deps) {
    let after: Due | undefined;
    do {
      const due = await findDue(deps, after);
      await withTransaction(systemContext(deps, 'event.remind'), (tx) =>
        enqueueAll(
          tx,
          eventReminderMail,
          due.map(({ event_id, user_id, starts_at }) => ({ event_id, user_id, starts_at: starts_at.toISOString() })),
        ),
      );
      after = due.length === BATCH ? due.at(-1) : undefined;
    } while (after);
  },
});

/** Holders of a ticket that admits, of an event that begins within two hours, who were not told of that start yet. */
function findDue({ db, clock }: Deps, after: Due | undefined): Promise<Due[]> {
  const now = clock.now();
  const beyond = after
    ? Prisma.sql`AND (e.starts_at, e.id, t.owner_id) > (${after.starts_at}, ${after.event_id}::uuid, ${after.user_id}::uuid)`
    : Prisma.empty;
  return db.$queryRaw<Due[]>(Prisma.sql`
    SELECT DISTINCT e.starts_at, e.id AS event_id, t.owner_id AS user_id
    FROM events AS e JOIN tickets AS t ON t.event_id = e.id JOIN users AS u ON u.id = t.owner_id
    WHERE e.status = 'approved' AND e.starts_at > ${now} AND e.starts_at <= ${addSeconds(now, AHEAD_SECONDS)}
      AND t.status = 'active' ${beyond}
      AND NOT EXISTS (
        SELECT 1 FROM mails AS m WHERE m.kind = ${KIND} AND m.recipient = u.email
          AND m.subject_id = e.id || '@' || to_char(e.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    ORDER BY e.starts_at, e.id, t.owner_id
    LIMIT ${BATCH}`);
}

/** One mail a holder and start, with all of the holder's tickets. Two jobs for it send one. */
export const eventReminderMail = defineJob({
  name: 'mail.event_reminder',
  payload: z.object({ event_id: z.uuid(), user_id: z.uuid(), starts_at: z.iso.datetime() }),
  concurrency: 4,
  async run(deps, { event_id, user_id, starts_at }) {
    const tickets = await deps.db.tickets.findMany({
      where: { event_id, owner_id: user_id, status: 'active' },
      ...ticketsForReminder,
    });
    const [first] = tickets;
    const skip = (reason: string) => deps.log.info({ event_id, user_id, reason }, 'mail not needed');
    if (!first) return skip('no ticket that admits');
    const { event, owner } = first;
    if (event.status !== 'approved') return skip('event is not on');
    // Moved: the search finds its new start by itself.
    if (event.starts_at.toISOString() !== starts_at) return skip('event was moved');
    if (event.starts_at <= deps.clock.now()) return skip('event has begun');
    const to = addressOf(owner);
    const delivery = { kind: KIND, subject_id: `${event_id}@${starts_at}`, to };
    await deliverOnce(deps, delivery, () => composeReminder(deps, tickets));
  },
});

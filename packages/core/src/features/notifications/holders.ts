import { Prisma } from '@setiket/db';
import { type Deps, systemContext } from '../../kernel/context.ts';
import { enqueueAll, type Job } from '../../kernel/jobs.ts';
import { withTransaction } from '../../kernel/transaction.ts';

const BATCH_SIZE = 500;

type Holders = {
  event_id: string;
  /** Tickets that were cancelled since then count too: the event's own cancellation ends them all. */
  cancelled_since?: Date;
};

/**
 * Enqueues one mail for each current ticket holder of an event, a batch a transaction. A run that was stopped begins
 * again; a mail that is sent already is not sent twice.
 */
export async function mailHolders<T extends object>(
  deps: Deps,
  holders: Holders,
  job: Job<T>,
  payload: (user_id: string) => T,
): Promise<void> {
  const ctx = systemContext(deps, job.name);
  let last: string | undefined;
  do {
    const ids = await withTransaction(ctx, async (tx) => {
      // A sale that is under way holds this row until its tickets are there.
      await tx.$queryRaw`SELECT 1 FROM event_statistics WHERE event_id = ${holders.event_id}::uuid FOR UPDATE`;
      const found = await tx.$queryRaw<{ owner_id: string }[]>(nextHolders(holders, last));
      await enqueueAll(
        tx,
        job,
        found.map(({ owner_id }) => payload(owner_id)),
      );
      return found.map(({ owner_id }) => owner_id);
    });
    last = ids.length === BATCH_SIZE ? ids.at(-1) : undefined;
  } while (last !== undefined);
}

function nextHolders({ event_id, cancelled_since }: Holders, after: string | undefined): Prisma.Sql {
  const isLive = Prisma.sql`t.status <> 'cancelled'`;
  const counts = cancelled_since ? Prisma.sql`(${isLive} OR t.cancelled_at >= ${cancelled_since})` : isLive;
  const rest = after === undefined ? Prisma.empty : Prisma.sql`AND t.owner_id > ${after}::uuid`;
  return Prisma.sql`
    SELECT DISTINCT t.owner_id FROM tickets AS t
    WHERE t.event_id = ${event_id}::uuid AND ${counts} ${rest}
    ORDER BY t.owner_id LIMIT ${BATCH_SIZE}`;
}

import { setTimeout as delay } from 'node:timers/promises';
import { readCached } from '../../kernel/cache.ts';
import { type Deps, systemContext } from '../../kernel/context.ts';
import { tick } from './tick.service.ts';

const INTERVAL_MS = 1_000;

/**
 * Leads the waiting rooms of all events, each a step a second, in every process of the API: one leads, the others stand by.
 * Which there are is in the cache, so a house without one is asked nothing.
 * @returns what stops it, once the step under way is done
 */
export function startWaitingRooms(deps: Deps): () => Promise<void> {
  const stopping = new AbortController();
  const keep = async () => {
    while (!stopping.signal.aborted) {
      try {
        await stepAll(deps);
      } catch (error) {
        deps.log.warn({ err: error }, 'could not lead the waiting rooms; trying again');
      }
      await delay(INTERVAL_MS, undefined, { ref: false, signal: stopping.signal }).catch(() => {});
    }
  };
  const keeping = keep();
  return async () => {
    stopping.abort();
    await keeping;
  };
}

async function stepAll(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  for (const { event_id, opens_at } of await openRooms(deps)) {
    if (opens_at > now) continue;
    // One that fails must not hold up the others.
    await tick(deps, { event_id }).catch((error: unknown) =>
      deps.log.warn({ err: error, event_id }, 'could not lead a waiting room; trying again'),
    );
  }
}

async function openRooms(deps: Deps): Promise<{ event_id: string; opens_at: Date }[]> {
  const ctx = systemContext(deps, 'waiting_room.keep');
  const { value } = await readCached(ctx, { key: 'waiting-rooms' }, () =>
    ctx.db.waiting_rooms.findMany({
      where: { closed_at: null, event: { status: 'approved', ends_at: { gt: ctx.clock.now() } } },
      select: { event_id: true, opens_at: true },
    }),
  );
  return value;
}

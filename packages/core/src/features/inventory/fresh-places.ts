import type { Db, Prisma } from '@setiket/db';
import { inOneTurn } from '../../kernel/in-one-turn.ts';

type Pool = Prisma.poolsGetPayload<object>;
type Drawing = { pool: Pool; shared_pool: Pool | null; event: { pool: Pool | null } };

/** Pools as they are now, undefined for those that are gone. */
export const freshPool = inOneTurn(async (db: Db, ids: readonly string[]): Promise<(Pool | undefined)[]> => {
  const pools = await db.pools.findMany({ where: { id: { in: [...new Set(ids)] } } });
  const byId = new Map(pools.map((pool) => [pool.id, pool]));
  return ids.map((id) => byId.get(id));
});

/** Ticket types from the cache with the places of this moment: one look at their pools by primary key. */
export async function withFreshPlaces<T extends Drawing>(db: Db, types: readonly T[]): Promise<T[]> {
  const ids = new Set(types.flatMap(({ pool, shared_pool, event }) => [pool.id, shared_pool?.id, event.pool?.id]));
  const pools = await Promise.all([...ids].flatMap((id) => (id === undefined ? [] : freshPool(db, id))));
  const byId = new Map(pools.flatMap((pool) => (pool ? [[pool.id, pool]] : [])));
  // A pool that is gone belongs to a type whose deletion has not been heard of yet.
  const now = <P extends Pool | null>(pool: P): P => (pool ? ((byId.get(pool.id) as P | undefined) ?? pool) : pool);
  return types.map((type) => ({
    ...type,
    pool: now(type.pool),
    shared_pool: now(type.shared_pool),
    event: { ...type.event, pool: now(type.event.pool) },
  }));
}

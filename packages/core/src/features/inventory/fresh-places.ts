import type { Db, Prisma } from '@setiket/db';

type Pool = Prisma.poolsGetPayload<object>;
type Drawing = { pool: Pool; shared_pool: Pool | null; event: { pool: Pool | null } };

/** Ticket types from the cache with the places of this moment: one look at their pools by primary key. */
export async function withFreshPlaces<T extends Drawing>(db: Db, types: readonly T[]): Promise<T[]> {
  const ids = new Set(types.flatMap(({ pool, shared_pool, event }) => [pool.id, shared_pool?.id, event.pool?.id]));
  const pools = await db.pools.findMany({ where: { id: { in: [...ids].filter((id) => id !== undefined) } } });
  const byId = new Map(pools.map((pool) => [pool.id, pool]));
  // A pool that is gone belongs to a type whose deletion has not been heard of yet.
  const now = <P extends Pool | null>(pool: P): P => (pool ? ((byId.get(pool.id) as P | undefined) ?? pool) : pool);
  return types.map((type) => ({
    ...type,
    pool: now(type.pool),
    shared_pool: now(type.shared_pool),
    event: { ...type.event, pool: now(type.event.pool) },
  }));
}

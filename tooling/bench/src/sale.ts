import { loadHttp, loadSql, type Sample } from './load/load.ts';
import { type Comparison, compare, type Repetition } from './measure.ts';
import type { Run } from './run.ts';
import { describeSale, seedCast, seedSale } from './seed.ts';
import { seedBuyers } from './seed-buyers.ts';

/**
 * Everybody wants the same ticket: one pool row that each transaction has to lock. SQL sells another type, just as
 * wanted, with the same rows in the same tables and one transaction a purchase.
 */
export async function sale({ lab, clients, options, say, signal, meter }: Run): Promise<Comparison[]> {
  const cast = await seedCast(lab);
  const shoppers = await seedBuyers(lab, options.buyers);
  const [hot, also_hot] = [await seedSale(lab, cast, 'Konser Akbar'), await seedSale(lab, cast, 'Konser Kembar')];
  const description = await describeSale(lab, also_hot, shoppers[0]!);
  const tokens = shoppers.map(({ token }) => token);
  const buyers = shoppers.map(({ user_id, account_id }) => ({ user_id, account_id }));
  const body = { ticket_id: hot.type.id };
  const ask =
    (path: string, status: number) =>
    async (times: Repetition): Promise<Sample> => {
      const began = new Date();
      const sample = await loadHttp({ url: lab.url, questions: [{ path, body, status }], tokens, ...times }, signal);
      return { ...sample, batches: await batchesSince(began) };
    };
  /** Rows that were written by one transaction have its number. */
  const batchesSince = async (began: Date): Promise<number[]> => {
    const rows = await lab.deps.db.$queryRaw<{ size: number }[]>`
      SELECT count(*)::int AS size FROM bookings WHERE event_id = ${hot.event.id}::uuid AND created_at >= ${began}
      GROUP BY xmin::text`;
    return rows.map(({ size }) => size);
  };
  const sql = (times: Repetition) =>
    loadSql({ kind: 'purchases', database_url: lab.env.DATABASE_URL, sale: description, buyers, ...times }, signal);
  const works = [
    { by: 'REST', load: ask('/api/v1/ticket/purchase/', 201) },
    { by: 'tRPC', load: ask('/trpc/tickets.purchase', 200) },
    { by: 'SQL', load: sql },
  ];
  return compare('buy a ticket', works, { ...options, clients, say, meter });
}

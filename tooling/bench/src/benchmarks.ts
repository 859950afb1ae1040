import { captureStatements } from './capture.ts';
import { gate } from './gate.ts';
import type { Lab } from './lab.ts';
import { loadHttp, loadSql } from './load/load.ts';
import { type Comparison, compare } from './measure.ts';
import type { BenchmarkName, Options } from './options.ts';
import { describeSale, seedCast, seedEvents, seedSale, seedShoppers, visitorOf } from './seed.ts';

export type Run = { lab: Lab; options: Options; say(line: string): void; signal: AbortSignal };

/** Each prepares its data and returns what it has measured. */
export const benchmarks: Record<BenchmarkName, (run: Run) => Promise<Comparison[]>> = { purchases, list, gate };

/** Everybody wants the same ticket: one pool row that each sale has to lock. SQL sells another type, just as wanted. */
async function purchases({ lab, options, say, signal }: Run): Promise<Comparison[]> {
  const cast = await seedCast(lab);
  const shoppers = await seedShoppers(lab, Math.max(...options.clients));
  const [hot, also_hot] = [await seedSale(lab, cast, 'Konser Akbar'), await seedSale(lab, cast, 'Konser Kembar')];
  const sale = await describeSale(lab, also_hot, shoppers[0]!);
  const tokens = shoppers.map(({ token }) => token);
  const buyers = shoppers.map(({ user_id, account_id }) => ({ user_id, account_id }));
  const request = {
    url: lab.url,
    method: 'POST',
    path: '/api/v1/ticket/purchase/',
    body: { ticket_id: hot.type.id },
    tokens,
    status: 201,
  } as const;
  const database_url = lab.env.DATABASE_URL;
  const sides = {
    http: (times: Times) => loadHttp({ ...request, ...times }, signal),
    sql: (times: Times) => loadSql({ kind: 'purchases', database_url, sale, buyers, ...times }, signal),
  };
  return compare('buy a ticket', sides, { ...options, say });
}

type Times = { clients: number; seconds: number };

const EVENTS = 1000;
const VIEWS = [
  { what: 'list events', query: {} },
  { what: 'filter events', query: { city: 'Bandung', category: 'konser', max_price: '150000' } },
  { what: 'search events', query: { search: 'gamelan' } },
] as const;

/** The first page, as visitors see it. SQL runs the very statements that the product runs when nothing is cached yet. */
async function list({ lab, options, say, signal }: Run): Promise<Comparison[]> {
  await seedEvents(lab, await seedCast(lab), EVENTS);
  const comparisons: Comparison[] = [];
  for (const { what, query } of VIEWS) {
    const path = `/api/v1/event/?${new URLSearchParams({ page_size: '20', ...query })}`;
    const statements = await captureStatements(() => askOnce(lab, query));
    const database_url = lab.env.DATABASE_URL;
    const sides = {
      http: (times: Times) =>
        loadHttp({ url: lab.url, method: 'GET', path, tokens: [], status: 200, ...times }, signal),
      sql: (times: Times) => loadSql({ kind: 'statements', database_url, statements, ...times }, signal),
    };
    comparisons.push(...(await compare(what, sides, { ...options, say })));
  }
  return comparisons;
}

async function askOnce(lab: Lab, query: (typeof VIEWS)[number]['query']): Promise<void> {
  const { items } = await visitorOf(lab).events.list({ page_size: 20, ...query });
  if (items.length === 0) throw new Error('The list to be measured is empty.');
}

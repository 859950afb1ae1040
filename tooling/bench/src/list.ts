import { bareExpress } from './bare.ts';
import { loadHttp } from './load/load.ts';
import { type Comparison, compare, type Repetition } from './measure.ts';
import type { Run } from './run.ts';
import { seedCast, seedEvents } from './seed.ts';

const EVENTS = 1000;
const VIEWS = [
  { what: 'list events', query: {} },
  { what: 'filter events', query: { city: 'Bandung', category: 'konser', max_price: '150000' } },
  { what: 'search events', query: { search: 'gamelan' } },
] as const;

/** The first page, as visitors see it, beside the least that an Express could do: a route that sends the same bytes. */
export async function list({ lab, clients, options, say, signal, meter }: Run): Promise<Comparison[]> {
  await seedEvents(lab, await seedCast(lab), EVENTS);
  const comparisons: Comparison[] = [];
  for (const { what, query } of VIEWS) {
    const path = `/api/v1/event/?${new URLSearchParams({ page_size: '20', ...query })}`;
    const answer = await fetch(lab.url + path, { signal });
    const body = await answer.text();
    if (!answer.ok || body === '[]') throw new Error(`The list to be measured is empty: ${answer.status}.`);
    await using bare = await bareExpress(body, signal);
    const ask = (url: string) => (times: Repetition) =>
      loadHttp({ url, questions: [{ path, status: 200 }], tokens: [], ...times }, signal);
    const works = [
      { by: 'REST', load: ask(lab.url) },
      { by: 'bare Express', load: ask(bare.url) },
    ];
    comparisons.push(...(await compare(what, works, { ...options, clients, say, meter })));
  }
  return comparisons;
}

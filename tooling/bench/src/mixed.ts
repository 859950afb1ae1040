import type { Question } from './load/http.ts';
import { loadHttp } from './load/load.ts';
import { type Comparison, compare, type Repetition } from './measure.ts';
import type { Run } from './run.ts';
import { seedCast, seedEvents } from './seed.ts';
import { seedBuyers } from './seed-buyers.ts';

const EVENTS = 200;
const READS_A_HOLD = 9;
/** So short, with so few places, that later holds get places which earlier ones let go. */
const [HOLD_SECONDS, PLACES] = [1, 3];

/** An ordinary evening: people look around, and one in ten holds places of one of many events. */
export async function mixed({ lab, clients, options, say, signal, meter }: Run): Promise<Comparison[]> {
  await seedEvents(lab, await seedCast(lab), EVENTS);
  const { db } = lab.deps;
  await db.events.updateMany({ data: { hold_seconds: HOLD_SECONDS } });
  await db.pools.updateMany({ data: { capacity: PLACES } });
  const types = await db.ticket_types.findMany({ select: { id: true, event_id: true }, orderBy: { id: 'asc' } });
  const shoppers = await seedBuyers(lab, Math.min(options.buyers, 1000));
  const lists = ['', '&page=2', '&city=Bandung', '&search=gamelan'].map(
    (query) => `/api/v1/event/?page_size=20${query}`,
  );
  const paths = types.flatMap(({ event_id }, n) => [`/api/v1/event/${event_id}/`, lists[n % lists.length]!]);
  const reads = paths.map((path): Question => ({ path, status: 200, is_visitors: true }));
  const holds = types.map(({ id }): Question => {
    return { path: '/api/v1/bookings/', body: { items: [{ ticket_type_id: id, quantity: 1 }] }, status: 201 };
  });
  const evening = holds.flatMap((hold, n) => [
    ...Array.from({ length: READS_A_HOLD }, (_, i) => reads[(n * READS_A_HOLD + i) % reads.length]!),
    hold,
  ]);
  const ask = (questions: Question[]) => (times: Repetition) =>
    loadHttp({ url: lab.url, questions, tokens: shoppers.map(({ token }) => token), ...times }, signal);
  const works = [
    { by: '10 % holds', load: ask(evening) },
    { by: 'reads alone', load: ask(reads) },
  ];
  return compare('look around', works, { ...options, clients, say, meter });
}

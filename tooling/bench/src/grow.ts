import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEED_PASSWORD, seed } from '@setiket/seed';
import pg from 'pg';
import { type Figures, figuresOf } from './figures.ts';
import { benchFolder, type Lab, openLab } from './lab.ts';
import type { HttpPlan, Question } from './load/http.ts';
import { loadHttp, type Sample } from './load/load.ts';
import type { Options } from './options.ts';
import { describeMachine, type Machine, type Surroundings } from './run.ts';
import { signIn } from './seed.ts';
import { aligned } from './table.ts';

/** One view at one size. `growth`: its p95 compared with that of the first size. */
export type View = { what: string; clients: number; figures: Figures; growth: number };
export type Size = { events: number; bookings: number; seeded_in_seconds: number; views: View[] };
export type GrowthReport = {
  name: 'grow';
  measured_at: string;
  machine: Machine;
  settings: Pick<Options, 'seconds' | 'repeat' | 'clients' | 'events'>;
  sizes: Size[];
};

const BOOKINGS_PER_EVENT = 10;
const MOST_BOOKINGS = 1_000_000;
/** What grows is the house, not its customers: everybody keeps as many events and bookings as before. */
const EVENTS_PER_ORGANIZATION = 20;
const RANDOM_SEED = 1;

export const VIEWS = ['list', 'list with filters', 'search', 'event', 'a user’s bookings', 'an organizer’s sales'];

type Asking = Pick<HttpPlan, 'questions' | 'tokens'>;

/** Each size on a database of its own, read over HTTP as visitors, buyers and organizers read. */
export async function runGrowth(
  options: Options & { events: number[] },
  { say, signal, folder = benchFolder() }: Surroundings,
): Promise<GrowthReport> {
  const sizes: Size[] = [];
  for (const events of options.events) {
    const bookings = Math.min(MOST_BOOKINGS, events * BOOKINGS_PER_EVENT);
    say(`\n${events.toLocaleString('en')} events, ${bookings.toLocaleString('en')} bookings: seeding …`);
    await using lab = await openLab(signal, { durable: false });
    const started = performance.now();
    await fill(lab, { events, bookings });
    const seeded_in_seconds = Math.round((performance.now() - started) / 1000);
    const views = await measureViews(lab, { options, signal, first: sizes[0]?.views });
    sizes.push({ events, bookings, seeded_in_seconds, views });
    for (const line of linesOf(views)) say(line);
  }
  const { seconds, repeat, clients, events } = options;
  const settings = { seconds, repeat, clients, events };
  const measured_at = new Date().toISOString();
  const report: GrowthReport = { name: 'grow', measured_at, machine: describeMachine(), settings, sizes };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'grow.json');
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  say(`\nFigures: ${file}`);
  return report;
}

async function fill({ env }: Lab, { events, bookings }: { events: number; bookings: number }): Promise<void> {
  const orgs = Math.ceil(events / EVENTS_PER_ORGANIZATION);
  const counts = { users: events, orgs, venues: 100, cats: 10, events, bookings };
  await seed({ env, counts, random_seed: RANDOM_SEED, is_flushing: false });
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    // What autovacuum does by itself some minutes later, in the middle of measuring.
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
}

type Measuring = { options: Options; signal: AbortSignal; first: View[] | undefined };

async function measureViews(lab: Lab, { options, signal, first }: Measuring): Promise<View[]> {
  const views: View[] = [];
  const { seconds, repeat } = options;
  for (const [what, asking] of Object.entries(await askings(lab))) {
    for (const clients of options.clients ?? [1]) {
      const ask = (duration: number) => loadHttp({ url: lab.url, clients, seconds: duration, ...asking }, signal);
      await ask(Math.max(0.5, seconds / 2));
      const samples: Sample[] = [];
      for (let turn = 0; turn < repeat; turn++) samples.push(await ask(seconds));
      const figures = figuresOf(samples);
      const base = first?.find((view) => view.what === what && view.clients === clients) ?? { figures };
      const growth = Math.round((figures.p95_ms / base.figures.p95_ms) * 100) / 100;
      views.push({ what, clients, figures, growth });
    }
  }
  return views;
}

/** What is asked for: several of a kind in turn, so that no view is measured by one lucky row. */
async function askings(lab: Lab): Promise<Record<string, Asking>> {
  const { db } = lab.deps;
  const list = (queries: Record<string, string>[]) =>
    gets(queries.map((query) => `/api/v1/event/?${new URLSearchParams({ page_size: '20', ...query })}`));
  const on_sale = await db.events.findMany({ where: { status: 'approved' }, select: { id: true }, take: 50 });
  const categories = await db.categories.findMany({ where: { events: { some: {} } }, take: 3 });
  const cities = ['Jakarta', 'Bandung', 'Medan'];
  // Several, as how many bookings somebody has is a matter of chance.
  const people = Array.from({ length: 20 }, (_, n) => `seed${RANDOM_SEED}_user${n + 1}`);
  const tokens: string[] = [];
  for (const username of people) tokens.push(await signIn(lab.url, { username, password: SEED_PASSWORD }));
  const visitor = { tokens: [] };
  const all: Asking[] = [
    { ...visitor, questions: list([{}, { page: '2' }, { page: '3' }]) },
    {
      ...visitor,
      questions: list(
        cities.flatMap((city) => categories.map(({ slug }) => ({ city, category: slug, max_price: '200000' }))),
      ),
    },
    { ...visitor, questions: list(['wayang', 'festival kopi', 'batik'].map((search) => ({ search }))) },
    { ...visitor, questions: gets(on_sale.map(({ id }) => `/api/v1/event/${id}/`)) },
    { tokens, questions: gets(['/api/v1/bookings/']) },
    { tokens: [tokens[0]!], questions: gets(['/api/v1/event-organizer/sales-data/']) },
  ];
  return Object.fromEntries(all.map((asking, index) => [VIEWS[index]!, asking]));
}

const gets = (paths: string[]): Question[] => paths.map((path) => ({ path, status: 200 }));

const HEAD = ['', 'clients', 'p50 ms', 'p95 ms', 'p99 ms', 'p95 growth', 'failed'];

function linesOf(views: View[]): string[] {
  const rows = views.map(({ what, clients, figures: { p50_ms, p95_ms, p99_ms, failures }, growth }) => [
    what,
    String(clients),
    ...[p50_ms, p95_ms, p99_ms].map((ms) => ms.toFixed(1)),
    `×${growth.toFixed(2)}`,
    String(Object.values(failures).reduce((sum, count) => sum + count, 0)),
  ]);
  return aligned([HEAD, ...rows], { left: [0] });
}

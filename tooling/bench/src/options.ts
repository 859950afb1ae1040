import { parseArgs } from 'node:util';

/** Each measures the product beside something that does the same. */
export const BENCHMARKS = ['sale', 'mixed', 'list', 'gate', 'start'] as const;
export type BenchmarkName = (typeof BENCHMARKS)[number];

export type Options = {
  names: BenchmarkName[];
  /** How long one repetition takes. */
  seconds: number;
  repeat: number;
  /** Undefined: as many as the benchmark's own. */
  clients: number[] | undefined;
  buyers: number;
  /** How many people a gate lets in, for each number of clients; the repetitions share them. */
  tickets: number;
  /** How reads slow down as data grows; then these are the numbers of events. */
  events: number[] | undefined;
  wants_help: boolean;
};

export class UsageError extends Error {
  override name = 'UsageError';
}

export const USAGE = `pnpm bench sale|mixed|list|gate|start|grow|all [options] (npm run bench -- … where there is no pnpm)

  sale         10,000 buyers, one ticket type, over REST and tRPC; beside it SQL with one transaction a purchase
  mixed        nine reads and a hold in turn, over 200 events; beside it the reads alone
  list         a page of 20 of 1,000 events; beside it Express with a route that sends the same bytes
  gate         many devices, each ticket once, until all are in; beside it SQL with one transaction an admission
  start        npm start, from nothing and again, and its memory; beside it an Express with one route
  all          these five; about ten minutes
  grow         what visitors, buyers and organizers read, with 1,000 events and with more; ten bookings an event

  --seconds    how long one repetition takes (4)
  --repeat     repetitions, of which the median counts (3)
  --clients    how many ask at once, comma-separated (sale: 1,16,64,256; mixed, list: 64; gate: 50; grow: 1)
  --buyers     how many people buy (10000)
  --tickets    how many tickets are shown at the gate (20000)
  --events     how many events, comma-separated, at most 100000 (grow: 1000,10000)
  --help       show this

It starts a PostgreSQL and an API of its own and stops them. Figures are printed and written to
.setiket/bench/<name>.json; they are measurements, so none of them makes it fail. A finding of the audit does.`;

export function parseOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [name, ...rest] = positionals;
  if (values.help)
    return {
      names: [],
      seconds: 0,
      repeat: 0,
      clients: [],
      buyers: 0,
      tickets: 0,
      events: undefined,
      wants_help: true,
    };
  const is_growth = name === 'grow';
  const names = BENCHMARKS.filter((known) => name === 'all' || name === known);
  if ((names.length === 0 && !is_growth) || rest.length > 0) throw new UsageError(USAGE);
  return {
    names,
    seconds: number('seconds', values.seconds, { least: 0.1, most: 60 }),
    repeat: whole('repeat', values.repeat, { least: 1, most: 100 }),
    tickets: whole('tickets', values.tickets, { least: 10, most: 100_000 }),
    buyers: whole('buyers', values.buyers, { least: 1, most: 100_000 }),
    clients: values.clients?.split(',').map((text) => whole('clients', text, { least: 1, most: 300 })),
    events: is_growth
      ? values.events.split(',').map((text) => whole('events', text, { least: 10, most: 100_000 }))
      : undefined,
    wants_help: false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        seconds: { type: 'string', default: '4' },
        repeat: { type: 'string', default: '3' },
        clients: { type: 'string' },
        buyers: { type: 'string', default: '10000' },
        tickets: { type: 'string', default: '20000' },
        events: { type: 'string', default: '1000,10000' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

type Bounds = { least: number; most: number };

function number(name: string, text: string, { least, most }: Bounds): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  throw new UsageError(`--${name} is a number from ${least} to ${most}.`);
}

function whole(name: string, text: string, bounds: Bounds): number {
  const value = number(name, text, bounds);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`--${name} is a whole number.`);
}

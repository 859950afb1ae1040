import { parseArgs } from 'node:util';

export const BENCHMARKS = ['purchases', 'list'] as const;
export type BenchmarkName = (typeof BENCHMARKS)[number];

export type Options = {
  names: BenchmarkName[];
  /** How long one repetition takes. */
  seconds: number;
  repeat: number;
  clients: number[];
  wants_help: boolean;
};

export class UsageError extends Error {
  override name = 'UsageError';
}

export const USAGE = `pnpm bench purchases|list|all [options]      (npm run bench -- … where there is no pnpm)

  purchases    many buyers, one ticket type: POST /api/v1/ticket/purchase/
  list         a page of 20 of 1,000 events: GET /api/v1/event/
  all          both; about three minutes

  --seconds    how long one repetition takes (1.5)
  --repeat     repetitions, of which the median counts (3)
  --clients    how many ask at once, comma-separated (1,16,64)
  --help       show this

It starts a PostgreSQL and an API of its own and stops them. Figures are printed and written to
.setiket/bench/<name>.json; they are measurements, so none of them makes it fail. A finding of the audit does.`;

export function parseOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [name, ...rest] = positionals;
  if (values.help) return { names: [], seconds: 0, repeat: 0, clients: [], wants_help: true };
  const names = BENCHMARKS.filter((known) => name === 'all' || name === known);
  if (names.length === 0 || rest.length > 0) throw new UsageError(USAGE);
  return {
    names,
    seconds: number('seconds', values.seconds, { least: 0.1, most: 60 }),
    repeat: whole('repeat', values.repeat, { least: 1, most: 100 }),
    clients: values.clients.split(',').map((text) => whole('clients', text, { least: 1, most: 150 })),
    wants_help: false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        seconds: { type: 'string', default: '1.5' },
        repeat: { type: 'string', default: '3' },
        clients: { type: 'string', default: '1,16,64' },
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

import { type Figures, figuresOf } from './figures.ts';
import type { Sample } from './load/load.ts';
import type { Options } from './options.ts';

/** One number of clients, with the product and without it. */
export type Comparison = {
  what: string;
  clients: number;
  http: Figures;
  sql: Figures;
  /** Throughput of the product as a share of SQL's. */
  ratio: number;
};

/** Of a warm-up nothing is counted. */
export type Repetition = { clients: number; seconds: number; is_warm_up: boolean };
export type Sides = Record<'http' | 'sql', (repetition: Repetition) => Promise<Sample>>;

type Measuring = Pick<Options, 'seconds' | 'repeat' | 'clients'> & { say(line: string): void };

/** Warm-up first, then both sides in turn, so that whatever else the machine does strikes both alike. */
export async function compare(what: string, sides: Sides, { seconds, repeat, clients, say }: Measuring) {
  const comparisons: Comparison[] = [];
  for (const count of clients) {
    // Long enough for a cold process to compile what it runs, however short the repetitions are.
    const warm_up = { clients: count, seconds: Math.max(0.5, seconds / 2), is_warm_up: true };
    await sides.http(warm_up);
    await sides.sql(warm_up);
    const samples: Record<'http' | 'sql', Sample[]> = { http: [], sql: [] };
    for (let turn = 0; turn < repeat; turn++) {
      const repetition = { clients: count, seconds, is_warm_up: false };
      samples.http.push(await sides.http(repetition));
      samples.sql.push(await sides.sql(repetition));
    }
    const [http, sql] = [figuresOf(samples.http), figuresOf(samples.sql)];
    const ratio = sql.per_second === 0 ? 0 : Math.round((http.per_second / sql.per_second) * 1000) / 1000;
    comparisons.push({ what, clients: count, http, sql, ratio });
    say(`  ✔ ${what}, ${count} ${count === 1 ? 'client' : 'clients'}: ${http.per_second.toFixed(0)}/s`);
  }
  return comparisons;
}

import { type Figures, figuresOf } from './figures.ts';
import type { Sample } from './load/load.ts';
import type { Meter } from './meter.ts';
import type { Options } from './options.ts';

/** One way of doing the work, at one number of clients. */
export type Side = Figures & {
  by: string;
  /** Throughput as a share of the last side's, with which the others are compared. */
  ratio: number;
};

/** One number of clients, with the product and without it. */
export type Comparison = { what: string; clients: number; sides: Side[] };

/** Of a warm-up nothing is counted. */
export type Repetition = { clients: number; seconds: number; is_warm_up: boolean };
export type Work = { by: string; load(repetition: Repetition): Promise<Sample> };

type Measuring = Pick<Options, 'seconds' | 'repeat'> & { clients: number[]; say(line: string): void; meter: Meter };

/** Warm-up first, then all sides in turn, so that whatever else the machine does strikes them alike. */
export async function compare(what: string, works: Work[], { seconds, repeat, clients, say, meter }: Measuring) {
  const comparisons: Comparison[] = [];
  for (const count of clients) {
    // Long enough for a cold process to compile what it runs, however short the repetitions are.
    const warm_up = { clients: count, seconds: Math.max(0.5, seconds / 2), is_warm_up: true };
    for (const { load } of works) await load(warm_up);
    const samples = new Map<Work, Sample[]>(works.map((work) => [work, []]));
    for (let turn = 0; turn < repeat; turn++) {
      const repetition = { clients: count, seconds, is_warm_up: false };
      for (const work of works) samples.get(work)?.push(await meter(() => work.load(repetition)));
    }
    const figures = works.map((work) => ({ by: work.by, ...figuresOf(samples.get(work) ?? []) }));
    const base = figures.at(-1)?.per_second ?? 0;
    const ratioOf = (rate: number) => (base === 0 ? 0 : Math.round((rate / base) * 1000) / 1000);
    comparisons.push({
      what,
      clients: count,
      sides: figures.map((side) => ({ ...side, ratio: ratioOf(side.per_second) })),
    });
    const [first] = figures;
    say(`  ✔ ${what}, ${count} ${count === 1 ? 'client' : 'clients'}: ${first?.per_second.toFixed(0)}/s`);
  }
  return comparisons;
}

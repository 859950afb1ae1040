import type { Sample } from './load/load.ts';
import type { Busy } from './meter.ts';

/** What one way of doing the work gave at one number of clients. */
export type Figures = {
  /** Median of the repetitions. */
  per_second: number;
  /** Slowest and fastest repetition. */
  per_second_least: number;
  per_second_most: number;
  p50_ms: number;
  p95_ms: number;
  p99_ms: number;
  max_ms: number;
  requests: number;
  failures: Record<string, number>;
  /** Cores that were busy; where the machine tells. */
  busy?: Busy;
  /** The API's memory at its most. */
  api_mb?: number;
  /** How many were committed in one transaction. */
  together?: { mean: number; most: number };
};

/** Throughput is the median repetition's; latencies are those of all repetitions together. */
export function figuresOf(samples: Sample[]): Figures {
  const rates = samples.map(({ latencies_ms, seconds }) => latencies_ms.length / seconds).toSorted((a, b) => a - b);
  const latencies = Float64Array.from(samples.flatMap(({ latencies_ms }) => latencies_ms)).sort();
  const failures: Record<string, number> = {};
  for (const failure of samples.flatMap((sample) => sample.failures)) failures[failure] = (failures[failure] ?? 0) + 1;
  return {
    per_second: rounded(medianOf(rates)),
    per_second_least: rounded(rates[0] ?? 0),
    per_second_most: rounded(rates.at(-1) ?? 0),
    p50_ms: rounded(percentile(latencies, 0.5)),
    p95_ms: rounded(percentile(latencies, 0.95)),
    p99_ms: rounded(percentile(latencies, 0.99)),
    max_ms: rounded(latencies.at(-1) ?? 0),
    requests: latencies.length,
    failures,
    ...costOf(samples),
    ...batchesOf(samples),
  };
}

function costOf(samples: Sample[]): Pick<Figures, 'busy' | 'api_mb'> {
  const busy = samples.flatMap((sample) => sample.busy ?? []);
  const memory = samples.flatMap((sample) => sample.api_mb ?? []);
  if (busy.length === 0) return {};
  const mean = (part: keyof Busy) => rounded(busy.reduce((sum, one) => sum + one[part], 0) / busy.length);
  return {
    busy: { api: mean('api'), database: mean('database'), load: mean('load') },
    ...(memory.length > 0 && { api_mb: Math.max(...memory) }),
  };
}

function batchesOf(samples: Sample[]): Pick<Figures, 'together'> {
  const sizes = samples.flatMap((sample) => sample.batches ?? []);
  if (sizes.length === 0) return {};
  return {
    together: { mean: rounded(sizes.reduce((sum, size) => sum + size, 0) / sizes.length), most: Math.max(...sizes) },
  };
}

function medianOf(sorted: number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

/** The smallest value that at least this share of all values does not exceed. */
function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

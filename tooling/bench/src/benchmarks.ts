import { gate } from './gate.ts';
import { list } from './list.ts';
import type { Comparison } from './measure.ts';
import { mixed } from './mixed.ts';
import type { BenchmarkName } from './options.ts';
import type { Run } from './run.ts';
import { sale } from './sale.ts';

/** How many ask at once unless said otherwise, and what prepares its data and returns what it has measured. */
type Benchmark = { clients: number[]; measure(run: Run): Promise<Comparison[]> };

/** Those that need a PostgreSQL and an API. */
export const benchmarks: Record<Exclude<BenchmarkName, 'start'>, Benchmark> = {
  sale: { clients: [1, 16, 64, 256], measure: sale },
  mixed: { clients: [64], measure: mixed },
  list: { clients: [64], measure: list },
  gate: { clients: [50], measure: gate },
};

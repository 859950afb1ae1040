import type { Comparison, Side } from './measure.ts';

const HEAD = ['', 'clients', 'by', 'per second', 'spread', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'failed', 'share'];
/** Cores that were busy, and what else is known where a machine tells. */
const COSTS = ['API', 'DB', 'load', 'API MB', 'together'];

/** One line a side, the product's first, aligned for a terminal. `share` is that of the last side's throughput. */
export function tableOf(comparisons: Comparison[]): string[] {
  const rows = comparisons.flatMap(({ what, clients, sides }) =>
    sides.map((side, n) => [
      ...(n === 0 ? [what, String(clients)] : ['', '']),
      side.by,
      ...cells(side),
      ...costs(side),
    ]),
  );
  return aligned([[...HEAD, ...COSTS], ...rows], { left: [0, 2] });
}

function costs({ busy, api_mb, together }: Side): string[] {
  const cores = [busy?.api, busy?.database, busy?.load].map((share) => (share === undefined ? '' : share.toFixed(2)));
  const batch = together ? `${together.mean.toFixed(1)}, most ${together.most}` : '';
  return [...cores, api_mb === undefined ? '' : String(api_mb), batch];
}

/** Columns as wide as what is in them; numbers to the right. */
export function aligned(rows: string[][], { left }: { left: number[] }): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (left.includes(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}

function cells(side: Side): string[] {
  const failed = Object.values(side.failures).reduce((sum, count) => sum + count, 0);
  const { per_second, per_second_least, per_second_most, p50_ms, p95_ms, p99_ms, max_ms } = side;
  const spread = `${per_second_least.toFixed(0)}–${per_second_most.toFixed(0)}`;
  return [
    per_second.toFixed(0),
    spread,
    ...[p50_ms, p95_ms, p99_ms, max_ms].map((ms) => ms.toFixed(1)),
    String(failed),
    side.ratio.toFixed(2),
  ];
}

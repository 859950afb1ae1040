import type { Figures } from './figures.ts';
import type { Comparison } from './measure.ts';

const HEAD = [
  '',
  'clients',
  'by',
  'per second',
  'spread',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'max ms',
  'failed',
  'HTTP/SQL',
];

/** Two lines a comparison, HTTP above SQL, aligned for a terminal. */
export function tableOf(comparisons: Comparison[]): string[] {
  const rows = comparisons.flatMap(({ what, clients, http, sql, ratio }) => [
    [what, String(clients), 'HTTP', ...cells(http), ratio.toFixed(2)],
    ['', '', 'SQL', ...cells(sql), ''],
  ]);
  return aligned([HEAD, ...rows], { left: [0, 2] });
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

function cells(figures: Figures): string[] {
  const failed = Object.values(figures.failures).reduce((sum, count) => sum + count, 0);
  const { per_second, per_second_least, per_second_most, p50_ms, p95_ms, p99_ms, max_ms } = figures;
  const spread = `${per_second_least.toFixed(0)}–${per_second_most.toFixed(0)}`;
  return [
    per_second.toFixed(0),
    spread,
    ...[p50_ms, p95_ms, p99_ms, max_ms].map((ms) => ms.toFixed(1)),
    String(failed),
  ];
}

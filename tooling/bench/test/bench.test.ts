import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { figuresOf } from '../src/figures.ts';
import { type GrowthReport, runGrowth, VIEWS } from '../src/grow.ts';
import { BENCHMARKS, parseOptions, UsageError } from '../src/options.ts';
import { type Report, runBenchmarks } from '../src/run.ts';

const SIDES = {
  sale: ['REST', 'tRPC', 'SQL'],
  mixed: ['10 % holds', 'reads alone'],
  list: ['REST', 'bare Express'],
  gate: ['REST', 'SQL'],
  start: ['npm start, first', 'npm start, again', 'bare Express'],
};
const FAST = ['--seconds', '0.3', '--repeat', '1', '--clients', '2', '--tickets', '40', '--buyers', '30'];

test.each(BENCHMARKS)(
  '%s measures all sides, and the books are right afterwards',
  { timeout: 120_000 },
  async (name) => {
    const folder = await mkdtemp(join(tmpdir(), 'setiket-bench-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const lines: string[] = [];
    const surroundings = { say: (line: string) => lines.push(line), signal: new AbortController().signal, folder };
    await runBenchmarks(parseOptions([name, ...FAST]), surroundings);

    const report = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Report;
    expect(report).toMatchObject({ name, settings: { seconds: 0.3, repeat: 1 }, findings: [] });
    expect(report.comparisons).toHaveLength(name === 'list' ? 3 : 1);
    for (const { clients, sides } of report.comparisons) {
      expect(clients).toBe(name === 'start' ? 1 : 2);
      expect(sides.map(({ by }) => by)).toEqual(SIDES[name]);
      expect(sides.at(-1)?.ratio).toBe(1);
      for (const side of sides) {
        expect(side.failures).toEqual({});
        if (name === 'gate') expect(side.requests).toBe(40);
        expect(side.requests).toBeGreaterThan(0);
        expect(side.per_second).toBeGreaterThan(0);
        expect(side.p50_ms).toBeGreaterThan(0);
        expect(side.p95_ms).toBeGreaterThanOrEqual(side.p50_ms);
        expect(side.max_ms).toBeGreaterThanOrEqual(side.p99_ms);
      }
      if (name === 'sale') expect(sides.map(({ together }) => together?.most ?? 0)).toEqual([1, 1, 0]);
    }
    if (name !== 'start') expect(lines.join('\n')).toMatch(/Audit: everything adds up, \d+ checks\./);
  },
);

test('grow measures every view at every size', { timeout: 90_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'setiket-bench-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const options = parseOptions(['grow', '--events', '20,40', '--seconds', '0.2', '--repeat', '1']);
  const lines: string[] = [];
  const surroundings = { say: (line: string) => lines.push(line), signal: new AbortController().signal, folder };
  await runGrowth({ ...options, events: options.events ?? [] }, surroundings);

  const report = JSON.parse(readFileSync(join(folder, 'grow.json'), 'utf8')) as GrowthReport;
  expect(report.sizes.map(({ events, bookings }) => [events, bookings])).toEqual([
    [20, 200],
    [40, 400],
  ]);
  for (const { views } of report.sizes) {
    expect(views.map(({ what }) => what)).toEqual(VIEWS);
    for (const { figures, growth } of views) {
      expect(figures.failures).toEqual({});
      expect(figures.requests).toBeGreaterThan(0);
      expect(growth).toBeGreaterThan(0);
    }
  }
  expect(lines.join('\n')).toContain('organizer’s sales');
});

test('figures are those of the nearest rank, and the median repetition', () => {
  const sample = (seconds: number, latencies_ms: number[]) => ({ seconds, latencies_ms, failures: [] });
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(figuresOf([sample(1, hundred), sample(2, [1]), sample(1, [1, 1])])).toMatchObject({
    per_second: 2,
    per_second_least: 0.5,
    per_second_most: 100,
    p50_ms: 49,
    p99_ms: 99,
    max_ms: 100,
    requests: 103,
  });
});

test.each([
  [[]],
  [['everything']],
  [['list', '--seconds', 'long']],
  [['list', '--clients', '1,1.5']],
  [['list', '--fast']],
  [['gate', '--tickets', '1000000']],
  [['grow', '--events', '1000000']],
  [['grow', '--events', 'many']],
])('what cannot be understood is refused: %j', (args) => {
  expect(() => parseOptions(args)).toThrow(UsageError);
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { checkNames, type Finding, runAudit } from '@setiket/core/features/audit';
import { benchmarks } from './benchmarks.ts';
import { benchFolder, type Lab, openLab } from './lab.ts';
import type { Comparison } from './measure.ts';
import { type Meter, meterOf } from './meter.ts';
import type { BenchmarkName, Options } from './options.ts';
import { start } from './start.ts';
import { tableOf } from './table.ts';

export type Machine = ReturnType<typeof describeMachine>;

export type Report = {
  name: BenchmarkName;
  measured_at: string;
  machine: Machine;
  settings: Pick<Options, 'seconds' | 'repeat'>;
  comparisons: Comparison[];
  /** What the audit found after all that was sold and scanned; nothing, if all is well. */
  findings: Finding[];
};

export type Surroundings = { say(line: string): void; signal: AbortSignal; folder?: string };

/** What a benchmark has at hand. */
export type Run = Surroundings & { lab: Lab; clients: number[]; options: Options; meter: Meter };

/** Measures one after the other, each on a database of its own; prints a table and writes the figures. */
export async function runBenchmarks(options: Options, surroundings: Surroundings): Promise<Report[]> {
  const { say, folder = benchFolder() } = surroundings;
  const reports: Report[] = [];
  for (const name of options.names) {
    say(`\n${name}:`);
    const { comparisons, findings } =
      name === 'start'
        ? { comparisons: await start(options, surroundings), findings: [] }
        : await runOnLab(benchmarks[name], options, surroundings);
    const { seconds, repeat } = options;
    const settings = { seconds, repeat };
    const measured_at = new Date().toISOString();
    const report: Report = { name, measured_at, machine: describeMachine(), settings, comparisons, findings };
    say('');
    for (const line of tableOf(comparisons)) say(line);
    say('');
    if (findings.length === 0 && name !== 'start') say(`Audit: everything adds up, ${checkNames.length} checks.`);
    for (const { sentence } of findings) say(`Audit: ${sentence}`);
    const file = join(folder, `${name}.json`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    say(`Figures: ${file}`);
    reports.push(report);
  }
  return reports;
}

async function runOnLab(
  { clients, measure }: (typeof benchmarks)[keyof typeof benchmarks],
  options: Options,
  surroundings: Surroundings,
): Promise<Pick<Report, 'comparisons' | 'findings'>> {
  surroundings.say('  starting PostgreSQL and API …');
  await using lab = await openLab(surroundings.signal);
  const meter = meterOf(lab);
  const comparisons = await measure({ ...surroundings, lab, clients: options.clients ?? clients, options, meter });
  await lab.stopApi();
  return { comparisons, findings: await runAudit(lab.deps.db) };
}

export function describeMachine() {
  return { cpus: cpus().length, model: cpus()[0]?.model ?? '', node: process.version };
}

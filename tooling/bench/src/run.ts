import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { checkNames, type Finding, runAudit } from '@setiket/core/features/audit';
import { benchmarks } from './benchmarks.ts';
import { benchFolder, openLab } from './lab.ts';
import type { Comparison } from './measure.ts';
import type { BenchmarkName, Options } from './options.ts';
import { tableOf } from './table.ts';

export type Machine = ReturnType<typeof describeMachine>;

export type Report = {
  name: BenchmarkName;
  measured_at: string;
  machine: Machine;
  settings: Pick<Options, 'seconds' | 'repeat' | 'clients'>;
  comparisons: Comparison[];
  /** What the audit found after all that was sold and scanned; nothing, if all is well. */
  findings: Finding[];
};

export type Surroundings = { say(line: string): void; signal: AbortSignal; folder?: string };

/** Measures one after the other, each on a database of its own; prints a table and writes the figures. */
export async function runBenchmarks(
  options: Options,
  { say, signal, folder = benchFolder() }: Surroundings,
): Promise<Report[]> {
  const reports: Report[] = [];
  for (const name of options.names) {
    say(`\n${name}: starting PostgreSQL and API …`);
    await using lab = await openLab(signal);
    const comparisons = await benchmarks[name]({ lab, options, say, signal });
    await lab.stopApi();
    const findings = await runAudit(lab.deps.db);
    const { seconds, repeat, clients } = options;
    const report: Report = {
      name,
      measured_at: new Date().toISOString(),
      machine: describeMachine(),
      settings: { seconds, repeat, clients },
      comparisons,
      findings,
    };
    say('');
    for (const line of tableOf(comparisons)) say(line);
    say('');
    if (findings.length === 0) say(`Audit: everything adds up, ${checkNames.length} checks.`);
    for (const { sentence } of findings) say(`Audit: ${sentence}`);
    const file = join(folder, `${name}.json`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    say(`Figures: ${file}`);
    reports.push(report);
  }
  return reports;
}

export function describeMachine() {
  return { cpus: cpus().length, model: cpus()[0]?.model ?? '', node: process.version };
}

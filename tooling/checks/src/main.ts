import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateClient } from '@setiket/db/generate';
import { runChecks } from './checks.ts';
import { findPackage, ROOT } from './project.ts';

/*
 * npm test [-- paths]: every check, then every test with coverage. Its last line is "N passed, N failed"; a check counts
 * as one, and so does a test file that could not even be loaded. With --checks-only it is "pnpm check".
 */

const REPORT = join(ROOT, 'node_modules/.cache/vitest-report.json');
const CONFIG = 'tooling/checks/vitest.config.ts';

type Counts = { passed: number; failed: number };
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

const { values: options, positionals: paths } = parseArgs({
  allowPositionals: true,
  options: { 'checks-only': { type: 'boolean', default: false } },
});

await generateClient();
console.log('\nChecks');
const checks = await runChecks(paths);
const tests = options['checks-only'] ? { passed: 0, failed: 0 } : await runTests(paths);
const passed = checks.passed + tests.passed;
const failed = checks.failed + tests.failed;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function runTests(filters: string[]): Promise<Counts> {
  console.log('\nTests');
  rmSync(REPORT, { force: true });
  mkdirSync(dirname(REPORT), { recursive: true });
  const vitest = join(findPackage('vitest'), 'vitest.mjs');
  const args = [vitest, 'run', `--config=${CONFIG}`, '--reporter=default', '--reporter=json'];
  // Of a part of the tests, coverage says nothing.
  if (filters.length === 0) args.push('--coverage');
  const child = spawn(process.execPath, [...process.execArgv, ...args, `--outputFile.json=${REPORT}`, ...filters], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 1)));
  return countTests(code);
}

function countTests(code: number): Counts {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(REPORT, 'utf8')) as Report;
  } catch {
    return { passed: 0, failed: 1 };
  }
  const failsWithoutTest = ({ status, assertionResults }: Report['testResults'][number]) =>
    status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed');
  const failed = report.numFailedTests + report.testResults.filter(failsWithoutTest).length;
  // An error outside every test fails the run but no test of it.
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

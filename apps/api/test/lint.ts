import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Problems that Redocly's recommended rules find. */
export async function lint(value: unknown): Promise<unknown[]> {
  const folder = await mkdtemp(join(tmpdir(), 'setiket-openapi-'));
  const file = join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(value));
  const cli = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin/cli.js');
  const run = promisify(execFile)(process.execPath, [cli, 'lint', '--format=json', file], {
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });
  const { stdout } = await run.catch((failure: { stdout: string }) => failure);
  await rm(folder, { recursive: true });
  const { problems } = JSON.parse(stdout) as { problems: { message: string; ruleId: string; location: unknown[] }[] };
  return problems.map(({ message, ruleId }) => `${ruleId}: ${message}`);
}

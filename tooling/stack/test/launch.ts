import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@setiket/services';
import { onTestFinished } from 'vitest';
import { readStackFile, type StackFile } from '../src/index.ts';

const START = join(import.meta.dirname, '../bin/start.mjs');

/** Free ports, and compiled code shared by all starts: what a first start costs is not what is tested here. */
const SETTINGS = {
  PORT: '0',
  INBOX_PORT: '0',
  NODE_ENV: 'development',
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../../.setiket/compile-cache'),
};

export type Launched = {
  child: ChildProcess;
  /** Everything said so far, on both channels. */
  said(): string;
  /** Resolves with the match as soon as the output has it; rejects when the process ends without. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  exit: Promise<number | null>;
};

/** An empty data folder that is removed after the test, with whatever may still run on it. */
export function temporaryDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'setiket-stack-'));
  onTestFinished(async () => {
    await removePostgresData(join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** `npm start` for real, on ports of its own; ended with the test if it has not ended by then. */
export function launch(
  data_dir: string,
  { args = [], env = {} }: { args?: string[]; env?: NodeJS.ProcessEnv } = {},
): Launched {
  const child = spawn(process.execPath, [START, '--no-demo', ...args], {
    env: { ...process.env, ...SETTINGS, SETIKET_DATA_DIR: data_dir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listeners = new Set<() => void>();
  for (const channel of [child.stdout, child.stderr]) {
    channel?.on('data', (chunk) => {
      said += chunk;
      for (const listen of listeners) listen();
    });
  }
  let ended = false;
  const exit = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      ended = true;
      for (const listen of listeners) listen();
      resolve(code);
    });
  });
  const until = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(said);
        if (!match && !ended) return;
        listeners.delete(look);
        if (match) resolve(match);
        else reject(new Error(`ended without ${pattern}:\n${said}`));
      };
      listeners.add(look);
      look();
    });
  onTestFinished(async () => {
    if (!ended) child.kill('SIGTERM');
    await exit;
  });
  return { child, said: () => said, until, exit };
}

/** Waits until it is ready and returns what it wrote down about itself. */
export async function ready(launched: Launched, data_dir: string): Promise<StackFile> {
  await launched.until(/Setiket is ready at http:\/\/localhost:\d+\n/);
  const file = readStackFile(data_dir);
  if (!file) throw new Error('ready, but without stack.json');
  return file;
}

/** Processes that run and have the folder in their command line. */
export function processesOn(data_dir: string): string[] {
  const lines = execFileSync('ps', ['-eo', 'stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(data_dir) && !line.trim().startsWith('Z'));
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { SMALL_POOL } from './live.ts';
import { SETTINGS } from './support.ts';

/** A process of the API as an operator starts it. */
export type Process = { url: string; child: ChildProcess };

const MAIN = new URL('../src/main.ts', import.meta.url).pathname;

/** Starts one on a database, on a port of its own. */
export async function startProcess(database_url: string): Promise<Process> {
  const { PUBLIC_URL, ...settings } = SETTINGS;
  const env = {
    ...process.env,
    ...settings,
    LOG_LEVEL: 'info',
    RATE_LIMIT: 'off',
    DATABASE_URL: database_url,
    ...SMALL_POOL,
    PORT: '0',
  };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    const { url } = JSON.parse(line) as { url?: string };
    if (!url) continue;
    child.stdout.resume();
    return { url, child };
  }
  throw new Error('The process did not say where it is.');
}

export async function stopProcess({ child }: Process): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Asks until the answer is as wanted; the test's own limit ends what never comes. */
export async function until<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    await delay(5);
  }
}

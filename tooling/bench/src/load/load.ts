import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Busy } from '../meter.ts';
import type { HttpPlan } from './http.ts';
import type { OncePlan } from './once.ts';
import type { SqlPlan } from './sql.ts';

/** What one repetition gave. */
export type Sample = {
  seconds: number;
  latencies_ms: number[];
  failures: string[];
  /** What asking itself cost. */
  cpu_seconds?: number;
  busy?: Busy;
  api_mb?: number | undefined;
  /** How many were committed in one transaction, for each of them. */
  batches?: number[];
};

/**
 * Of a repetition's beginning, when everybody connects in the same moment and then asks in step, nothing is counted but
 * failures: a quarter of its length, a second at most, comes on top.
 */
export const leadInOf = ({ seconds }: { seconds: number }): number => Math.min(1, seconds / 4);

/** Asks the API as `clients` kept-alive connections do, each waiting for an answer before it asks again. */
export function loadHttp(plan: HttpPlan, signal: AbortSignal): Promise<Sample> {
  return inOwnProcess('http.ts', plan, signal);
}

/** Asks the API for many things, each of them once, over as many connections. */
export function loadOnce(plan: OncePlan, signal: AbortSignal): Promise<Sample> {
  return inOwnProcess('once.ts', plan, signal);
}

/** Gives the database the same work over as many connections, without the product in between. */
export function loadSql(plan: SqlPlan, signal: AbortSignal): Promise<Sample> {
  return inOwnProcess('sql.ts', plan, signal);
}

/** In a process of its own, so that measuring does not wait for what is measured. It ends by itself with its plan. */
async function inOwnProcess(file: string, plan: object, signal: AbortSignal): Promise<Sample> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, file)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    signal,
    killSignal: 'SIGKILL',
  });
  const failed = new Promise<never>((_, fail) => child.once('error', fail));
  child.stdin.end(JSON.stringify(plan));
  const said = await Promise.race([text(child.stdout), failed]);
  signal.throwIfAborted();
  return JSON.parse(said) as Sample;
}

import { Worker } from 'node:worker_threads';
import type { AppleIdentity } from './certificates.ts';

export type Field = { key: string; label: string; value: string; changeMessage?: string };

/** All that a pass is, ready to be signed. It crosses to a thread, so it is plain data. */
export type PassJob = {
  identity: AppleIdentity;
  files: Record<string, Uint8Array>;
  props: Record<string, string | number | boolean>;
  fields: Record<'header' | 'primary' | 'secondary' | 'auxiliary' | 'back', Field[]>;
  /** None on a pass that is void. */
  barcode: { message: string; altText: string } | null;
  starts_at: string;
};

type Waiting = { done(body: Uint8Array): void; fail(error: Error): void };

let worker: Worker | undefined;
let count = 0;
const waiting = new Map<number, Waiting>();

/** The bytes of a `.pkpass`, signed in a thread beside, so that nobody else waits meanwhile. */
export function signPass(job: PassJob): Promise<Uint8Array> {
  return new Promise((done, fail) => {
    const id = ++count;
    waiting.set(id, { done, fail });
    const thread = openWorker();
    // While somebody waits, the process does; otherwise the thread keeps nothing alive.
    thread.ref();
    thread.postMessage({ id, job });
  });
}

type Reply = { id: number; body?: Uint8Array; error?: string };

function openWorker(): Worker {
  if (worker) return worker;
  const opened = new Worker(new URL('./sign-worker.ts', import.meta.url));
  worker = opened;
  opened.on('message', ({ id, body, error }: Reply) => {
    const { done, fail } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (waiting.size === 0) opened.unref();
    if (body) done?.(body);
    else fail?.(new Error(`A pass could not be signed: ${error}`));
  });
  opened.once('error', (error) => giveUp(opened, error));
  opened.once('exit', () => giveUp(opened, new Error('The thread that signs passes has ended.')));
  return opened;
}

/** Whoever waits for a thread that died hears of it; the next pass opens another. */
function giveUp(ended: Worker, error: unknown): void {
  if (worker !== ended) return;
  worker = undefined;
  const left = [...waiting.values()];
  waiting.clear();
  for (const { fail } of left) fail(error instanceof Error ? error : new Error(String(error)));
}

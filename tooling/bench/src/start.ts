import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { findFreePort } from '@setiket/services';
import { bareExpress } from './bare.ts';
import { figuresOf } from './figures.ts';
import type { Sample } from './load/load.ts';
import type { Comparison } from './measure.ts';
import { memoryOfLargest } from './meter.ts';
import type { Options } from './options.ts';
import type { Surroundings } from './run.ts';

const STACK = join(import.meta.dirname, '../../stack/bin/start.mjs');

/**
 * From the command to the line that says it is ready: with nothing but the dependencies there, and again with the
 * database and the compiled code of the time before. Beside it what Node takes to load Express and listen.
 */
export async function start({ repeat }: Options, { say, signal }: Surroundings): Promise<Comparison[]> {
  const samples: Record<'cold' | 'warm' | 'bare', Sample[]> = { cold: [], warm: [], bare: [] };
  for (let turn = 0; turn < repeat; turn++) {
    const folder = mkdtempSync(join(tmpdir(), 'setiket-start-'));
    try {
      samples.cold.push(await startStack(folder, signal));
      samples.warm.push(await startStack(folder, signal));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    samples.bare.push(await startBare(signal));
    say(`  ✔ started, ${turn + 1} of ${repeat}`);
  }
  const sides = [
    { by: 'npm start, first', ...figuresOf(samples.cold) },
    { by: 'npm start, again', ...figuresOf(samples.warm) },
    { by: 'bare Express', ...figuresOf(samples.bare) },
  ];
  const base = sides.at(-1)!.p50_ms;
  return [
    {
      what: 'start',
      clients: 1,
      sides: sides.map((side) => ({ ...side, ratio: Math.round((base / side.p50_ms) * 1000) / 1000 })),
    },
  ];
}

async function startStack(folder: string, signal: AbortSignal): Promise<Sample> {
  const [port, inbox] = [await findFreePort(), await findFreePort()];
  const began = performance.now();
  const child = spawn(process.execPath, [STACK], {
    env: {
      ...process.env,
      SETIKET_DATA_DIR: folder,
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      PORT: String(port),
      INBOX_PORT: String(inbox),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    signal,
    killSignal: 'SIGTERM',
  });
  const gone = once(child, 'exit');
  try {
    await Promise.race([
      ready(child.stdout),
      gone.then(() => {
        throw new Error('It ended before it was ready.');
      }),
    ]);
    return sampleOf(began, child.pid);
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}

/** Goes on reading afterwards: a program that nobody reads any more can't say goodbye. */
function ready(output: Readable): Promise<void> {
  let said = '';
  return new Promise((done) => {
    output.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-4000);
      if (said.includes('Setiket is ready')) done();
    });
  });
}

async function startBare(signal: AbortSignal): Promise<Sample> {
  const began = performance.now();
  await using bare = await bareExpress('{}', signal);
  return sampleOf(began, bare.pid);
}

function sampleOf(began: number, pid: number | undefined): Sample {
  const elapsed = performance.now() - began;
  const busy = { api: 0, database: 0, load: 0 };
  return { seconds: elapsed / 1000, latencies_ms: [elapsed], failures: [], busy, api_mb: memoryOfLargest(pid) };
}

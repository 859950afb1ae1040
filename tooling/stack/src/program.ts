import { loadEnv } from '@setiket/core/env';
import { createLogger } from '@setiket/core/kernel/log';

export type Kind = 'api' | 'worker';
export type Settings = NodeJS.ProcessEnv;
/** What a program is told, and what it says, over the channel to who started it. */
export type Told = { begin: Settings } | { unmute: true };
export type Said = { loaded: true } | { started: true } | { failed: { message: string; code?: string } };

const say = (said: Said) => process.send?.(said);

/**
 * One of the programs in a process of its own: loaded at once, while PostgreSQL is still starting, and begun when it is
 * told its settings. `supervised-program.ts` starts it and speaks to it.
 */
async function run(kind: Kind): Promise<void> {
  // In a terminal Ctrl-C reaches everybody; when to stop is for the one to say who started us.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  // Nobody is left who could stop us. What is under way is in the database or did not happen.
  process.once('disconnect', () => process.exit(1));
  const start =
    kind === 'api' ? (await import('@setiket/api')).startApi : (await import('@setiket/worker')).startWorker;
  let unmute = () => {};

  const begin = async (settings: Settings) => {
    try {
      const env = loadEnv(settings);
      const log = await createLogger({ ...env, ...(kind === 'worker' && { program: kind }) });
      const { level } = log;
      // Not between the lines of the start.
      if (log.isLevelEnabled('info')) log.level = 'warn';
      unmute = () => {
        log.level = level;
      };
      const program = await start({ env, log });
      process.once('SIGTERM', () => void stop(program));
      say({ started: true });
    } catch (error) {
      const { message, code } = error as Error & { code?: string };
      say({ failed: { message, ...(code !== undefined && { code }) } });
    }
  };
  process.on('message', (told: Told) => {
    if ('unmute' in told) unmute();
    else void begin(told.begin);
  });
  say({ loaded: true });
}

async function stop(program: { stop(): Promise<void> }): Promise<void> {
  try {
    await program.stop();
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

if (import.meta.main) await run(process.argv[2] as Kind);

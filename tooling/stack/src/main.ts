import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { loadEnv } from '@setiket/core/env';
import { type Cleanups, createCleanups } from './cleanups.ts';
import { dataDir, openDataFolder } from './data-folder.ts';
import { describeFailure, Interrupted } from './failure.ts';
import { takeLock } from './lock.ts';
import { parseOptions, USAGE } from './options.ts';
import { claimPort } from './ports.ts';
import { type Stack, startStack } from './stack.ts';
import { createTerminal, type Terminal } from './terminal.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DEMO_ACCOUNTS = ['admin', 'organizer', 'customer', 'staff', 'support', 'vendor'];
/** A terminal and npm may each deliver the same Ctrl-C; what follows this soon is no second wish. */
const SAME_SIGNAL_MS = 400;

type Ending = {
  signal: AbortSignal;
  reason: Promise<unknown>;
  end(reason: unknown): void;
  onForce(kill: () => void): void;
};

/** The one place where signals, a lost parent and what nobody caught become a reason to stop. */
function createEnding(terminal: Terminal): Ending {
  const aborter = new AbortController();
  const { promise: reason, resolve } = Promise.withResolvers<unknown>();
  const kills: (() => void)[] = [];
  let first_at: number | undefined;

  const end = (why: unknown) => {
    resolve(why);
    if (!aborter.signal.aborted) aborter.abort(why);
  };
  const interrupt = (signal: string) => {
    if (first_at === undefined) {
      first_at = Date.now();
      terminal.line();
      terminal.line('Stopping … (again to force)');
      return end(new Interrupted(signal));
    }
    if (Date.now() - first_at < SAME_SIGNAL_MS) return;
    for (const kill of kills) kill();
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt(signal));
  // The process that npm started is gone, however it went: nobody is left who could stop us.
  if (process.channel) process.on('disconnect', () => interrupt('SIGTERM'));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error) => {
      // Work that is cut off while stopping complains about it; that is no news.
      if (!aborter.signal.aborted) end(error);
    });
  }
  return { signal: aborter.signal, reason, end, onForce: (kill) => kills.push(kill) };
}

async function main(): Promise<number> {
  const terminal = createTerminal();
  const cleanups = createCleanups();
  const ending = createEnding(terminal);
  let is_ready = false;
  try {
    const options = parseOptions(process.argv.slice(2));
    if (options.wants_help) {
      terminal.line(USAGE);
      return 0;
    }
    if (existsSync(join(ROOT, '.env'))) process.loadEnvFile(join(ROOT, '.env'));
    // In production nothing is made up: what is missing is named, and nothing embedded starts.
    if (process.env.NODE_ENV === 'production') loadEnv(process.env);
    await run({ options, terminal, cleanups, ending });
    is_ready = true;
    throw await ending.reason;
  } catch (error) {
    if (!(error instanceof Interrupted)) console.error(`\n${styleText('red', '✘')} ${describeFailure(error)}`);
    ending.end(error);
    await cleanups.run((problem) => console.error(problem));
    if (!(error instanceof Interrupted)) return 1;
    terminal.line('Stopped.');
    return is_ready ? 0 : 130;
  }
}

type Run = { options: ReturnType<typeof parseOptions>; terminal: Terminal; cleanups: Cleanups; ending: Ending };

async function run({ options, terminal, cleanups, ending }: Run): Promise<void> {
  const started = performance.now();
  const folder = openDataFolder(dataDir());
  const lock = takeLock(folder.path);
  process.once('exit', lock.release);
  const port = await claimPort('PORT', process.env.PORT, 8000);
  lock.tellUrl(`http://localhost:${port}`);
  terminal.line();
  terminal.line(`  ${styleText('bold', 'Setiket')}  ${styleText('dim', `data in ${folder.path}`)}`);
  terminal.line();
  const stack = await startStack({
    options,
    folder,
    port,
    given: process.env,
    terminal,
    cleanups,
    signal: ending.signal,
    onGivenUp: ending.end,
    onForce: ending.onForce,
  });
  ending.signal.throwIfAborted();
  summarize(stack, terminal, performance.now() - started);
  stack.unmute();
}

function summarize(stack: Stack, terminal: Terminal, took_ms: number): void {
  const row = (title: string, text: string) => terminal.line(`  ${title.padEnd(16)} ${text}`);
  terminal.line();
  row('Web and API', styleText('cyan', stack.url));
  if (stack.inbox_url) row('Inbox', `${styleText('cyan', stack.inbox_url)}  (every mail that Setiket sends)`);
  if (stack.payments.url) row('Payments', `${styleText('cyan', stack.payments.url)}  (test payments; no money moves)`);
  row('Database', stack.database.url);
  if (stack.has_demo) {
    terminal.line();
    row('Demo accounts', `${DEMO_ACCOUNTS.join(', ')}`);
    row('', '<name>@setiket.test, password setiket-demo');
    row('New accounts', `start with a balance of ${stack.signup_balance} to try things with (SIGNUP_BALANCE)`);
  }
  terminal.line();
  row('Started in', `${(took_ms / 1000).toFixed(1)} s; Ctrl-C stops everything, "npm start -- --fresh" begins anew`);
  terminal.line();
  terminal.line(`Setiket is ready at ${stack.url}`);
}

process.exit(await main());

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@setiket/services';
import { crashLimit } from './crash-limit.ts';
import type { Kind, Said, Settings, Told } from './program.ts';

const AGAIN_MS = 1_000;
const PROGRAM = join(import.meta.dirname, 'program.ts');

type Input = {
  kind: Kind;
  /** How it is called where people read it. */
  name: string;
  /** The data folder, which its command line shows, so that one knows whose it is. */
  folder: string;
  /** How much it gives way to others: 0 not at all, 19 as much as can be. */
  niceness?: number;
  log: Log;
  /** Called when it keeps dying and no further start is tried. */
  onGivenUp(error: Error): void;
};

/** A program in a process of its own, loaded and waiting for its settings. */
export type SupervisedProgram = {
  pid(): number;
  /** @throws Error, with the code of what went wrong, when it does not start */
  begin(settings: Settings): Promise<void>;
  /** Lets it tell what it does. */
  unmute(): void;
  onRestart(listener: () => void): void;
  /** Lets it finish what it has begun. */
  stop(): Promise<void>;
  kill(): void;
};

/** Loads a program in a process of its own. Once it was begun it is started again when it dies. */
export async function superviseProgram(input: Input): Promise<SupervisedProgram> {
  const { name, log } = input;
  const crashes = crashLimit(name);
  const listeners: (() => void)[] = [];
  let child = spawn(input);
  let settings: Settings | undefined;
  let is_muted = true;
  let is_stopping = false;
  let restarting: Promise<void> = Promise.resolve();

  const tell = (told: Told) => child.send(told);
  const begin = async () => {
    const started = heard(child, name, 'started');
    tell({ begin: settings! });
    await started;
    if (!is_muted) tell({ unmute: true });
    child.once('exit', () => {
      if (!is_stopping) restarting = restart();
    });
  };
  const restart = async () => {
    log(`${name} has died; starting it again.`);
    for (;;) {
      const given_up = crashes.count();
      if (given_up) return input.onGivenUp(given_up);
      child = spawn(input);
      const is_back = await heard(child, name, 'loaded')
        .then(begin)
        .then(() => true)
        .catch(() => false);
      if (is_stopping) return;
      if (is_back) break;
      // What it needs may have died with it, and be on its way back as well.
      child.kill('SIGKILL');
      await sleep(AGAIN_MS);
    }
    for (const listen of listeners) listen();
    log(`${name} is back (pid ${child.pid}).`);
  };
  await heard(child, name, 'loaded');

  return {
    pid: () => child.pid ?? -1,
    async begin(given) {
      settings = given;
      await begin();
    },
    unmute() {
      is_muted = false;
      tell({ unmute: true });
    },
    onRestart: (listener) => void listeners.push(listener),
    async stop() {
      is_stopping = true;
      await restarting;
      if (hasEnded(child)) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
    kill() {
      is_stopping = true;
      child.kill('SIGKILL');
    },
  };
}

function spawn({ kind, folder, niceness = 0 }: Input): ChildProcess {
  const child = fork(PROGRAM, [kind, folder], {
    execArgv: process.execArgv.filter((arg) => !arg.startsWith('--watch')),
  });
  if (child.pid !== undefined && niceness > 0) setPriority(child.pid, niceness);
  // It may die while it is spoken to; that it has, is told by its exit.
  child.on('error', () => {});
  // Under --watch Node tells which files it has loaded; whoever watches us shall watch these too.
  child.on('message', (message: object) => {
    if ('watch:import' in message || 'watch:require' in message) process.send?.(message);
  });
  return child;
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Waits until the program says so. */
function heard(child: ChildProcess, name: string, word: 'loaded' | 'started'): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      child.off('message', listen).off('exit', ended).off('error', ended);
      settle();
    };
    const listen = (said: Said) => {
      if (word in said) finish(resolve);
      else if ('failed' in said) finish(() => reject(Object.assign(new Error(said.failed.message), said.failed)));
    };
    const ended = () => finish(() => reject(new Error(`${name} ended before it had ${word}.`)));
    child.on('message', listen).once('exit', ended).once('error', ended);
    if (hasEnded(child)) ended();
  });
}

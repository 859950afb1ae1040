import { type Log, type Postgres, startPostgres } from '@setiket/services';
import { crashLimit } from './crash-limit.ts';

type Input = {
  data_dir: string;
  password: string;
  preferred_port: number | undefined;
  signal: AbortSignal;
  log: Log;
  /** Called when the server keeps dying and no further start is tried. */
  onGivenUp(error: Error): void;
};

export type SupervisedPostgres = {
  url: string;
  port: number;
  pid(): number;
  onRestart(listener: () => void): void;
  stop(): Promise<void>;
  kill(): void;
};

/** PostgreSQL that comes back on the same port when it dies, so that whoever is connected to it only has to reconnect. */
export async function supervisePostgres(input: Input): Promise<SupervisedPostgres> {
  const { data_dir, password, signal, log } = input;
  let server = await startPostgres({ data_dir, password, preferred_port: input.preferred_port, signal, log });
  const { port } = server;
  let is_stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  const crashes = crashLimit('PostgreSQL');
  const listeners: (() => void)[] = [];

  const watch = (watched: Postgres) => {
    void watched.exited.then(() => {
      if (!is_stopping) restarting = restart();
    });
  };
  const restart = async () => {
    const given_up = crashes.count();
    if (given_up) return input.onGivenUp(given_up);
    log('PostgreSQL has died; starting it again.');
    try {
      server = await startPostgres({ data_dir, password, port, log });
    } catch (error) {
      if (!is_stopping) input.onGivenUp(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    for (const listen of listeners) listen();
    log(`PostgreSQL is back on port ${port} (pid ${server.pid}).`);
    watch(server);
  };
  watch(server);

  return {
    url: server.url,
    port,
    pid: () => server.pid,
    onRestart: (listener) => void listeners.push(listener),
    async stop() {
      is_stopping = true;
      await restarting;
      await server.stop();
    },
    kill() {
      is_stopping = true;
      // SIGQUIT is PostgreSQL's own emergency stop: everything ends now, the next start recovers.
      process.kill(server.pid, 'SIGQUIT');
    },
  };
}

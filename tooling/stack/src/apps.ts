import type { Env } from '@setiket/core/env';
import type { Logger } from '@setiket/core/kernel/log';

export type RunningApi = { url: string; stop(): Promise<void> };
export type RunningWorker = { stop(): Promise<void> };

type StartApi = (input: { env: Env; log: Logger; port?: number }) => Promise<RunningApi>;
type StartWorker = (input: { env: Env; log: Logger }) => Promise<RunningWorker>;
type LoadDemo = (input: { url: string; env: Env; log: Logger }) => Promise<void>;

export type Programs = { startApi: StartApi; startWorker: StartWorker; loadDemo: LoadDemo | undefined };

/** Loads what is started once the database is there. A second of compiling that need not wait for PostgreSQL. */
export async function loadPrograms(): Promise<Programs> {
  const [api, worker, demo] = await Promise.all([
    loadIfThere<{ startApi: StartApi }>('@setiket/api'),
    loadIfThere<{ startWorker: StartWorker }>('@setiket/worker'),
    loadIfThere<{ loadDemo: LoadDemo }>('@setiket/db/demo'),
  ]);
  return {
    startApi: api?.startApi ?? startNoApi,
    startWorker: worker?.startWorker ?? startNoWorker,
    loadDemo: demo?.loadDemo,
  };
}

/** A package whose entry does not exist yet; an entry that exists and fails to load is an error like any other. */
async function loadIfThere<Module>(name: string): Promise<Module | undefined> {
  try {
    return (await import(name)) as Module;
  } catch (error) {
    const { code, url } = error as NodeJS.ErrnoException & { url?: string };
    const entry = import.meta.resolve(name);
    if (code === 'ERR_MODULE_NOT_FOUND' && url === entry) return undefined;
    throw error;
  }
}

const startNoApi: StartApi = async ({ env, port = env.PORT }) => {
  const { createServer } = await import('node:http');
  const server = createServer((_request, response) => response.writeHead(503).end('There is no API yet.\n'));
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, done));
  return { url: `http://localhost:${port}`, stop: () => new Promise((done) => server.close(() => done())) };
};

const startNoWorker: StartWorker = async () => ({ stop: async () => {} });

import { type Api, startApi } from '@setiket/api';
import type { Env } from '@setiket/core/env';
import type { Logger } from '@setiket/core/kernel/log';
import { startWorker, type Worker } from '@setiket/worker';

type LoadDemo = (input: { env: Env; log: Logger }) => Promise<unknown>;

export type Programs = {
  startApi(input: { env: Env; log: Logger }): Promise<Api>;
  startWorker(input: { env: Env; log: Logger }): Promise<Worker>;
  loadDemo: LoadDemo | undefined;
};

/** What is started once the database is there. */
export async function loadPrograms(): Promise<Programs> {
  const demo = await loadIfThere<{ loadDemo: LoadDemo }>('@setiket/db/demo');
  return { startApi, startWorker, loadDemo: demo?.loadDemo };
}

/** A module whose file does not exist; one that exists and fails to load is an error like any other. */
async function loadIfThere<Module>(name: string): Promise<Module | undefined> {
  try {
    return (await import(name)) as Module;
  } catch (error) {
    const { code, url } = error as NodeJS.ErrnoException & { url?: string };
    if (code === 'ERR_MODULE_NOT_FOUND' && url === import.meta.resolve(name)) return undefined;
    throw error;
  }
}

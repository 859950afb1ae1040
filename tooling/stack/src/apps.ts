import type { Env } from '@setiket/core/env';
import type { Logger } from '@setiket/core/kernel/log';

type LoadDemo = (input: { env: Env; log: Logger }) => Promise<{ loaded: boolean }>;

/** Loads what is started once the database is there. A second of compiling that need not wait for PostgreSQL. */
export async function loadPrograms() {
  const [api, worker, core, demo] = await Promise.all([
    import('@setiket/api'),
    import('@setiket/worker'),
    import('@setiket/core'),
    loadIfThere<{ loadDemo: LoadDemo }>('@setiket/demo'),
  ]);
  return {
    startApi: api.startApi,
    startWorker: worker.startWorker,
    allJobs: core.allJobs,
    loadDemo: demo?.loadDemo,
  };
}

export type Programs = Awaited<ReturnType<typeof loadPrograms>>;

/** A package that a production image leaves out. */
async function loadIfThere<Module>(name: string): Promise<Module | undefined> {
  try {
    return (await import(name)) as Module;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

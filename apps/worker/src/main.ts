import { loadEnv } from '@setiket/core';
import { EnvError } from '@setiket/core/env';
import { createLogger } from '@setiket/core/kernel/log';
import { startWorker } from './index.ts';

try {
  const env = loadEnv(process.env);
  const log = await createLogger({ ...env, program: 'worker' });
  const worker = await startWorker({ env, log });
  let isStopping = false;
  const stop = (signal: string) => {
    // A second Ctrl-C means it: the process ends without waiting, and its jobs are taken up by another worker.
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, 'worker finishes what it has begun');
    void worker.stop().then(
      () => log.info('worker has stopped'),
      (error: unknown) => {
        log.error({ err: error }, 'worker could not stop cleanly');
        process.exitCode = 1;
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

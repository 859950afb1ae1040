import { EnvError, loadEnv } from '@setiket/core/env';
import { createLogger } from '@setiket/core/kernel/log';
import { startApi } from './index.ts';

try {
  const env = loadEnv(process.env);
  const log = await createLogger(env);
  const api = await startApi({ env, log });
  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    await api.stop();
    log.info('stopped');
    process.exitCode = 0;
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  // A sentence is enough where a setting is missing or a port is taken; anything else needs its stack.
  console.error(error instanceof EnvError || isPortTaken(error) ? (error as Error).message : error);
  process.exitCode = 1;
}

function isPortTaken(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'EADDRINUSE';
}

import type { Deps } from '@setiket/core/kernel/context';
import type { RequestHandler } from 'express';
import { VERSION } from '../version.ts';

/** A database that takes longer than this to say anything is as good as gone for a load balancer. */
const PATIENCE_MS = 2000;

/** `{status, database, version}`: 200 when the database answers, 503 when it does not. */
export function health(deps: Pick<Deps, 'db' | 'log'>): RequestHandler {
  return async (_req, res) => {
    const connected = await answers(deps);
    res.setHeader('Cache-Control', 'no-store');
    res.status(connected ? 200 : 503).json({
      status: connected ? 'healthy' : 'unhealthy',
      database: connected ? 'connected' : 'disconnected',
      version: VERSION,
    });
  };
}

async function answers({ db, log }: Pick<Deps, 'db' | 'log'>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    await Promise.race([db.$queryRaw`SELECT 1`, tooLate]);
    return true;
  } catch (error) {
    log.error({ err: error }, 'health: the database does not answer');
    return false;
  } finally {
    clearTimeout(timer);
  }
}

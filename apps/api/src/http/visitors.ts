import type { Deps } from '@setiket/core/kernel/context';
import { isOutage } from '@setiket/core/kernel/outage';
import { addressKey, hit, rateErrors, rateLimited } from '@setiket/core/kernel/rate-limit';
import type { Request, RequestHandler } from 'express';

const HOUR_SECONDS = 3600;
/** A page shows some ten pictures, and a whole campus may have one address. */
const PAGES_FACTOR = 10;

/**
 * Bounds what pages and pictures cost by address: each may ask the database and the object store, and neither is behind the
 * limits of REST and /trpc. Without a database nothing is counted, and what can be shown without one still is.
 */
export function limitVisitors(deps: Deps): RequestHandler {
  const limit = deps.env.RATE_LIMIT_APP * PAGES_FACTOR;
  return async (req, _res, next) => {
    if (!deps.env.RATE_LIMIT || !isVisit(req)) return next();
    const key = `visit:${addressKey(req.ip ?? '')}`;
    try {
      const state = await hit(deps, { key, limit, window_seconds: HOUR_SECONDS });
      if (!state.allowed) return next(rateLimited(state));
    } catch (error) {
      if (!isOutage(error)) throw error;
    }
    next();
  };
}

function isVisit({ path, headers }: Request): boolean {
  return path.startsWith('/media/') || headers.accept?.includes('text/html') === true;
}

/** Streams that one address may hold open at once; a thousand people behind one are rare, a leaking client is not. */
const MAX_STREAMS_PER_ADDRESS = 500;

/** Bounds event streams by address (429), which live for minutes and hold memory all the while. */
export function limitStreams(max = MAX_STREAMS_PER_ADDRESS): RequestHandler {
  const open = new Map<string, number>();
  return (req, res, next) => {
    if (!req.headers.accept?.includes('text/event-stream')) return next();
    const address = addressKey(req.ip ?? '');
    const count = (open.get(address) ?? 0) + 1;
    if (count > max) return next(rateErrors.rate_limited(undefined, { retry_after_seconds: 60 }));
    open.set(address, count);
    res.once('close', () => {
      const left = open.get(address)! - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
    next();
  };
}

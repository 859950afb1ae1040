import { DomainError } from '@setiket/core/kernel/errors';
import { tellIn } from '@setiket/core/kernel/language';
import { errorCodeOf, type RestMeta } from '@setiket/core/kernel/trpc';
import { type AnyTRPCRouter, callTRPCProcedure } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { Request, RequestHandler } from 'express';
import { MAX_JSON_BYTES, maxFormBytes } from './body-limits.ts';
import { cachingOf, callOf, signalOf } from './call.ts';
import { admit, type Caller, contextFor, refusalLanguage } from './caller.ts';
import { asTrpcError } from './errors.ts';
import { isShortJson, readShortJson } from './short-json.ts';

/** Enough for a page of ours; more would be a way round the limits. */
const MAXIMUM_BATCH = 20;

/** How many procedures a request names; a batch counts as each of its calls. */
function callsIn(req: Request): number {
  const isBatch = req.url.includes('?') && /[?&]batch=1(&|$)/.test(req.url);
  return isBatch ? Math.min(MAXIMUM_BATCH, req.path.split(/,|%2c/i).length) : 1;
}

/** tRPC as its own clients speak it, under /trpc. */
export function nativeRouter(router: AnyTRPCRouter, caller: Caller): RequestHandler {
  const { RATE_LIMIT_APP: most, RATE_LIMIT_GATE } = caller.deps.env;
  const limit = { door: 'trpc', anonymous: most, signed_in: most, gate: Math.max(most, RATE_LIMIT_GATE) };
  /** What went wrong with a change before tRPC's own adapter saw it. */
  const failures = new WeakMap<Request, { refused: unknown } | { failed: unknown }>();

  const open = (maxBodySize: number) =>
    createExpressMiddleware({
      router,
      maxBatchSize: MAXIMUM_BATCH,
      maxBodySize,
      middleware(req, _res, next) {
        const failure = failures.get(req as Request);
        next(failure && 'failed' in failure ? failure.failed : undefined);
      },
      async createContext({ req, res }) {
        res.setHeader('Cache-Control', cachingOf(req));
        const failure = failures.get(req);
        if (failure && 'refused' in failure) {
          const error = asTrpcError(failure.refused);
          // Without a context, only this tells the formatter who is asking.
          if (error.cause) tellIn(error.cause, refusalLanguage(req));
          const retry = error.cause instanceof DomainError ? error.cause.retry_after_seconds : undefined;
          if (retry !== undefined) res.setHeader('Retry-After', String(retry));
          throw error;
        }
        return contextFor(caller.deps, req, res);
      },
      responseMeta: ({ errors }) =>
        errors.some(({ code }) => code === 'UNAUTHORIZED')
          ? { headers: { 'WWW-Authenticate': 'Bearer realm="setiket"' } }
          : {},
      onError({ error, path, req }) {
        const call = callOf(req);
        call.code = errorCodeOf(error);
        if (getHTTPStatusCodeFromError(error) >= 500)
          call.log.error({ err: error.cause ?? error, procedure: path }, call.code);
      },
    });

  // tRPC takes the longest body as a setting, so there is one handler for each length.
  const handlers = new Map<number, ReturnType<typeof open>>();
  const handle: RequestHandler = (req, res, next) => {
    const max = maxBytes(req, router);
    const handler = handlers.get(max) ?? open(max);
    handlers.set(max, handler);
    return handler(req, res, next);
  };

  /**
   * One change by itself, as the SDK and the web app send each of theirs. It is answered without the way through Fetch's
   * requests, responses and streams, a fifth of what a sale costs this process. Every failure goes that way all the
   * same, so that it is worded in one place.
   */
  return async (req, res, next) => {
    const path = req.path.slice(1);
    const procedures = router._def.procedures as Record<string, { _def: { type: string } }>;
    const isAlone = !req.url.includes('?') && req.headers['trpc-accept'] === undefined;
    const isChange = Object.hasOwn(procedures, path) && procedures[path]?._def.type === 'mutation';
    // Counted before anything is read, so that requests that are no good count as well.
    try {
      await admit(caller, req, res, limit, callsIn(req));
    } catch (refused) {
      failures.set(req, { refused });
      return handle(req, res, next);
    }
    if (!isChange || !isAlone || !isShortJson(req)) return handle(req, res, next);
    const ctx = contextFor(caller.deps, req, res);
    let data: unknown;
    try {
      const getRawInput = () => readShortJson(req);
      data = await callTRPCProcedure({
        router,
        path,
        type: 'mutation',
        ctx,
        signal: signalOf(res),
        batchIndex: 0,
        getRawInput,
      });
    } catch (failed) {
      failures.set(req, { failed });
      return handle(req, res, next);
    }
    const body = JSON.stringify({ result: { data } });
    res.vary('trpc-accept, accept');
    res.setHeader('Cache-Control', cachingOf(req));
    res.setHeader('Content-Type', 'application/json');
    res.setHeader('Content-Length', Buffer.byteLength(body));
    res.end(body);
  };
}

/** How long the body of a request may be: what the procedures in its path need. */
function maxBytes(req: Request, router: AnyTRPCRouter): number {
  if (req.is('multipart/form-data')) return maxFormBytes(req);
  const procedures = router._def.procedures as Record<string, { _def: { meta?: RestMeta } }>;
  const names = req.path.slice(1).replaceAll('%2C', ',').split(',').slice(0, MAXIMUM_BATCH);
  const limits = names.map((name) =>
    Object.hasOwn(procedures, name) ? (procedures[name]?._def.meta?.rest?.max_json_bytes ?? 0) : 0,
  );
  return Math.max(MAX_JSON_BYTES, ...limits);
}

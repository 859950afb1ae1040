import type { Env } from '@setiket/core/env';
import { commonErrors } from '@setiket/core/kernel/errors';
import cors from 'cors';
import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

const EXPOSED_HEADERS = [
  'Link',
  'X-Total-Count',
  'ETag',
  'Location',
  'Content-Disposition',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'X-Request-Id',
  'Idempotent-Replayed',
  'X-Data-Source',
];

/** Security headers. Everything that a page of ours loads is our own; nothing frames us. */
export function securityHeaders(env: Pick<Env, 'PUBLIC_URL'>): RequestHandler {
  const secure = env.PUBLIC_URL.startsWith('https:');
  const headers = headersOf(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          // Swagger UI writes style attributes.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          // Over plain HTTP in a local network this would send the browser to an HTTPS that is not there.
          ...(secure && { upgradeInsecureRequests: [] }),
        },
      },
      strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
      crossOriginEmbedderPolicy: false,
      // Helmet's `no-referrer` would make browsers send `Origin: null` with our own forms.
      referrerPolicy: { policy: 'same-origin' },
    }),
  );
  return (_req, res, next) => {
    for (const [name, value] of headers) res.setHeader(name, value);
    next();
  };
}

/** Helmet says the same to everybody, so it is asked once. */
function headersOf(middleware: RequestHandler): [string, string][] {
  const said = new Map<string, string>();
  const res = {
    setHeader: (name: string, value: string) => said.set(name, value),
    removeHeader: (name: string) => said.delete(name),
  };
  middleware({} as Request, res as unknown as Response, (error?: unknown) => {
    if (error) throw error;
  });
  return [...said];
}

/** CORS for the origins that the operator named, and for no others. */
export function crossOrigin(env: Pick<Env, 'CORS_ORIGINS'>): RequestHandler {
  const origins = new Set(env.CORS_ORIGINS);
  const options = {
    origin: (origin: string | undefined, answer: (error: null, allowed: boolean) => void) =>
      answer(null, origin !== undefined && origins.has(origin)),
    credentials: true,
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 600,
  };
  const preflight = cors(options);
  const plain = cors({ ...options, preflightContinue: true });
  return (req, res, next) => {
    // Without this header an OPTIONS is no preflight, and the route says what it allows.
    const isPreflight = req.method === 'OPTIONS' && req.headers['access-control-request-method'] !== undefined;
    const handle = isPreflight && origins.has(req.headers.origin ?? '') ? preflight : plain;
    // Also where the origin is refused: a cache must not give that answer to one which is not.
    res.vary('Origin');
    if (req.headers.origin === undefined) return next();
    handle(req, res, next);
  };
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser sends cookies along whoever asks it to, so a change that rests on one must come from a page of ours or of
 * an origin that the operator named. A missing `Origin` is fine only where the browser itself vouches for the page.
 * @throws request.origin_refused
 */
export function assertOwnOrigin(req: Request, env: Pick<Env, 'PUBLIC_URL' | 'CORS_ORIGINS'>): void {
  if (SAFE_METHODS.has(req.method)) return;
  const origin = req.headers.origin;
  if (origin === undefined) {
    const site = req.headers['sec-fetch-site'];
    if (site === 'same-origin' || site === 'none') return;
    throw commonErrors.origin_refused();
  }
  const isOurs =
    origin === new URL(env.PUBLIC_URL).origin || env.CORS_ORIGINS.includes(origin) || isHost(origin, req.host);
  if (!isOurs) throw commonErrors.origin_refused();
}

/** HTTP/1.0 needs no Host, and `Origin: null` has none: two absences are no match. */
function isHost(origin: string, host: string | undefined): boolean {
  const asked = URL.parse(origin)?.host;
  return asked !== undefined && asked !== '' && asked === host;
}

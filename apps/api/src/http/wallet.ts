import type { Deps } from '@setiket/core/kernel/context';
import { addressKey, hit, rateLimited } from '@setiket/core/kernel/rate-limit';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { refuseMethod } from '../rest/adapter.ts';
import { callOf } from './call.ts';
import { doorErrors } from './errors.ts';

type Claim = { pass_type: string; serial: string; token: string | undefined };
type Updates = { serialNumbers: string[]; lastUpdated: string };

/** What phones may ask about the passes in them. */
export type WalletService = {
  registerDevice(deps: Deps, claim: Claim & { device_id: string }, body: unknown): Promise<'registered' | 'known'>;
  unregisterDevice(deps: Deps, claim: Claim & { device_id: string }): Promise<void>;
  changedPasses(
    deps: Deps,
    asked: { device_id: string; pass_type: string; since: string | undefined },
  ): Promise<Updates | undefined>;
  latestPass(
    deps: Deps,
    claim: Claim,
    known: { unchanged_since?: Date | undefined },
  ): Promise<{ updated_at: Date; body?: Uint8Array }>;
  logFromDevices(deps: Deps, body: unknown): void;
};

const PREFIXES = ['/api/v1/wallet/apple/v1', '/api/wallet/apple/v1'];
const MAXIMUM = 64 * 1024;
const HOUR = 3600;

/**
 * The web service that Apple Wallet asks for news of passes. Apple names its paths, its `ApplePass` tokens and what each
 * status means, so these are no procedures.
 */
export function appleWallet(deps: Deps, service: WalletService): Router {
  const router = express.Router({ mergeParams: true });
  const registration = '/devices/:device_id/registrations/:pass_type/:serial';
  router
    .route(registration)
    .post(limited(deps), readJson, async (req, res) => {
      const outcome = await refusingSlowly(deps, req, () =>
        service.registerDevice(deps, { ...claimOf(req), device_id: part(req, 'device_id') }, req.body),
      );
      res.status(outcome === 'registered' ? 201 : 200).end();
    })
    .delete(limited(deps), async (req, res) => {
      await refusingSlowly(deps, req, () =>
        service.unregisterDevice(deps, { ...claimOf(req), device_id: part(req, 'device_id') }),
      );
      res.status(200).end();
    })
    .all(refuseMethod('DELETE, OPTIONS, POST'));
  router
    .route('/devices/:device_id/registrations/:pass_type')
    .get(limited(deps), async (req, res) => {
      const { passesUpdatedSince: since } = req.query;
      const updates = await service.changedPasses(deps, {
        device_id: part(req, 'device_id'),
        pass_type: part(req, 'pass_type'),
        since: typeof since === 'string' ? since : undefined,
      });
      if (updates) res.json(updates);
      else res.status(204).end();
    })
    .all(refuseMethod('GET, HEAD, OPTIONS'));
  router
    .route('/passes/:pass_type/:serial')
    .get(limited(deps), (req, res) => sendPass(deps, service, req, res))
    .all(refuseMethod('GET, HEAD, OPTIONS'));
  router
    .route('/log')
    .post(limited(deps), readJson, async (req, res) => {
      await countStranger(deps, req);
      service.logFromDevices({ ...deps, log: callOf(req).log }, req.body);
      res.status(200).end();
    })
    .all(refuseMethod('OPTIONS, POST'));
  const mounted = express.Router();
  mounted.use(PREFIXES, router);
  return mounted;
}

async function sendPass(deps: Deps, service: WalletService, req: Request, res: Response): Promise<void> {
  const given = Date.parse(req.get('If-Modified-Since') ?? '');
  const unchanged_since = Number.isNaN(given) ? undefined : new Date(given);
  const { updated_at, body } = await refusingSlowly(deps, req, () =>
    service.latestPass(deps, claimOf(req), { unchanged_since }),
  );
  res.setHeader('Cache-Control', 'private, no-cache');
  res.setHeader('Last-Modified', updated_at.toUTCString());
  if (!body) return void res.status(304).end();
  res.type('application/vnd.apple.pkpass').send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}

function claimOf(req: Request): Claim {
  const token = /^ApplePass +([\x21-\x7e]+)$/i.exec(req.get('Authorization')?.trim() ?? '')?.[1];
  return { pass_type: part(req, 'pass_type'), serial: part(req, 'serial'), token };
}

function part(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}

const parseJson = express.json({ type: () => true, limit: MAXIMUM });
const readJson: RequestHandler = (req, res, next) =>
  parseJson(req, res, (failure?: unknown) => {
    if (!failure) return next();
    const is_large = (failure as { type?: string }).type === 'entity.too.large';
    next(is_large ? doorErrors.payload_too_large() : doorErrors.malformed_json());
  });

/**
 * Counted by address, as generously as our own pages: thousands of phones may share the address of their network, and after
 * an event was moved they all ask in the same minute. What a phone calls itself is no name to count by: anybody makes up one.
 */
function limited(deps: Deps): RequestHandler {
  return async (req, _res, next) => {
    await count(deps, `wallet:${addressKey(req.ip ?? '')}`, deps.env.RATE_LIMIT_APP);
    next();
  };
}

/** Wrong tokens and lines for the log are counted as what strangers send. */
function countStranger(deps: Deps, req: Request): Promise<void> {
  return count(deps, `wallet:stranger:${addressKey(req.ip ?? '')}`, deps.env.RATE_LIMIT_ANONYMOUS);
}

async function refusingSlowly<T>(deps: Deps, req: Request, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (refusal) {
    if ((refusal as { kind?: string }).kind === 'UNAUTHORIZED') await countStranger(deps, req);
    throw refusal;
  }
}

async function count(deps: Deps, key: string, limit: number): Promise<void> {
  if (!deps.env.RATE_LIMIT) return;
  const state = await hit(deps, { key, limit, window_seconds: HOUR });
  if (!state.allowed) throw rateLimited(state);
}

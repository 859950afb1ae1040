import type { Deps } from '@setiket/core/kernel/context';
import express, { type Router } from 'express';
import { refuseMethod } from '../rest/adapter.ts';
import { doorErrors } from './errors.ts';

type Message = { provider: 'stripe'; body: Buffer; signature: string | undefined };

/** Takes in a provider's message; says what became of it. */
export type ReceiveEvent = (deps: Deps, message: Message) => Promise<string>;

const PATHS = ['/api/v1/payments/webhook/stripe', '/api/payments/webhook/stripe'];
const MAXIMUM = 1024 * 1024;

/**
 * Messages of payment providers. They are no procedures: their signature covers the bytes of the body, which nothing may
 * have parsed before, and it alone says who is asking. A 2xx is the promise that the message has had its effect.
 */
export function webhooks(deps: Deps, receiveEvent: ReceiveEvent): Router {
  const router = express.Router();
  const readBytes = express.raw({ type: () => true, limit: MAXIMUM });
  router
    .route(PATHS)
    .post(
      (req, res, next) => readBytes(req, res, (failure?: unknown) => next(failure && doorErrors.payload_too_large())),
      async (req, res) => {
        const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
        const outcome = await receiveEvent(deps, { provider: 'stripe', body, signature: req.get('Stripe-Signature') });
        res.json({ received: true, outcome });
      },
    )
    .all(refuseMethod('OPTIONS, POST'));
  return router;
}

import { type DomainError, defineErrors } from './errors.ts';

export const outageErrors = defineErrors('request', {
  unavailable: ['SERVICE_UNAVAILABLE', 'The service cannot be reached right now. Try again in a moment.'],
});

/** Seconds after which a caller may try again. */
const RETRY_AFTER = 5;

/**
 * Failures that say "not now" and nothing about the request: the network's, Postgres' (class 08, shutting down, starting,
 * out of connections) and Prisma's (unreachable, timed out, closed, pool exhausted).
 */
const OUTAGES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2037',
]);

const SENTENCES =
  /Can't reach database server|Connection terminated|timeout exceeded when trying to connect|Unable to start a transaction in the given time/;

type Failure = {
  code?: unknown;
  message?: unknown;
  cause?: unknown;
  errors?: unknown;
  meta?: { driverAdapterError?: unknown };
};

/** True when a failure came from something that could not be reached, however deep it is wrapped. */
export function isOutage(error: unknown, depth = 0): boolean {
  if (error === null || typeof error !== 'object' || depth > 6) return false;
  const { code, message, cause, errors, meta } = error as Failure;
  if (typeof code === 'string' && (OUTAGES.has(code) || /^08\w{3}$/.test(code))) return true;
  if (typeof message === 'string' && SENTENCES.test(message)) return true;
  const inner = [cause, meta?.driverAdapterError, ...(Array.isArray(errors) ? errors : [])];
  return inner.some((failure) => isOutage(failure, depth + 1));
}

/** The refusal that an outage becomes on every door. */
export function unavailable(): DomainError {
  return outageErrors.unavailable(undefined, { retry_after_seconds: RETRY_AFTER });
}

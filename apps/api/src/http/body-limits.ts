import { addressKey } from '@setiket/core/kernel/rate-limit';
import type { Request, RequestHandler } from 'express';
import { doorErrors } from './errors.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Texts and lists of ours are a tenth of this. A procedure that needs more says so (`meta.rest.max_json_bytes`). */
export const MAX_JSON_BYTES = 256 * KIB;
/** A picture of ten megabytes and what comes with it. */
const MAX_FORM_BYTES = 12 * MIB;
/** Callers without credentials send a picture of themselves at most. */
const MAX_ANONYMOUS_FORM_BYTES = 3 * MIB;

/** How long a form may be: who sends nothing that says who asks, gets less. Whether it is true is looked at before reading. */
export function maxFormBytes({ headers }: Pick<Request, 'headers'>): number {
  return headers.authorization === undefined && headers.cookie === undefined
    ? MAX_ANONYMOUS_FORM_BYTES
    : MAX_FORM_BYTES;
}

/** Bodies are held in memory while they are read, so all of them together have a limit, and those of an address too. */
const MAX_IN_FLIGHT_BYTES = 128 * MIB;
const MAX_IN_FLIGHT_BYTES_PER_ADDRESS = 48 * MIB;
/** Shorter ones are not counted: a thousand of them are few bytes. */
const UNCOUNTED_BYTES = 16 * KIB;

/**
 * Refuses a body while too many bytes are on their way in (503 with `Retry-After`). One a process. Each door refuses what is
 * too long for its procedure.
 */
export function limitBodies(): RequestHandler {
  const by_address = new Map<string, number>();
  let in_flight = 0;
  return (req, res, next) => {
    const bytes = announcedBytes(req);
    if (bytes <= UNCOUNTED_BYTES) return next();
    const address = addressKey(req.ip ?? '');
    const of_address = by_address.get(address) ?? 0;
    if (in_flight + bytes > MAX_IN_FLIGHT_BYTES || of_address + bytes > MAX_IN_FLIGHT_BYTES_PER_ADDRESS) {
      // What is refused unread must not be read later, as the next request of the connection.
      res.setHeader('Connection', 'close');
      return next(doorErrors.too_much_in_flight(undefined, { retry_after_seconds: 2 }));
    }
    in_flight += bytes;
    by_address.set(address, of_address + bytes);
    res.once('close', () => {
      in_flight -= bytes;
      const left = by_address.get(address)! - bytes;
      if (left > 0) by_address.set(address, left);
      else by_address.delete(address);
    });
    next();
  };
}

/** What a body may weigh: its announced length, or the longest JSON where it comes in chunks. */
function announcedBytes({ headers }: Request): number {
  if (headers['transfer-encoding'] !== undefined) return MIB;
  return Math.min(Number(headers['content-length'] ?? 0), MAX_FORM_BYTES);
}

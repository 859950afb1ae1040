import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Cache, Change } from '@setiket/core/kernel/cache';
import type { Clock } from '@setiket/core/kernel/time';
import type { Request, RequestHandler, Response } from 'express';

/*
 * What everybody may read, as the bytes that are sent: a page of events that a thousand visitors ask for at once is put
 * together and compressed once. An edit drops it in every process (the cache hears of it), a sale of this process drops
 * what tells of that event's places, and after a second it is made anew: for sales of other processes and for what
 * begins or ends by the clock.
 */

/** What was made for one address. */
export type Answer = { headers: Record<string, string>; body: Buffer; etag: string };
/** `events`: those whose places the answer tells. `of_one`: it changes with those alone, not with any event's edit. */
export type About = { events: readonly string[]; of_one: boolean };

type Encoding = 'br' | 'gzip';
type Entry = Answer & {
  about: { events: ReadonlySet<string>; of_one: boolean };
  made_at: number;
  encoded: Map<Encoding, Promise<Buffer>>;
};
/** `changes`: what was heard of since it was begun. */
type Making = { entry: Promise<Entry>; changes: Change[] };

export type ReadyAnswers = {
  /** Bytes that are ready for this request, if there are any. */
  find(key: string): Entry | undefined;
  /** Makes them once for all who ask at the same time. */
  make(key: string, make: Make): Promise<Entry>;
};

type Make = () => Promise<{ answer: Answer; about: About }>;

const TTL_MS = 1_000;
const MOST_ENTRIES = 500;
const LARGEST = 256 * 1024;
/** Below that a packet is not saved. */
const WORTH_COMPRESSING = 1_024;

export function readyAnswers(cache: Cache, clock: Clock): ReadyAnswers {
  const entries = new Map<string, Entry>();
  const makings = new Map<string, Making>();

  const isTouched = ({ about }: Entry, { what, event_id }: Change) =>
    event_id === undefined || about.events.has(event_id) || (what === 'edited' && !about.of_one);

  cache.onChange((change) => {
    for (const [key, entry] of entries) if (isTouched(entry, change)) entries.delete(key);
    // What is being made may have been read before the change; what it tells of is known when it is done.
    for (const { changes } of makings.values()) changes.push(change);
  });

  const keep = (key: string, entry: Entry) => {
    const [oldest] = entries.keys();
    if (entries.size >= MOST_ENTRIES && oldest !== undefined) entries.delete(oldest);
    entries.set(key, entry);
  };

  return {
    find(key) {
      const entry = entries.get(key);
      if (!entry || Math.abs(clock.now().getTime() - entry.made_at) < TTL_MS) return entry;
      entries.delete(key);
      return undefined;
    },
    async make(key, make) {
      for (let running = makings.get(key); running; running = makings.get(key)) {
        const before = running.changes.length;
        const entry = await running.entry;
        // Good enough for who asked before something changed; who asked afterwards gets a newer one.
        if (!running.changes.slice(0, before).some((change) => isTouched(entry, change))) return entry;
      }
      const making: Making = { entry: begin(key, make, () => making), changes: [] };
      if (cache.isHearing()) makings.set(key, making);
      return making.entry;
    },
  };

  async function begin(key: string, make: Make, own: () => Making): Promise<Entry> {
    const made_at = clock.now().getTime();
    try {
      const { answer, about } = await make();
      const events = new Set(about.events);
      const entry: Entry = { ...answer, about: { events, of_one: about.of_one }, made_at, encoded: new Map() };
      const isRight = cache.isHearing() && !own().changes.some((change) => isTouched(entry, change));
      if (isRight && entry.body.length <= LARGEST) keep(key, entry);
      return entry;
    } finally {
      if (makings.get(key) === own()) makings.delete(key);
    }
  }
}

/** Answers at once what is ready. What is not goes on, and becomes ready on its way. */
export function sendReady(
  ready: ReadyAnswers,
  admitted: (req: Request, res: Response) => Promise<unknown>,
): RequestHandler {
  return async (req, res, next) => {
    const key = keyOf(req);
    const entry = key === undefined ? undefined : ready.find(key);
    if (!entry) return next();
    await admitted(req, res);
    res.setHeader('X-Data-Source', 'cache');
    await sendBytes(req, res, entry);
  };
}

/** Sends an answer in the encoding that the caller likes best, or says that it has it already. */
export async function sendBytes(req: Request, res: Response, entry: Entry): Promise<void> {
  for (const [name, value] of Object.entries(entry.headers)) res.setHeader(name, value);
  res.setHeader('ETag', entry.etag);
  if (req.headers['if-none-match'] !== undefined && req.fresh) return void res.status(304).end();
  let body = entry.body;
  if (body.length >= WORTH_COMPRESSING) {
    res.vary('Accept-Encoding');
    const encoding = req.headers['accept-encoding'] && req.acceptsEncodings('br', 'gzip');
    if (encoding === 'br' || encoding === 'gzip') {
      body = await encoded(entry, encoding);
      res.setHeader('Content-Encoding', encoding);
    }
  }
  res.setHeader('Content-Length', body.length);
  res.end(body);
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

function encoded({ encoded: known, body }: Entry, encoding: Encoding): Promise<Buffer> {
  const bytes =
    known.get(encoding) ??
    (encoding === 'br' ? brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : zip(body));
  known.set(encoding, bytes);
  return bytes;
}

/** One answer an address; undefined where it may matter who is asking. */
export function keyOf({ method, headers, originalUrl }: Request): string | undefined {
  const isNobody = headers.authorization === undefined && headers.cookie === undefined;
  return method === 'GET' && isNobody ? originalUrl : undefined;
}

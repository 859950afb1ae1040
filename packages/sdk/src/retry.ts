import { connectionError, retryAfterOf, type SetiketError } from './errors.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type RetryOptions = {
  /** How often a request is repeated; 2 unless said otherwise, 0 turns it off. */
  retries: number;
  /** Wait before the first repetition; doubles with each, and a random part of it is left out. */
  base_delay_ms: number;
  /** A server that asks for a longer wait than this is not waited for: the error says how long. */
  maximum_delay_ms: number;
  /** How long one request may take. */
  timeout_ms: number;
};

export const RETRY_DEFAULTS: RetryOptions = {
  retries: 2,
  base_delay_ms: 250,
  maximum_delay_ms: 20_000,
  timeout_ms: 30_000,
};

/** "Not now". Anything else would be answered the same again. */
const PASSING = new Set([429, 502, 503, 504]);

/**
 * Repeats what failed by accident. That is safe for queries, which change nothing, and for mutations, which carry an
 * `Idempotency-Key`: `init` is sent again as it is, key included, so the effect happens once.
 */
export function withRetries(send: Fetch, options: RetryOptions): Fetch {
  return async (url, init) => {
    for (let attempt = 0; ; attempt++) {
      const outcome = await attemptOnce(send, url, init, options);
      if (attempt >= options.retries || init.signal?.aborted) return settle(outcome);
      const wait = await waitFor(outcome, attempt, options);
      if (wait === undefined) return settle(outcome);
      await delay(wait, init.signal ?? undefined);
    }
  };
}

type Outcome = { answer: Response } | { failure: SetiketError };

async function attemptOnce(
  send: Fetch,
  url: string,
  init: RequestInit,
  { timeout_ms }: RetryOptions,
): Promise<Outcome> {
  const { signal, release } = limited(init.signal ?? undefined, timeout_ms);
  try {
    return { answer: await complete(await send(url, { ...init, signal })) };
  } catch (cause) {
    return { failure: connectionError(cause) };
  } finally {
    release();
  }
}

/**
 * Ends with the caller's signal or after a while. By hand, because `AbortSignal.any` and `AbortSignal.timeout` are missing in
 * Safari before 17.4 and in React Native.
 */
function limited(outer: AbortSignal | undefined, timeout_ms: number): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort(outer?.reason);
  if (outer?.aborted) abort();
  outer?.addEventListener('abort', abort);
  const timer = setTimeout(() => {
    controller.abort(new DOMException('The request took too long.', 'TimeoutError'));
  }, timeout_ms);
  const release = () => {
    clearTimeout(timer);
    outer?.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, release };
}

/** Reads the body here, where a connection that breaks in the middle of it is repeated like one that never was. */
async function complete(answer: Response): Promise<Response> {
  const body = await answer.arrayBuffer();
  return new Response(body.byteLength > 0 ? body : null, { status: answer.status, headers: answer.headers });
}

function settle(outcome: Outcome): Response {
  if ('failure' in outcome) throw outcome.failure;
  return outcome.answer;
}

/** How long to wait before the next attempt; undefined when there should be none. */
async function waitFor(outcome: Outcome, attempt: number, options: RetryOptions): Promise<number | undefined> {
  const backoff = Math.min(options.maximum_delay_ms, options.base_delay_ms * 2 ** attempt);
  const jittered = backoff * (0.5 + Math.random() / 2);
  if ('failure' in outcome) return outcome.failure.code === 'client.aborted' ? undefined : jittered;
  if (!PASSING.has(outcome.answer.status) && !(await isInProgress(outcome.answer))) return undefined;
  const asked = retryAfterOf(outcome.answer);
  if (asked === undefined) return jittered;
  // Everybody was told the same second; a little later by chance spreads them out.
  return asked * 1000 > options.maximum_delay_ms ? undefined : asked * 1000 + jittered;
}

/** The first request with this key is still being worked on: soon there is an answer for both. */
async function isInProgress(answer: Response): Promise<boolean> {
  return answer.status === 409 && (await reasonOf(answer)) === 'idempotency.in_progress';
}

/** The code in a tRPC error; the answer itself stays unread. */
export async function reasonOf(answer: Response): Promise<string | undefined> {
  type Body = { error?: { data?: { reason?: string } } };
  const body = (await answer
    .clone()
    .json()
    .catch(() => undefined)) as Body | Body[] | undefined;
  return [body].flat()[0]?.error?.data?.reason;
}

function delay(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(connectionError(signal?.reason));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

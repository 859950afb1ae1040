import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerApi } from './api/answer.ts';
import type { Book } from './book.ts';
import type { Desk, Disturbance } from './desk.ts';
import { PaymentsFailure } from './failures.ts';
import { answerPage, type PageAnswer } from './pages/pages.ts';
import { answerTest } from './test-api.ts';
import type { Webhooks } from './webhooks.ts';
import { workOf } from './work.ts';

const MAX_BODY_BYTES = 1 << 20;
/** Only this machine: no page of the web may come in under a name of its own that points here. */
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

export type ServerInput = {
  book: Book;
  webhooks: Webhooks;
  desk: Desk;
  base_url(): string;
  now(): number;
  /** The disturbance that the next API request meets, if any. */
  nextDisturbance(): Disturbance | undefined;
};

/** Answers one request: the API under /v1, the tests' endpoints under /_test, pages for browsers everywhere else. */
export async function answerRequest(
  input: ServerInput,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  if (!LOCAL_HOST.test(request.headers.host ?? '')) return sendJson(response, 403, problem('Only from this machine.'));
  const body = await readBody(request);
  if (body === undefined) return sendJson(response, 413, problem('The body is too large.'));
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname.startsWith('/v1/')) return sendApi(input, request, response, url, body);
  // Buttons are pressed here, not by a page of somebody else's that sends this browser along.
  if (request.method === 'POST' && isForeign(request))
    return sendJson(response, 403, problem('Not from another site.'));
  if (url.pathname.startsWith('/_test/')) return sendTest(input, request, response, url, body);
  return sendPage(input, request, response, url, body);
}

function problem(message: string) {
  return { error: { type: 'invalid_request_error', message } };
}

function isForeign(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to the end, or the sender sees a broken connection instead of the answer.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString() : undefined;
}

function sendApi(
  { book, webhooks, base_url, now, nextDisturbance }: ServerInput,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: string,
): void {
  const disturbance = nextDisturbance();
  if (disturbance === 'error') {
    sendJson(response, 500, { error: { type: 'api_error', message: 'Try again later.' } });
    return;
  }
  if (disturbance === 'rate_limit') {
    sendJson(response, 429, {
      error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' },
    });
    return;
  }
  const { 'idempotency-key': key, authorization } = request.headers;
  const answer = answerApi(book, base_url(), now(), {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.search.slice(1),
    body,
    authorization,
    idempotency_key: typeof key === 'string' ? key : undefined,
  });
  // After the answer, which is written by then: a webhook may well be quicker than the one who caused it, but not needlessly.
  setImmediate(webhooks.wake);
  if (disturbance === 'lost_answer') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-type': 'application/json' }).end(answer.body);
}

async function sendTest(
  { desk }: ServerInput,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: string,
): Promise<void> {
  const is_button = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const path = url.pathname.slice('/_test/'.length);
  const [method = 'GET', query] = [request.method, url.search.slice(1)];
  try {
    const result = await answerTest(desk, { method, path, query, body, is_json: !is_button });
    if (!is_button) return sendJson(response, 200, result);
    response.writeHead(303, { location: '/' }).end();
  } catch (error) {
    if (!(error instanceof PaymentsFailure)) throw error;
    sendJson(response, error.status, { error: error.body });
  }
}

function sendPage(
  { book, webhooks, desk, base_url, now }: ServerInput,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: string,
): void {
  const answer = book.work((unit): PageAnswer | undefined => {
    const work = workOf(unit, { now_ms: now(), base_url: base_url(), request_id: null, idempotency_key: null });
    const context = { is_paused: webhooks.isPaused(), webhook: webhooks.target };
    const form = new URLSearchParams(body);
    return answerPage({ method: request.method ?? 'GET', url, form, work, desk }, context);
  });
  setImmediate(webhooks.wake);
  if (!answer) {
    sendJson(response, 404, problem('There is no such page.'));
    return;
  }
  if (answer.location !== undefined) {
    response.writeHead(answer.status, { location: answer.location }).end();
    return;
  }
  response.setHeader('content-security-policy', policy(answer.leads_to ?? []));
  response.setHeader('referrer-policy', 'no-referrer');
  response.writeHead(answer.status, { 'content-type': answer.type ?? 'text/html; charset=utf-8' }).end(answer.body);
}

/** Nothing from elsewhere and no script at all; forms stay here, or end where the shop said that it waits. */
function policy(leads_to: (string | null)[]): string {
  const origins = leads_to.filter((url) => url !== null).map((url) => new URL(url).origin);
  const targets = [...new Set(["'self'", ...origins])].join(' ');
  return (
    `default-src 'none'; style-src 'self'; img-src data:; form-action ${targets}; ` +
    "frame-ancestors 'none'; base-uri 'none'"
  );
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

import { createHash } from 'node:crypto';
import type { Book, Unit } from '../book.ts';
import { PaymentsFailure } from '../failures.ts';
import { parseForm, reader } from '../form.ts';
import { newId, workOf } from '../work.ts';
import { findRoute, type Outcome } from './routes.ts';
import { API_VERSION, expand } from './views.ts';

/** One request of the API, as it came in. */
export type ApiRequest = {
  method: string;
  path: string;
  query: string;
  body: string;
  authorization: string | undefined;
  idempotency_key: string | undefined;
};

export type ApiAnswer = { status: number; body: string; headers: Record<string, string> };

/** Answers a request of the SDK. All that it changes, its answer included, is written before this returns. */
export function answerApi(book: Book, base_url: string, now_ms: number, request: ApiRequest): ApiAnswer {
  const request_id = newId('req');
  const headers = { 'request-id': request_id, 'stripe-version': API_VERSION };
  try {
    checkKey(request.authorization);
    const replay = book.work((unit) => findAnswer(unit, request));
    if (replay) {
      const replayed = { 'idempotent-replayed': 'true', 'idempotency-key': replay.id };
      return { status: replay.status, body: replay.body, headers: { ...headers, ...replayed } };
    }
    const { status, body } = book.work((unit) => carryOut(unit, { base_url, now_ms, request_id }, request));
    return { status, body, headers };
  } catch (error) {
    if (!(error instanceof PaymentsFailure)) throw error;
    return { status: error.status, body: JSON.stringify({ error: error.body }), headers };
  }
}

/** Only test keys: with a live one, somebody believes that money moves here. */
function checkKey(authorization: string | undefined): void {
  const [, bearer] = /^Bearer (\S+)$/.exec(authorization ?? '') ?? [];
  const [, basic] = /^Basic (\S+)$/.exec(authorization ?? '') ?? [];
  const key =
    bearer ??
    Buffer.from(basic ?? '', 'base64')
      .toString()
      .replace(/:$/, '');
  if (/^(sk|rk)_test_/.test(key)) return;
  const unauthorized = (message: string) => new PaymentsFailure(401, { type: 'invalid_request_error', message });
  if (/^(sk|rk)_live_/.test(key)) {
    throw unauthorized('A live key was sent to a local stand-in for Stripe, in which no money moves. Use a test key.');
  }
  if (key === '') throw unauthorized('You did not provide an API key.');
  throw unauthorized(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(8)}`);
}

type Circumstances = { base_url: string; now_ms: number; request_id: string };

function carryOut(unit: Unit, { base_url, now_ms, request_id }: Circumstances, request: ApiRequest) {
  const { method, path, idempotency_key = null } = request;
  const { run, id } = findRoute(method, path);
  const params = reader({ ...parseForm(request.query), ...parseForm(request.body) });
  const paths = params.texts('expand');
  const work = workOf(unit, { now_ms, base_url, request_id, idempotency_key });
  const outcome = run(work, params, id, path);
  params.finish();
  const answered = describe(unit, outcome, paths);
  // A refusal for its parameters never gets here, so that it can be mended and sent again under the same key.
  if (method === 'POST' && idempotency_key !== null) {
    unit.put('answers', { id: idempotency_key, fingerprint: fingerprint(request), ...answered, created: work.now });
  }
  return answered;
}

function describe(unit: Unit, outcome: Outcome, paths: string[]): { status: number; body: string } {
  if ('failure' in outcome) {
    return { status: outcome.failure.status, body: JSON.stringify({ error: outcome.failure.body }) };
  }
  return { status: 200, body: JSON.stringify(expand(unit, outcome.object, paths)) };
}

function findAnswer(unit: Unit, request: ApiRequest) {
  if (request.method !== 'POST' || request.idempotency_key === undefined) return undefined;
  const answer = unit.get('answers', request.idempotency_key);
  if (!answer || answer.fingerprint === fingerprint(request)) return answer;
  const message =
    'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
    `Try using a key other than '${request.idempotency_key}' if you meant to execute a different request.`;
  throw new PaymentsFailure(400, { type: 'idempotency_error', message });
}

/** The same request has the same one, whatever the order of its parameters. */
function fingerprint({ method, path, body }: ApiRequest): string {
  const params = [...new URLSearchParams(body)].map(([name, value]) => `${name}=${value}`).sort();
  return createHash('sha256')
    .update(JSON.stringify([method, path, params]))
    .digest('hex');
}

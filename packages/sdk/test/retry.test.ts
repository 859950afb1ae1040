import { expect, test } from 'vitest';
import {
  createSetiketClient,
  SetiketConnectionError,
  SetiketRateLimitError,
  SetiketServerError,
} from '../src/index.ts';
import { data, failure, type Reply, scripted } from './server.ts';

const quick = { base_delay_ms: 1 };
const login = { username: 'budi', password: 'x' };
const tokens = { access: 'a', refresh: 'r', expires_in: 900 };

const PASSING: Reply[] = [
  'hang up',
  failure({ status: 429, reason: 'request.rate_limited', headers: { 'Retry-After': '0' } }),
  failure({ status: 503, reason: 'request.unavailable' }),
  { status: 502, headers: { 'Content-Type': 'text/html' }, raw: '<h1>Bad gateway</h1>' },
  { status: 504, raw: '' },
  failure({ status: 409, reason: 'idempotency.in_progress', headers: { 'Retry-After': '0' } }),
];

test.each(PASSING)('a mutation is repeated with the same key after %j', async (accident) => {
  await using server = await scripted([accident, accident, data(tokens)]);
  const client = createSetiketClient({ url: server.url, ...quick });
  expect(await client.auth.login.mutate(login)).toEqual(tokens);
  const keys = server.seen.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
});

test('two mutations have two keys, of the factory or of the caller', async () => {
  await using server = await scripted(() => data(tokens));
  const client = createSetiketClient({ url: server.url });
  await client.auth.login.mutate(login);
  await client.auth.login.mutate(login);
  await client.auth.login.mutate(login, { context: { idempotency_key: 'order-7' } });
  const named = createSetiketClient({ url: server.url, idempotency_key_factory: ({ path }) => `my-${path}` });
  await named.auth.login.mutate(login);
  const keys = server.seen.map(({ headers }) => headers['idempotency-key']);
  expect(new Set(keys).size).toBe(4);
  expect(keys.slice(2)).toEqual(['order-7', 'my-auth.login']);
});

test('a query is repeated, without a key', async () => {
  await using server = await scripted(['hang up', data({ items: [], total: 0, next_cursor: null }, true)]);
  const client = createSetiketClient({ url: server.url, ...quick });
  expect(await client.events.list.query({})).toMatchObject({ total: 0 });
  expect(server.seen).toHaveLength(2);
  expect(server.seen[1]?.headers['idempotency-key']).toBeUndefined();
});

test('a connection that breaks in the middle of an answer is repeated', async () => {
  const half: Reply = { headers: { 'Content-Length': '1000' }, raw: '{"result":' };
  await using server = await scripted([half, data(tokens)]);
  // Node would wait for the rest of the half answer: hanging up is the timeout's part here.
  const client = createSetiketClient({ url: server.url, ...quick, timeout_ms: 200 });
  expect(await client.auth.login.mutate(login)).toEqual(tokens);
});

test.each([400, 401, 403, 404, 409, 422, 500])('%i is not repeated', async (status) => {
  await using server = await scripted(() => failure({ status, reason: 'toy.refused' }));
  const client = createSetiketClient({ url: server.url, ...quick });
  await expect(client.auth.login.mutate(login)).rejects.toMatchObject({ status, code: 'toy.refused' });
  expect(server.seen).toHaveLength(1);
});

test('when the repetitions are used up, the last failure is told', async () => {
  await using server = await scripted(() => failure({ status: 503, reason: 'request.unavailable' }));
  const call = createSetiketClient({ url: server.url, ...quick }).auth.login.mutate(login);
  await expect(call).rejects.toBeInstanceOf(SetiketServerError);
  expect(server.seen).toHaveLength(3);
  const once = createSetiketClient({ url: server.url, retries: 0 }).auth.login.mutate(login);
  await expect(once).rejects.toBeInstanceOf(SetiketServerError);
  expect(server.seen).toHaveLength(4);
});

test('Retry-After is obeyed; one that is too long is told instead', async () => {
  const limited = (seconds: string) =>
    failure({ status: 429, reason: 'request.rate_limited', headers: { 'Retry-After': seconds } });
  await using patient = await scripted([limited('1'), data(tokens)]);
  const started = performance.now();
  await createSetiketClient({ url: patient.url, ...quick }).auth.login.mutate(login);
  expect(performance.now() - started).toBeGreaterThan(990);
  await using busy = await scripted(() => limited('3600'));
  const error = await createSetiketClient({ url: busy.url, ...quick })
    .auth.login.mutate(login)
    .catch((failed: unknown) => failed);
  expect(error).toBeInstanceOf(SetiketRateLimitError);
  expect(error).toMatchObject({ retry_after_seconds: 3600 });
  expect(busy.seen).toHaveLength(1);
});

test('a timeout and an abort are connection errors; only the first is repeated', async () => {
  await using server = await scripted(() => 'silence');
  const slow = createSetiketClient({ url: server.url, ...quick, timeout_ms: 50, retries: 1 });
  const late = await slow.auth.login.mutate(login).catch((failed: unknown) => failed);
  expect(late).toBeInstanceOf(SetiketConnectionError);
  expect(late).toMatchObject({ code: 'client.timeout', status: 0 });
  expect(server.seen).toHaveLength(2);
  const controller = new AbortController();
  const call = createSetiketClient({ url: server.url, ...quick }).auth.login.mutate(login, {
    signal: controller.signal,
  });
  setImmediate(() => controller.abort());
  await expect(call).rejects.toMatchObject({ code: 'client.aborted' });
});

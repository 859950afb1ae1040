import '@setiket/core/router';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { createTRPCClient, httpLink } from '@trpc/client';
import { afterEach, describe, expect, test } from 'vitest';
import { post, problemFrom, startToy, USER } from './support.ts';
import type { ToyRouter } from './toy-router.ts';

type Toy = Awaited<ReturnType<typeof startToy>>;
let toy: Toy;
afterEach(() => toy[Symbol.asyncDispose]());

const COOKIE = { Cookie: 'theme=dark; setiket_session=good' };

describe('every answer', () => {
  test('carries a request id: a sane one that was sent, else a new one', async () => {
    toy = await startToy();
    const given = await toy.fetch('/api/v1/whoami', { headers: { 'X-Request-Id': 'abc-123' } });
    expect(given.headers.get('X-Request-Id')).toBe('abc-123');
    expect(await given.json()).toMatchObject({ id: 'abc-123' });
    for (const bad of ['two words', 'x'.repeat(200), '{"a":1}']) {
      const answer = await toy.fetch('/nowhere', { headers: { 'X-Request-Id': bad } });
      expect(answer.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
      expect((await problemFrom(answer)).request_id).toBe(answer.headers.get('X-Request-Id'));
    }
  });

  test('is one line of the log, without query, body or secret', async () => {
    toy = await startToy();
    await toy.fetch('/api/v1/toys?search=hunter2', { headers: { Authorization: 'Bearer good' } });
    await toy.fetch('/api/v1/toys', post({ title: 'hunter2', price: 'x' }));
    await toy.fetch('/api/v1/explode', { method: 'POST' });
    const lines = await toy.lines();
    const access = lines.filter((line) => line.msg === 'request');
    expect(access).toMatchObject([
      { method: 'GET', path: '/api/v1/toys', status: 200, actor: USER.id, request_id: expect.any(String) },
      { method: 'POST', path: '/api/v1/toys', status: 400, code: 'request.invalid', duration_ms: expect.any(Number) },
      { method: 'POST', path: '/api/v1/explode', status: 500, code: 'request.internal_server_error' },
    ]);
    const failures = lines.filter((line) => line.msg === 'request.internal_server_error');
    expect(failures).toHaveLength(1);
    expect(JSON.stringify(failures)).toContain('toy-router.ts');
    expect(JSON.stringify([...access, lines[0]])).not.toContain('hunter2');
  });

  test('has security headers', async () => {
    toy = await startToy();
    const { headers } = await toy.fetch('/nowhere');
    expect(headers.get('Content-Security-Policy')).toContain("script-src 'self';");
    expect(headers.get('Content-Security-Policy')).not.toContain('upgrade-insecure-requests');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('X-Powered-By')).toBeNull();
    expect(headers.get('Strict-Transport-Security')).toBeNull();
  });
});

describe('problems', () => {
  test('the use case decides code, status, fields and Retry-After', async () => {
    toy = await startToy();
    const answer = await toy.fetch('/api/v1/refuse/', { method: 'POST' });
    expect(answer.headers.get('Retry-After')).toBe('7');
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(await problemFrom(answer)).toEqual({
      type: '/problems/toy.broken',
      title: 'Conflict',
      status: 409,
      detail: 'This toy is broken.',
      instance: '/api/v1/refuse/',
      code: 'toy.broken',
      request_id: answer.headers.get('X-Request-Id'),
      // `title` belongs to RFC 9457, so the field of that name stands in `errors` only.
      errors: {
        title: [{ code: 'invalid', params: {}, message: 'Worn.' }],
        wheel: [{ code: 'invalid', params: {}, message: 'Gone.' }],
      },
      wheel: ['Gone.'],
    });
  });

  test('invalid input has one array a field, as documented', async () => {
    toy = await startToy();
    const problem = await problemFrom(await toy.fetch('/api/v1/toys', post({ title: 'Car', price: -1 })));
    expect(problem).toMatchObject({
      detail: 'Validation failed.',
      price: ['Price must be greater or equal than 0'],
      errors: { price: [{ code: 'price_negative', params: {}, message: 'Price must be greater or equal than 0' }] },
    });
  });

  test('refusals and fields are told in the language that is asked for by name', async () => {
    toy = await startToy();
    const ask = async (language?: string) =>
      problemFrom(
        await toy.fetch(
          '/api/v1/toys',
          post({ price: 1 }, language === undefined ? {} : { 'Accept-Language': language }),
        ),
      );
    const english = {
      detail: 'Validation failed.',
      errors: { title: [{ code: 'required', message: 'This field is required.' }] },
    };
    for (const language of [undefined, '*', 'en', 'de, en;q=0.5', 'en, id;q=0.5'])
      expect(await ask(language)).toMatchObject(english);
    for (const language of ['id', 'id-ID,id;q=0.9,en;q=0.8'])
      expect(await ask(language)).toMatchObject({
        errors: { title: [{ code: 'required', params: {}, message: 'Wajib diisi.' }] },
      });
    const headers = { 'Accept-Language': 'id', Authorization: 'Bearer bad' };
    const native = await toy.fetch('/trpc/toys.create', post({ price: 1 }, headers));
    const rest = await toy.fetch('/api/v1/toys', post({ price: 1 }, headers));
    const { error } = (await native.json()) as { error: { message: string } };
    expect((await problemFrom(rest)).detail).toBe(error.message);
    expect(error.message).not.toMatch(/token/i);
  });

  test('what is internal stays inside, on both doors', async () => {
    toy = await startToy();
    const rest = await toy.fetch('/api/v1/explode', { method: 'POST' });
    expect(rest.status).toBe(500);
    const native = await toy.fetch('/trpc/calls.explode', post({}));
    expect(native.status).toBe(500);
    for (const answer of [rest, native]) expect(await answer.text()).not.toMatch(/hunter2|stack|toy-router/);
  });

  test('a native error has the same code and fields', async () => {
    toy = await startToy();
    const client = createTRPCClient<ToyRouter>({ links: [httpLink({ url: `${toy.url}/trpc` })] });
    await expect(client.calls.refuse.mutate({})).rejects.toMatchObject({
      message: 'This toy is broken.',
      data: {
        httpStatus: 409,
        reason: 'toy.broken',
        retry_after_seconds: 7,
        errors: { wheel: [{ code: 'invalid', params: {}, message: 'Gone.' }] },
      },
    });
  });
});

describe('without a database', () => {
  const nowhere = 'postgres://setiket:secret@127.0.0.1:1/setiket';

  test('health says so, and both doors say 503 with Retry-After', async () => {
    toy = await startToy({ database_url: nowhere, settings: { RATE_LIMIT: 'off' } });
    for (const path of ['/api/v1/health/', '/api/health', '/health']) {
      const answer = await toy.fetch(path);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toEqual({ status: 'unhealthy', database: 'disconnected', version: '1.0.0' });
    }
    const rest = await toy.fetch('/api/v1/rows');
    expect(rest.headers.get('Retry-After')).toBe('5');
    const problem = await problemFrom(rest);
    expect(problem).toMatchObject({ status: 503, code: 'request.unavailable' });
    expect(JSON.stringify(problem)).not.toMatch(/127\.0\.0\.1|prisma/i);
    const native = await toy.fetch('/trpc/calls.rows?input={}');
    expect(native.status).toBe(503);
    expect(native.headers.get('Retry-After')).toBe('5');
    expect(await native.text()).not.toMatch(/127\.0\.0\.1|prisma/i);
  });

  test('so do the limits, which live in it', async () => {
    toy = await startToy({ database_url: nowhere });
    expect(await problemFrom(await toy.fetch('/api/v1/whoami'))).toMatchObject({ code: 'request.unavailable' });
    expect((await toy.fetch('/trpc/calls.whoami')).status).toBe(503);
  });
});

test('health with a database', async () => {
  toy = await startToy();
  const answer = await toy.fetch('/api/v1/health/');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: 'healthy', database: 'connected', version: '1.0.0' });
});

describe('credentials', () => {
  const whoami = async (headers: Record<string, string>) => toy.fetch('/api/v1/whoami/', { headers });

  test('token, cookie, nobody', async () => {
    toy = await startToy();
    expect(await (await whoami({ Authorization: 'bearer good' })).json()).toMatchObject({ name: 'budi' });
    expect(await (await whoami(COOKIE)).json()).toMatchObject({ name: 'budi' });
    expect(await (await whoami({ Cookie: 'setiket_session=stale' })).json()).toMatchObject({ name: 'nobody' });
    expect(await (await whoami({})).json()).toMatchObject({ name: 'nobody' });
  });

  test('two cookies of one name are nobody’s: a sibling domain may have planted either', async () => {
    toy = await startToy();
    const twice = { Cookie: 'setiket_session=good; setiket_session=good' };
    expect(await (await whoami(twice)).json()).toMatchObject({ name: 'nobody' });
  });

  test('what is answered to somebody is stored nowhere', async () => {
    toy = await startToy();
    const cachingOf = async (path: string, headers: Record<string, string>) =>
      (await toy.fetch(path, { headers })).headers.get('Cache-Control');
    for (const path of ['/api/v1/whoami/', '/trpc/calls.whoami']) {
      expect(await cachingOf(path, { Authorization: 'Bearer good' })).toBe('private, no-store');
      expect(await cachingOf(path, {})).toBe('private, no-cache');
    }
  });

  test('requests that are no good count like others', async () => {
    toy = await startToy({ settings: { RATE_LIMIT_APP: '3' } });
    const malformed = () =>
      toy.fetch('/trpc/toys.create', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{' });
    for (let n = 0; n < 3; n++) expect((await malformed()).status).toBe(400);
    expect((await malformed()).status).toBe(429);
    expect((await toy.fetch('/trpc/calls.whoami')).status).toBe(429);
  });

  test.each(['Bearer bad', 'Bearer', 'Basic YTpi', 'good', 'Bearer good more'])(
    '"%s" is 401, everywhere',
    async (value) => {
      toy = await startToy();
      const rest = await whoami({ Authorization: value, ...COOKIE });
      expect(rest.headers.get('WWW-Authenticate')).toMatch(/^Bearer /);
      expect(await problemFrom(rest)).toMatchObject({ status: 401, code: 'request.token_invalid' });
      const native = await toy.fetch('/trpc/calls.whoami', { headers: { Authorization: value } });
      expect(native.status).toBe(401);
      expect(native.headers.get('WWW-Authenticate')).toBe('Bearer realm="setiket"');
      expect(JSON.parse(await native.text())).toMatchObject({ error: { data: { reason: 'request.token_invalid' } } });
    },
  );

  test('401 without credentials, 403 without the role', async () => {
    toy = await startToy();
    const anonymous = await toy.fetch('/api/v1/admins');
    expect(anonymous.headers.get('WWW-Authenticate')).toBe('Bearer realm="setiket"');
    expect(await problemFrom(anonymous)).toMatchObject({ detail: 'Authentication credentials were not provided.' });
    const customer = await toy.fetch('/api/v1/admins', { headers: { Authorization: 'Bearer good' } });
    expect(await problemFrom(customer)).toMatchObject({ status: 403, detail: 'Insufficient role permissions.' });
  });

  test.each([
    [{ Origin: 'http://setiket.test' }, 205],
    [{ Origin: 'https://partner.test' }, 205],
    [{ 'Sec-Fetch-Site': 'same-origin' }, 205],
    [{ Origin: 'https://evil.test' }, 403],
    [{ Origin: 'http://setiket.test.evil.test' }, 403],
    [{ Origin: 'null' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{}, 403],
  ])('a cookie and %j: %i', async (headers, status) => {
    toy = await startToy({ settings: { CORS_ORIGINS: 'https://partner.test' } });
    const rest = await toy.fetch('/api/v1/leave', { method: 'POST', headers: { ...COOKIE, ...headers } });
    expect(rest.status).toBe(status);
    const native = await toy.fetch(
      '/trpc/calls.leave',
      post({}, { ...COOKIE, ...(headers as Record<string, string>) }),
    );
    expect(native.status).toBe(status === 205 ? 200 : 403);
    if (status === 403) expect(await problemFrom(rest)).toMatchObject({ code: 'request.origin_refused' });
  });

  test('no host and no origin are not the same', async () => {
    toy = await startToy();
    const socket = connect(toy.port, '127.0.0.1');
    socket.write(`POST /api/v1/leave HTTP/1.0\r\nOrigin: null\r\nCookie: ${COOKIE.Cookie}\r\n\r\n`);
    expect(await text(socket)).toContain('request.origin_refused');
  });

  test('the host that was asked is an own origin; a token needs none', async () => {
    toy = await startToy();
    const same = await toy.fetch('/api/v1/leave', { method: 'POST', headers: { ...COOKIE, Origin: toy.url } });
    expect(same.status).toBe(205);
    const headers = { Authorization: 'Bearer good', Origin: 'https://evil.test' };
    expect((await toy.fetch('/api/v1/leave', { method: 'POST', headers })).status).toBe(205);
  });

  test('the preferred language', async () => {
    toy = await startToy();
    for (const [header, locale] of [
      ['en-GB,en;q=0.9', 'en'],
      ['fr', 'id'],
      ['id,en;q=0.5', 'id'],
      ['', 'id'],
    ] as const) {
      expect(await (await whoami(header ? { 'Accept-Language': header } : {})).json()).toMatchObject({ locale });
    }
  });

  test('the address behind as many proxies as there are', async () => {
    toy = await startToy({ settings: { TRUST_PROXY: '1' } });
    const answer = await whoami({ 'X-Forwarded-For': '203.0.113.9, 198.51.100.7' });
    expect(await answer.json()).toMatchObject({ ip: '198.51.100.7' });
  });
});

describe('CORS', () => {
  test('named origins may, with credentials; others may not', async () => {
    toy = await startToy({ settings: { CORS_ORIGINS: 'https://partner.test' } });
    const headers = { Origin: 'https://partner.test', 'Access-Control-Request-Method': 'POST' };
    const preflight = await toy.fetch('/api/v1/toys', { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe('https://partner.test');
    expect(preflight.headers.get('Access-Control-Allow-Credentials')).toBe('true');
    const answer = await toy.fetch('/api/v1/toys', { headers: { Origin: 'https://partner.test' } });
    expect(answer.headers.get('Access-Control-Expose-Headers')).toContain('X-Total-Count');
    const refused = await toy.fetch('/nowhere', { headers: { Origin: 'https://evil.test' } });
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(refused.headers.get('Vary')).toContain('Origin');
  });
});

describe('limits', () => {
  const few = { RATE_LIMIT_ANONYMOUS: '2', RATE_LIMIT_SIGNED_IN: '3', RATE_LIMIT_APP: '5' };

  test('by address, then 429 until the hour is over', async () => {
    toy = await startToy({ settings: few });
    const first = await toy.fetch('/api/v1/whoami');
    const limits = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];
    expect(limits.map((name) => first.headers.get(name))).toEqual(['2', '1', '2700']);
    await toy.fetch('/api/nothing');
    const third = await toy.fetch('/api/v1/whoami');
    expect(limits.map((name) => third.headers.get(name))).toEqual(['2', '0', '2700']);
    expect(third.headers.get('Retry-After')).toBe('2700');
    expect(await problemFrom(third)).toMatchObject({ status: 429, code: 'request.rate_limited' });
    expect((await toy.fetch('/api/v1/health')).status).toBe(200);
    toy.clock.advance(2700);
    expect((await toy.fetch('/api/v1/whoami')).status).toBe(200);
  });

  test('by account when signed in; bad tokens count for the address', async () => {
    toy = await startToy({ settings: few });
    const headers = { Authorization: 'Bearer good' };
    for (const status of [200, 200, 200, 429])
      expect((await toy.fetch('/api/v1/whoami', { headers })).status).toBe(status);
    const bad = { Authorization: 'Bearer bad' };
    for (const status of [401, 401, 429])
      expect((await toy.fetch('/api/v1/whoami', { headers: bad })).status).toBe(status);
  });

  test('/trpc has its own, and each call of a batch counts', async () => {
    toy = await startToy({ settings: few });
    const batch = '/trpc/calls.whoami,calls.whoami,calls.whoami?batch=1';
    expect((await toy.fetch(batch)).headers.get('RateLimit-Remaining')).toBe('2');
    const over = await toy.fetch(batch);
    expect(over.status).toBe(429);
    expect(over.headers.get('Retry-After')).toBe('2700');
    expect((await toy.fetch('/api/v1/whoami')).status).toBe(200);
  });

  test('off', async () => {
    toy = await startToy({ settings: { ...few, RATE_LIMIT: 'off' } });
    for (let n = 0; n < 5; n++) expect((await toy.fetch('/api/v1/whoami')).status).toBe(200);
  });
});

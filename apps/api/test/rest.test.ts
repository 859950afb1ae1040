import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, problemFrom, startToy } from './support.ts';

const ID = '0198c0de-0000-7000-8000-000000000001';
const SIGNED_IN = { Authorization: 'Bearer good' };
let toy: Awaited<ReturnType<typeof startToy>>;

beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy[Symbol.asyncDispose]());

/** Bytes as written, for what `fetch` would not send. */
async function raw(request: string): Promise<string> {
  const socket = connect(toy.port, '127.0.0.1');
  socket.write(request);
  return text(socket);
}

async function echo(query: string): Promise<unknown> {
  const answer = await toy.fetch(`/api/v1/toys/echo?${query}`);
  expect(answer.status).toBe(200);
  return JSON.parse(((await answer.json()) as { seen: string }).seen);
}

describe('paths', () => {
  test.each([
    `/api/v1/toys/${ID}`,
    `/api/v1/toys/${ID}/`,
    `/api/toys/${ID}`,
    `/api/toys/${ID}/`,
    `/api/v1/toy/${ID}/`,
    `/api/toy/${ID}`,
  ])('%s', async (path) => {
    const answer = await toy.fetch(path);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ id: ID });
  });

  test.each([`http://setiket.test/api/v1/toys/${ID}?x`, `http://setiket.test/api/v1/toys/${ID}`])(
    'a target in absolute form is served by its path: %s',
    async (target) => {
      const answer = await raw(`GET ${target} HTTP/1.1\r\nHost: setiket.test\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(target.endsWith('?x') ? /^HTTP\/1.1 400 / : /^HTTP\/1.1 200 /);
    },
  );

  test('a page asked for by an absolute target links to its own pages', async () => {
    const answer = await raw(
      'GET http://elsewhere.test/api/v1/toys?page_size=1 HTTP/1.1\r\nHost: setiket.test\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(answer).toMatch(/Link: <http:\/\/setiket.test\/api\/v1\/toys\?/i);
  });

  test('an alias of another method takes its parameters from its own path', async () => {
    const answer = await toy.fetch(`/api/v1/toys/${ID}/remove`, post({ reason: 'old' }, SIGNED_IN));
    expect(await answer.json()).toEqual({ reason: 'old', silent: true });
    expect((await toy.fetch('/api/v1/toy-search/car', { method: 'POST' })).status).toBe(200);
  });

  test('several procedures share a path, whatever each calls its parameter', async () => {
    const init = {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', ...SIGNED_IN },
      body: '{"title":null}',
    };
    expect(await (await toy.fetch(`/api/v1/toys/${ID}`, init)).json()).toEqual({ toy_id: ID, title: null });
  });

  test('parameters are decoded', async () => {
    const answer = await toy.fetch('/api/v1/named/caf%C3%A9%20%2F%20x');
    expect(await answer.json()).toEqual({ name: 'café / x' });
  });

  test.each([
    '/api/v1/nothing',
    '/api/v1/toys/not-a-uuid',
    '/api/v1/named/a%00b',
    '/api/v2/toys',
    '/nowhere',
    '/api/v1//toys',
  ])('%s is not found', async (path) => {
    const problem = await problemFrom(await toy.fetch(path));
    expect(problem).toMatchObject({
      status: 404,
      detail: 'Not found.',
      code: 'request.not_found',
      type: '/problems/request.not_found',
    });
  });

  test('a malformed id is 404 even where the body is wrong as well', async () => {
    const init = {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', ...SIGNED_IN },
      body: '{"title":5}',
    };
    expect((await toy.fetch('/api/v1/toys/7', init)).status).toBe(404);
  });

  test('percent signs that encode nothing are 400', async () => {
    for (const path of ['/api/v1/named/%zz', '/api/v1/named/%ff', '/api/v1/toys/echo?text=%zz']) {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      expect(answer).toContain('request.malformed_url');
    }
  });
});

describe('methods', () => {
  test('405 names what is allowed', async () => {
    const answer = await toy.fetch('/api/v1/toys', { method: 'DELETE' });
    expect(answer.headers.get('Allow')).toBe('GET, HEAD, OPTIONS, POST');
    expect(await problemFrom(answer)).toMatchObject({ status: 405, code: 'request.method_not_supported' });
  });

  test('OPTIONS', async () => {
    const answer = await toy.fetch(`/api/v1/toys/${ID}/`, { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('Allow')).toBe('DELETE, GET, HEAD, OPTIONS, PATCH');
  });

  test('HEAD is GET without its body', async () => {
    const answer = await toy.fetch('/api/v1/toys', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('X-Total-Count')).toBe('45');
    expect(await answer.text()).toBe('');
    expect((await toy.fetch('/api/v1/nothing', { method: 'HEAD' })).status).toBe(404);
  });
});

describe('query', () => {
  test('text becomes what the schema expects', async () => {
    expect(await echo('text=5&count=5&flag=false&ids=1&ids=2')).toEqual({
      text: '5',
      count: 5,
      flag: false,
      ids: [1, 2],
    });
    expect(await echo('ids=3&text=')).toEqual({ ids: [3], text: '' });
    expect(await echo('text=a%20b+c')).toEqual({ text: 'a b c' });
  });

  test('comma lists', async () => {
    expect(await echo('order=price,title')).toEqual({ order: ['price', 'title'] });
    expect(await echo('order=-price')).toEqual({ order: ['-price'] });
  });

  test.each([
    ['count=many', 'count'],
    ['count=', 'count'],
    ['count=1&count=2', 'count'],
    ['flag=maybe', 'flag'],
    ['text=a%00', 'text'],
    ['colour=red', 'colour'],
    ['__proto__=1', '__proto__'],
    ['constructor=1', 'constructor'],
    ['ids[]=1', 'ids[]'],
  ])('%s is refused and %s named', async (query, field) => {
    const problem = await problemFrom(await toy.fetch(`/api/v1/toys/echo?${query}`));
    expect(problem).toMatchObject({ status: 400, code: 'request.invalid', detail: 'Validation failed.' });
    expect(Object.keys(problem.errors as object)).toEqual([field]);
  });

  test('a path parameter is no query parameter, and bodies have none', async () => {
    expect((await toy.fetch(`/api/v1/toys/${ID}?id=${ID}`)).status).toBe(400);
    expect((await toy.fetch('/api/v1/toys?x=1', post({ title: 'a', price: 1 }))).status).toBe(400);
    expect((await toy.fetch('/api/v1/whoami?x=1')).status).toBe(400);
  });
});

describe('bodies', () => {
  const send = (body: string | undefined, type?: string) =>
    toy.fetch('/api/v1/toys', {
      method: 'POST',
      headers: type ? { 'Content-Type': type } : {},
      ...(body !== undefined && { body }),
    });

  test('JSON in, JSON out, with the status and headers of the procedure', async () => {
    const answer = await send('{"title":"Car","price":0,"more":1}', 'application/json; charset=utf-8');
    expect(answer.status).toBe(201);
    expect(answer.headers.get('Location')).toBe('/api/v1/toys/1');
    expect(await answer.json()).toEqual({ title: 'Car', price: 0 });
    expect((await send('{"title":"Car","price":0}', 'application/merge-patch+json')).status).toBe(201);
  });

  test.each([
    ['{"title":', 'application/json', 400, 'request.malformed_json'],
    ['{"title":"Car","price":1}', 'text/plain', 415, 'request.unsupported_media_type'],
    ['title=Car&price=1', 'application/x-www-form-urlencoded', 415, 'request.unsupported_media_type'],
    ['{}', 'application/json; charset=klingon', 415, 'request.unsupported_media_type'],
    ['[]', 'application/json', 400, 'request.invalid'],
    ['"text"', 'application/json', 400, 'request.invalid'],
    ['null', 'application/json', 400, 'request.invalid'],
    ['{"title":"a\\u0000","price":1}', 'application/json', 400, 'request.invalid'],
    ['{"title":"\\ud800","price":1}', 'application/json', 400, 'request.invalid'],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'application/json', 400, 'request.invalid'],
    [JSON.stringify({ title: 'x'.repeat(1_100_000), price: 1 }), 'application/json', 413, 'request.payload_too_large'],
    ['{"title":"Car","price":"5"}', 'application/json', 400, 'request.invalid'],
    ['{"title":"Car","price":null}', 'application/json', 400, 'request.invalid'],
    [undefined, undefined, 400, 'request.invalid'],
  ])('refusal %#', async (body, type, status, code) => {
    expect(await problemFrom(await send(body, type))).toMatchObject({ status, code });
  });

  test('no body is an empty object', async () => {
    for (const headers of [{}, { 'Content-Type': 'application/json' }, { 'Content-Type': 'text/plain' }]) {
      const answer = await toy.fetch('/api/v1/leave/', { method: 'POST', headers: { ...headers, ...SIGNED_IN } });
      expect(answer.status).toBe(205);
      expect(answer.headers.get('Content-Type')).toBeNull();
      expect(await answer.text()).toBe('');
    }
  });

  test('DELETE takes a JSON body, which is not coerced, or none', async () => {
    const remove = (body?: string) =>
      toy.fetch(`/api/v1/toys/${ID}/`, {
        method: 'DELETE',
        headers: { ...SIGNED_IN, 'Content-Type': 'application/json' },
        ...(body !== undefined && { body }),
      });
    expect(await (await remove('{"reason":"","silent":false}')).json()).toEqual({ reason: '', silent: false });
    expect(await (await remove()).json()).toEqual({ reason: null, silent: true });
    expect((await remove('{"silent":"false"}')).status).toBe(400);
  });

  test('a compressed body is read, a broken one refused', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    const packed = new Uint8Array(
      await new Response(
        new Blob(['{"title":"Car","price":1}']).stream().pipeThrough(new CompressionStream('gzip')),
      ).arrayBuffer(),
    );
    expect((await toy.fetch('/api/v1/toys', { method: 'POST', headers, body: packed })).status).toBe(201);
    expect((await toy.fetch('/api/v1/toys', { method: 'POST', headers, body: 'plain' })).status).toBe(400);
  });

  test('credentials are judged before a body is read', async () => {
    const answer = await toy.fetch('/api/v1/leave', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{',
    });
    expect(answer.status).toBe(401);
  });
});

describe('answers', () => {
  test('a page is an array with Link and X-Total-Count', async () => {
    const answer = await toy.fetch('/api/v1/toys/?search=a%20b&page=2&is_soft=true');
    expect(await answer.json()).toHaveLength(20);
    expect(answer.headers.get('X-Total-Count')).toBe('45');
    const link = (page: number, rel: string) =>
      `<http://setiket.test/api/v1/toys/?search=a%20b&page=${page}&is_soft=true>; rel="${rel}"`;
    expect(answer.headers.get('Link')?.replaceAll('a+b', 'a%20b')).toBe(
      [link(1, 'first'), link(1, 'prev'), link(3, 'next'), link(3, 'last')].join(', '),
    );
    const lastPage = await toy.fetch('/api/v1/toys?page=3');
    expect(lastPage.headers.get('Link')).not.toContain('rel="next"');
  });

  test('ETag and 304', async () => {
    const first = await toy.fetch('/api/v1/toys');
    const etag = first.headers.get('ETag') ?? '';
    expect(etag).toMatch(/^W\//);
    const second = await toy.fetch('/api/v1/toys', { headers: { 'If-None-Match': etag } });
    expect(second.status).toBe(304);
    expect(await second.text()).toBe('');
    expect((await toy.fetch('/api/v1/toys?page=2', { headers: { 'If-None-Match': etag } })).status).toBe(200);
  });

  test('files', async () => {
    const pdf = await toy.fetch(`/api/v1/toys/${ID}.pdf`);
    expect(pdf.headers.get('Content-Type')).toBe('application/pdf');
    expect(pdf.headers.get('Content-Disposition')).toBe(
      `attachment; filename="toy ?.pdf"; filename*=UTF-8''toy%20%C3%A9.pdf`,
    );
    expect(await pdf.text()).toBe('%PDF-1.7');
    const csv = await toy.fetch('/api/v1/toys.csv');
    expect(csv.headers.get('Content-Disposition')).toBe('inline');
    expect(await csv.text()).toBe('a,b\n1,2\n');
  });
});

import { createTRPCClient, httpBatchLink, httpLink } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, startToy } from './support.ts';
import type { ToyRouter } from './toy-router.ts';

const ID = '0198c0de-0000-7000-8000-000000000001';
/** Headers that no two answers have in common, or that say how an answer is sent and not what it is. */
const OF_THE_MOMENT = new Set([
  'date',
  'x-request-id',
  'ratelimit-remaining',
  'content-length',
  'transfer-encoding',
  'vary',
]);
let toy: Awaited<ReturnType<typeof startToy>>;

beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy[Symbol.asyncDispose]());

describe('regression: REST never makes a schema lax', () => {
  const native = () => createTRPCClient<ToyRouter>({ links: [httpLink({ url: `${toy.url}/trpc` })] });

  test.each([null, '5', '', 'false'])('price %j is refused natively after REST calls', async (wrong) => {
    await toy.fetch('/api/v1/toys/echo?count=5&flag=true&ids=1');
    expect((await toy.fetch('/api/v1/toys', post({ title: 'Car', price: wrong }))).status).toBe(400);
    const call = native().toys.create.mutate({ title: 'Car', price: wrong as unknown as number });
    await expect(call).rejects.toMatchObject({
      data: { reason: 'request.invalid', errors: { price: expect.any(Array) } },
    });
    await expect(native().toys.echo.query({ count: '5' as unknown as number })).rejects.toMatchObject({
      data: { httpStatus: 400 },
    });
  });
});

describe('native', () => {
  test('batches share a request, up to a bound', async () => {
    const client = createTRPCClient<ToyRouter>({ links: [httpBatchLink({ url: `${toy.url}/trpc` })] });
    const names = await Promise.all([client.toys.byName.query({ name: 'a' }), client.toys.byName.query({ name: 'b' })]);
    expect(names).toEqual([{ name: 'a' }, { name: 'b' }]);
    const paths = Array.from({ length: 21 }, () => 'toys.byName').join(',');
    expect((await toy.fetch(`/trpc/${paths}?batch=1&input={}`)).status).toBe(400);
  });

  test('forms', async () => {
    const form = new FormData();
    form.set('id', ID);
    form.set('caption', 'x');
    form.set('file', new File(['abc'], 'a.png'));
    const client = createTRPCClient<ToyRouter>({ links: [httpLink({ url: `${toy.url}/trpc` })] });
    expect(await client.toys.upload.mutate(form)).toMatchObject({ bytes: 3, name: 'a.png' });
  });

  test('a body has a bound', async () => {
    const body = JSON.stringify({ title: 'x'.repeat(13 * 1024 * 1024), price: 1 });
    const answer = await toy.fetch('/trpc/toys.create', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(413);
  });

  test.each([
    ['a change', 'toys.create', '{"title":"Car","price":5}', 200],
    ['a body that the schema refuses', 'toys.create', '{"title":"Car","price":-1}', 400],
    ['a body that is no JSON', 'toys.create', '{"title":', 400],
    ['a body that is no object', 'toys.create', 'null', 400],
    ['a caller who is not signed in', 'toys.change', `{"toy_id":"${ID}"}`, 401],
    ['a query sent as a change', 'toys.byName', '{"name":"a"}', 405],
    ['a procedure that is not there', 'toys.nothing', '{}', 404],
    ['a refusal of the use case', 'calls.refuse', '{}', 409],
  ])('%s is answered alike by the short way and by tRPC’s own adapter', async (_what, path, body, status) => {
    const ask = async (url: string) => {
      const answer = await toy.fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
      const headers = Object.fromEntries(answer.headers);
      for (const name of Object.keys(headers)) if (OF_THE_MOMENT.has(name)) delete headers[name];
      const text = (await answer.text()).replaceAll(/"request_id":"[^"]*"/g, '');
      return { status: answer.status, headers, text };
    };
    const short = await ask(`/trpc/${path}`);
    expect(short).toEqual(await ask(`/trpc/${path}?way=long`));
    expect(short.status).toBe(status);
  });

  test('NUL characters are refused, not passed on to the database', async () => {
    const client = createTRPCClient<ToyRouter>({ links: [httpLink({ url: `${toy.url}/trpc` })] });
    await expect(client.calls.find.mutate({ username: 'a\0' })).rejects.toMatchObject({
      data: { reason: 'request.invalid' },
    });
  });
});

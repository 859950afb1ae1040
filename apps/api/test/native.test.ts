import { createTRPCClient, httpBatchLink, httpLink } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, startToy } from './support.ts';
import type { ToyRouter } from './toy-router.ts';

const ID = '0198c0de-0000-7000-8000-000000000001';
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

  test('NUL characters are refused, not passed on to the database', async () => {
    const client = createTRPCClient<ToyRouter>({ links: [httpLink({ url: `${toy.url}/trpc` })] });
    await expect(client.calls.find.mutate({ username: 'a\0' })).rejects.toMatchObject({
      data: { reason: 'request.invalid' },
    });
  });
});

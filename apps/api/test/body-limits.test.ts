import { connect, type Socket } from 'node:net';
import { newId } from '@setiket/core/kernel/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, startToy } from './support.ts';

const SIGNED_IN = { Authorization: 'Bearer good' };
const KIB = 1024;

describe('bodies', () => {
  let toy: Awaited<ReturnType<typeof startToy>>;
  beforeAll(async () => {
    toy = await startToy({ settings: { RATE_LIMIT: 'off' } });
  });
  afterAll(() => toy[Symbol.asyncDispose]());

  const text = (length: number) => ({ text: 'x'.repeat(length), title: 'x'.repeat(length), price: 1 });

  test.each([
    ['REST', '/api/v1/toys', '/api/v1/import', 201],
    ['tRPC', '/trpc/toys.create', '/trpc/calls.import', 200],
  ])('%s: a body is as long as its procedure needs, and no longer', async (_door, create, bulk, created) => {
    const status = async (path: string, length: number) => (await toy.fetch(path, post(text(length)))).status;
    expect(await status(create, 100 * KIB)).toBe(created);
    expect(await status(create, 150 * KIB)).toBe(413);
    expect(await status(bulk, 400 * KIB)).toBe(200);
    expect(await status(bulk, 600 * KIB)).toBe(413);
  });

  test('a form without credentials holds a small picture, one with credentials a large one', async () => {
    const upload = async (path: string, megabytes: number, headers: Record<string, string>) => {
      const form = new FormData();
      form.set('id', newId());
      form.set('caption', 'x');
      form.set('file', new File([new Uint8Array(megabytes * KIB * KIB)], 'a.bin'));
      return (await toy.fetch(path, { method: 'POST', headers, body: form })).status;
    };
    const rest = `/api/v1/toys/${newId()}/picture`;
    expect(await upload(rest, 2, {})).toBe(201);
    expect(await upload(rest, 5, {})).toBe(413);
    expect(await upload(rest, 5, SIGNED_IN)).toBe(201);
    expect(await upload('/trpc/toys.upload', 5, {})).toBe(413);
    expect(await upload('/trpc/toys.upload', 5, SIGNED_IN)).toBe(200);
    // Credentials that are not good are refused before anything is read.
    expect(await upload(rest, 5, { Authorization: 'Bearer bad' })).toBe(401);
  });

  test('bytes on their way in are bounded: further uploads are told to come again, and come in when others are through', async () => {
    const bytes = 12 * KIB * KIB;
    const sockets: Socket[] = [];
    for (let n = 0; n < 4; n++) {
      const socket = connect(toy.port, '127.0.0.1');
      sockets.push(socket);
      socket.write(
        `POST /api/v1/toys/${newId()}/picture HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n` +
          `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${bytes}\r\nExpect: 100-continue\r\n\r\n`,
      );
      // The server says "100 Continue" before it asks for the body.
      await new Promise((resolve) => socket.once('data', resolve));
    }
    const form = new FormData();
    form.set('caption', 'x');
    form.set('file', new File([new Uint8Array(100 * KIB)], 'a.bin'));
    const send = () => toy.fetch(`/api/v1/toys/${newId()}/picture`, { method: 'POST', headers: SIGNED_IN, body: form });
    const refused = await send();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await refused.json()).toMatchObject({ code: 'request.too_much_in_flight' });
    // Small requests are let through all the while.
    expect((await toy.fetch('/api/v1/toys', post({ title: 'Car', price: 1 }))).status).toBe(201);
    for (const socket of sockets) socket.destroy();
    await expect.poll(async () => (await send()).status).toBe(201);
  });
});

test('rate limit: provider messages and procedures with a limit of their own do not count', async () => {
  await using toy = await startToy({
    settings: { RATE_LIMIT: 'on', RATE_LIMIT_ANONYMOUS: '3' },
    receiveEvent: async () => 'ignored',
  });
  const statuses = async (path: string, count: number) => {
    const seen: number[] = [];
    for (let n = 0; n < count; n++) seen.push((await toy.fetch(path, post({}))).status);
    return [...new Set(seen)];
  };
  expect(await statuses('/api/v1/payments/webhook/stripe/', 10)).toEqual([200]);
  expect(await statuses('/api/v1/open/', 10)).toEqual([200]);
  expect(await statuses('/api/v1/import/', 3)).toEqual([400]);
  expect(await statuses('/api/v1/import/', 2)).toEqual([429]);
  expect(await statuses('/api/v1/open/', 2)).toEqual([200]);
  expect(await statuses('/api/v1/payments/webhook/stripe/', 2)).toEqual([200]);
});

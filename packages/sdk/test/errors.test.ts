import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import * as sdk from '../src/index.ts';
import { failure, scripted } from './server.ts';

const CLASSES = [
  [400, sdk.SetiketValidationError],
  [413, sdk.SetiketValidationError],
  [415, sdk.SetiketValidationError],
  [422, sdk.SetiketValidationError],
  [401, sdk.SetiketAuthenticationError],
  [403, sdk.SetiketPermissionError],
  [404, sdk.SetiketNotFoundError],
  [402, sdk.SetiketConflictError],
  [409, sdk.SetiketConflictError],
  [429, sdk.SetiketRateLimitError],
  [500, sdk.SetiketServerError],
  [503, sdk.SetiketServerError],
] as const;

async function errorFrom(url: string): Promise<unknown> {
  const client = sdk.createSetiketClient({ url, retries: 0 });
  return client.auth.login.mutate({ username: 'budi', password: 'x' }).catch((error: unknown) => error);
}

test.each(CLASSES)('%i', async (status, Class) => {
  const price = [{ code: 'minimum', params: { minimum: '1' }, message: 'Too low.' }];
  const more = { errors: { price }, retry_after_seconds: 3 };
  await using server = await scripted(() => failure({ status, reason: 'toy.refused', more }));
  const error = await errorFrom(server.url);
  expect(error).toBeInstanceOf(Class);
  expect(error).toBeInstanceOf(sdk.SetiketError);
  expect(error).toBeInstanceOf(TRPCClientError);
  expect(error).toMatchObject({
    name: Class.name,
    message: 'refused: toy.refused price: Too low.',
    code: 'toy.refused',
    status,
    request_id: 'r-1',
    fields: { price },
    retry_after_seconds: 3,
  });
});

test('a problem of the outer layers', async () => {
  const json = {
    detail: 'The request is too large.',
    code: 'request.payload_too_large',
    errors: { file: [{ code: 'file_too_large', params: {}, message: 'Too large.' }] },
  };
  const headers = { 'Content-Type': 'application/problem+json', 'X-Request-Id': 'r-2' };
  await using server = await scripted(() => ({ status: 413, headers, json }));
  const error = await errorFrom(server.url);
  expect(error).toBeInstanceOf(sdk.SetiketValidationError);
  expect(error).toMatchObject({
    code: 'request.payload_too_large',
    message: 'The request is too large. file: Too large.',
    request_id: 'r-2',
    fields: json.errors,
  });
});

test('something else than a Setiket API', async () => {
  await using proxy = await scripted(() => ({
    status: 502,
    headers: { 'Content-Type': 'text/html' },
    raw: '<h1>Bad gateway</h1>',
  }));
  expect(await errorFrom(proxy.url)).toMatchObject({ name: 'SetiketServerError', code: 'http.502', status: 502 });
  await using page = await scripted(() => ({ headers: { 'Content-Type': 'text/html' }, raw: '<h1>Welcome</h1>' }));
  expect(await errorFrom(page.url)).toMatchObject({ name: 'SetiketConnectionError', code: 'client.unexpected_answer' });
  expect(await errorFrom('http://127.0.0.1:1')).toMatchObject({
    name: 'SetiketConnectionError',
    code: 'client.connection',
    status: 0,
  });
});

test('a wrong address and an unknown procedure are mistakes of the program, not missing records', async () => {
  const problem = { type: '/problems/request.not_found', code: 'request.not_found', detail: 'Not found.' };
  const headers = { 'Content-Type': 'application/problem+json' };
  await using elsewhere = await scripted(() => ({ status: 404, headers, json: problem }));
  const error = await errorFrom(`${elsewhere.url}/api/v1`);
  expect(error).toBeInstanceOf(sdk.SetiketUsageError);
  expect(error).toMatchObject({ code: 'client.wrong_address', status: 404 });
  await using older = await scripted(() => failure({ status: 404, reason: 'request.procedure_not_found' }));
  expect(await errorFrom(older.url)).toBeInstanceOf(sdk.SetiketUsageError);
});

test('a broken answer of a server that failed keeps its status', async () => {
  const headers = { 'Content-Type': 'application/json' };
  await using server = await scripted(() => ({ status: 500, headers, raw: '{"error":' }));
  expect(await errorFrom(server.url)).toMatchObject({ name: 'SetiketServerError', code: 'http.500', status: 500 });
});

test('runs where AbortSignal.any and AbortSignal.timeout are missing', async () => {
  const { any, timeout } = AbortSignal;
  Object.assign(AbortSignal, { any: undefined, timeout: undefined });
  try {
    await using server = await scripted(() => failure({ status: 401, reason: 'account.credentials_invalid' }));
    expect(await errorFrom(server.url)).toBeInstanceOf(sdk.SetiketAuthenticationError);
  } finally {
    Object.assign(AbortSignal, { any, timeout });
  }
});

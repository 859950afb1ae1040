import { expect, test } from 'vitest';
import {
  createSetiketClient,
  memoryTokens,
  SetiketAuthenticationError,
  SetiketRateLimitError,
  SetiketServerError,
} from '../src/index.ts';
import { data, failure, type Reply, type Seen, scripted } from './server.ts';

const EXPIRED = failure({ status: 401, reason: 'request.token_invalid', batch: true });
const old = { access: 'old', refresh: 'refresh-1' };

/** Takes `access-2` only, and gives it for `refresh-1`, which stays good. */
function session() {
  return ({ url, headers, body }: Seen): Reply => {
    if (url.startsWith('/trpc/auth.refresh')) {
      const isGood = (JSON.parse(body) as { refresh: string }).refresh === 'refresh-1';
      return isGood
        ? data({ access: 'access-2', refresh: 'refresh-1', expires_in: 9 })
        : failure({ status: 401, reason: 'account.refresh_invalid' });
    }
    return headers.authorization === 'Bearer access-2' ? data({ username: 'budi' }, url.includes('batch=1')) : EXPIRED;
  };
}

test('an expired token is renewed once for all who notice, and each call is repeated', async () => {
  await using server = await scripted(session());
  const tokens = memoryTokens(old);
  const client = createSetiketClient({ url: server.url, tokens });
  const calls = [client.account.get.query({}), client.account.update.mutate({}), client.account.update.mutate({})];
  expect(await Promise.all(calls)).toEqual(Array(3).fill({ username: 'budi' }));
  const refreshes = server.seen.filter(({ url }) => url.includes('auth.refresh'));
  expect(refreshes).toHaveLength(1);
  expect(refreshes[0]?.headers.authorization).toBeUndefined();
  expect(refreshes[0]?.headers['idempotency-key']).toBeDefined();
  expect(tokens.get()).toEqual({ access: 'access-2', refresh: 'refresh-1' });
  const updates = server.seen.filter(({ url }) => url.includes('account.update'));
  const keys = updates.map(({ headers }) => headers['idempotency-key']);
  expect(new Set(keys).size).toBe(2);
});

test('a session that is over is forgotten', async () => {
  await using server = await scripted(session());
  const tokens = memoryTokens({ access: 'old', refresh: 'stolen' });
  const client = createSetiketClient({ url: server.url, tokens });
  await expect(client.account.get.query({})).rejects.toBeInstanceOf(SetiketAuthenticationError);
  expect(tokens.get()).toBeUndefined();
  expect(await client.auth.isSignedIn()).toBe(false);
});

test.each([
  [503, 'request.unavailable', SetiketServerError],
  [500, 'request.internal_server_error', SetiketServerError],
  [429, 'request.rate_limited', SetiketRateLimitError],
])('a refresh that is answered by %i fails as that, and keeps the session', async (status, reason, Class) => {
  const out = failure({ status, reason });
  await using server = await scripted(({ url }) => (url.includes('auth.refresh') ? out : EXPIRED));
  const tokens = memoryTokens(old);
  const client = createSetiketClient({ url: server.url, tokens, retries: 0 });
  for (const call of [client.account.get.query({}), client.account.update.mutate({})]) {
    const error = await call.catch((failed: unknown) => failed);
    expect(error).toBeInstanceOf(Class);
    expect(error).toMatchObject({ code: reason, status });
  }
  expect(tokens.get()).toEqual(old);
});

test('two clients that share a store refresh at the same moment, and both go on', async () => {
  await using server = await scripted(session());
  const tokens = memoryTokens(old);
  const clients = [1, 2].map(() => createSetiketClient({ url: server.url, tokens }));
  const answers = await Promise.all(clients.map((client) => client.account.get.query({})));
  expect(answers).toEqual(Array(2).fill({ username: 'budi' }));
  expect(tokens.get()).toEqual({ access: 'access-2', refresh: 'refresh-1' });
});

test('a refused refresh forgets nothing that another client has signed in since', async () => {
  const anew = { access: 'access-2', refresh: 'refresh-9' };
  const tokens = memoryTokens({ access: 'old', refresh: 'ended' });
  const answer = session();
  await using server = await scripted((seen) => {
    if (seen.url.includes('auth.refresh')) void tokens.set(anew);
    return answer(seen);
  });
  const client = createSetiketClient({ url: server.url, tokens });
  expect(await client.account.get.query({})).toEqual({ username: 'budi' });
  expect(tokens.get()).toEqual(anew);
});

test('a token that was renewed elsewhere is used, not renewed again', async () => {
  await using server = await scripted(session());
  let reads = 0;
  const tokens = {
    ...memoryTokens(old),
    get: () => (reads++ === 0 ? old : { access: 'access-2', refresh: 'refresh-2' }),
  };
  const client = createSetiketClient({ url: server.url, tokens });
  expect(await client.account.get.query({})).toEqual({ username: 'budi' });
  expect(server.seen.filter(({ url }) => url.includes('auth.refresh'))).toEqual([]);
});

test('another 401 is the answer: nothing is renewed', async () => {
  await using server = await scripted(() => failure({ status: 401, reason: 'request.unauthenticated', batch: true }));
  const client = createSetiketClient({ url: server.url, tokens: memoryTokens(old) });
  await expect(client.account.get.query({})).rejects.toMatchObject({ code: 'request.unauthenticated' });
  expect(server.seen).toHaveLength(1);
});

test('signing in sends no old token, keeps the new ones; signing out forgets them whatever happens', async () => {
  const answer = ({ url }: Seen): Reply =>
    url.includes('auth.login')
      ? data({ access: 'a', refresh: 'r', expires_in: 9 })
      : failure({ status: 401, reason: 'request.token_invalid' });
  await using server = await scripted(answer);
  const tokens = memoryTokens(old);
  const client = createSetiketClient({ url: server.url, tokens, locale: 'en', headers: { 'X-App': 'gate' } });
  await client.auth.signIn({ username: 'budi', password: 'x' });
  expect(server.seen[0]?.headers).toMatchObject({ 'accept-language': 'en', 'x-app': 'gate' });
  expect(server.seen[0]?.headers.authorization).toBeUndefined();
  expect(tokens.get()).toEqual({ access: 'a', refresh: 'r' });
  await client.auth.signOut();
  expect(tokens.get()).toBeUndefined();
  await client.auth.signOut();
});

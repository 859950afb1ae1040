import { expect, test } from 'vitest';
import { createSetiketClient, memoryTokens, SetiketAuthenticationError } from '../src/index.ts';
import { data, failure, type Reply, type Seen, scripted } from './server.ts';

const EXPIRED = failure({ status: 401, reason: 'request.token_invalid', batch: true });
const old = { access: 'old', refresh: 'refresh-1' };

/** Takes `access-2` only, and gives it for `refresh-1`, once. */
function session() {
  let refreshes = 0;
  return ({ url, headers, body }: Seen): Reply => {
    if (url.startsWith('/trpc/auth.refresh')) {
      refreshes += 1;
      const isGood = refreshes === 1 && (JSON.parse(body) as { refresh: string }).refresh === 'refresh-1';
      return isGood
        ? data({ access: 'access-2', refresh: 'refresh-2', expires_in: 9 })
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
  expect(tokens.get()).toEqual({ access: 'access-2', refresh: 'refresh-2' });
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

test('a refresh that fails by accident keeps the session', async () => {
  const out = failure({ status: 503, reason: 'request.unavailable' });
  await using server = await scripted(({ url }) => (url.includes('auth.refresh') ? out : EXPIRED));
  const tokens = memoryTokens(old);
  const client = createSetiketClient({ url: server.url, tokens, retries: 0 });
  await expect(client.account.get.query({})).rejects.toMatchObject({ code: 'request.token_invalid' });
  expect(tokens.get()).toEqual(old);
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

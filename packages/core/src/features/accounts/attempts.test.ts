import { refusal } from '@setiket/testing/refusal';
import { openWorld, PASSWORD, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallInfo } from '../../kernel/context.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ env: { SIGN_IN_ATTEMPTS: '3', DATABASE_POOL_SIZE: '2' } });
});
afterAll(() => world[Symbol.asyncDispose]());

const login = (username: string, password: string, call: Partial<CallInfo> = {}) =>
  refusal(world.as(undefined, call).auth.login({ username, password }));

test('login: of twenty guesses at the same moment three are judged', async () => {
  const { username } = await world.make.user();
  const results = await Promise.all(Array.from({ length: 20 }, (_, n) => login(username, `wrong${n}`)));
  expect(results.filter((result) => result === 'account.credentials_invalid')).toHaveLength(3);
  expect(results.filter((result) => result === 'account.too_many_attempts')).toHaveLength(17);
});

test('login: a stranger’s guesses don’t shut the owner out on another network', async () => {
  const { username } = await world.make.user();
  for (let n = 0; n < 4; n++) await login(username, 'wrong', { ip: '198.51.100.1' });
  expect(await login(username, PASSWORD, { ip: '198.51.100.1' })).toBe('account.too_many_attempts');
  expect(await login(username, PASSWORD, { ip: '198.51.100.2' })).toBe('accepted');
});

test('login: one IPv6 network is one guesser', async () => {
  const { username } = await world.make.user();
  for (let n = 0; n < 3; n++) await login(username, 'wrong', { ip: `2001:db8:1::${n + 1}` });
  expect(await login(username, PASSWORD, { ip: '2001:db8:1::ffff' })).toBe('account.too_many_attempts');
});

test('login: guesses from many networks are limited too, but not where the account is signed in', async () => {
  const { username } = await world.make.user();
  const home = { ip: '203.0.113.200' };
  expect(await login(username, PASSWORD, home)).toBe('accepted');
  for (let n = 1; n <= 30; n++) await login(username, 'wrong', { ip: `203.0.113.${n}` });
  expect(await login(username, PASSWORD, { ip: '203.0.113.201' })).toBe('account.too_many_attempts');
  expect(await login(username, PASSWORD, home)).toBe('accepted');
});

test('signIn: a browser that has signed in before keeps a budget of its own', async () => {
  const { username, id } = await world.make.user();
  const ctx = world.ctx(undefined, { ip: '203.0.113.77' });
  const headers = new Map<string, string | string[]>();
  const reply = (name: string, value: string | string[]) => void headers.set(name, value);
  await world.as(undefined, { ...ctx.call, reply }).auth.signIn({ username, password: PASSWORD });
  await world.deps.db.sessions.deleteMany({ where: { user_id: id } });
  const [, device = ''] = headers.get('Set-Cookie') as string[];
  const device_token = /^setiket_device=([^;]+);/.exec(device)?.[1] ?? '';
  const here = { ip: '203.0.113.78' };
  for (let n = 0; n < 3; n++) await login(username, 'wrong', here);
  expect(await login(username, PASSWORD, here)).toBe('account.too_many_attempts');
  expect(await login(username, PASSWORD, { ...here, device_token: `${device_token}x` })).toBe(
    'account.too_many_attempts',
  );
  expect(await login(username, PASSWORD, { ...here, device_token })).toBe('accepted');
  for (let n = 0; n < 3; n++) await login(username, 'wrong', { ...here, device_token });
  expect(await login(username, PASSWORD, { ...here, device_token })).toBe('account.too_many_attempts');
});

test('signIn: signing in again with a cookie ends the former session', async () => {
  const user = await world.make.user();
  const { authenticate } = await import('./index.ts');
  const cookies: string[] = [];
  const reply = (_: string, value: string | string[]) =>
    void cookies.push(/=([\w-]{43});/.exec([value].flat()[0]!)![1]!);
  await world.as(undefined, { reply }).auth.signIn({ username: user.username, password: PASSWORD });
  const actor = await authenticate(world.deps, { session_cookie: cookies[0]! });
  await world.as(actor, { reply }).auth.signIn({ username: user.username, password: PASSWORD });
  expect(await authenticate(world.deps, { session_cookie: cookies[0]! })).toEqual({ kind: 'anonymous' });
  expect(await authenticate(world.deps, { session_cookie: cookies[1]! })).toMatchObject({ id: user.id });
});

test('login: a session ends some time after it began, however often it is used', async () => {
  await using other = await openWorld({
    env: { SESSION_TTL_SECONDS: '3600', REFRESH_TOKEN_TTL_SECONDS: '1000' },
  });
  const user = await other.make.user();
  await other.as().auth.login({ username: user.username, password: PASSWORD });
  const session = await other.deps.db.sessions.findFirstOrThrow({ where: { user_id: user.id } });
  // As if it had begun just under an hour ago and were used now.
  const created_at = new Date(Date.now() - 3500 * 1000);
  const expires_at = new Date(Date.now() + 50 * 1000);
  await other.deps.db.sessions.update({ where: { id: session.id }, data: { created_at, expires_at } });
  const { validateSession } = await import('./sessions.ts');
  expect(await validateSession(other.deps, session.id)).toMatchObject({ id: user.id });
  const used = await other.deps.db.sessions.findUniqueOrThrow({ where: { id: session.id } });
  expect(used.expires_at.getTime()).toBe(created_at.getTime() + 3600 * 1000);
});

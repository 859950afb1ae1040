import { refusal } from '@setiket/testing/refusal';
import { openWorld, PASSWORD, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { authenticate, SESSION_COOKIE } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function signIn(username: string, user_agent: string, ip = '192.0.2.7') {
  const tokens = await world.as(undefined, { user_agent, ip }).auth.login({ username, password: PASSWORD });
  const actor = (await authenticate(world.deps, { bearer: tokens.access })) as UserActor;
  return { ...tokens, actor };
}

const endOf = (bearer: string) => refusal(authenticate(world.deps, { bearer }));

test('shows where somebody is signed in, the latest first, and which one asks', async () => {
  const { username } = await world.make.user();
  await signIn(username, 'Phone');
  world.clock.advance(60);
  const here = await signIn(username, 'Laptop', '198.51.100.4');
  await signIn((await world.make.user()).username, 'Somebody else');
  const { items, total } = await world.as(here.actor).account.sessions({});
  expect(total).toBe(2);
  expect(items).toMatchObject([
    { user_agent: 'Laptop', ip: '198.51.100.4', kind: 'token', is_current: true },
    { user_agent: 'Phone', ip: '192.0.2.7', is_current: false },
  ]);
  expect(items[0]!.signed_in_at).toBe(world.clock.now().toISOString());
  world.clock.advance(400 * 24 * 3600);
  expect((await world.as(here.actor).account.sessions({})).total).toBe(0);
  world.clock.advance(-400 * 24 * 3600);
});

test('one session is ended at once, its tokens too, and nobody else’s', async () => {
  const { username } = await world.make.user();
  const [phone, here] = [await signIn(username, 'Phone'), await signIn(username, 'Laptop')];
  const stranger = await signIn((await world.make.user()).username, 'Stranger');
  expect(await refusal(world.as(stranger.actor).account.endSession({ id: phone.actor.session_id }))).toBe(
    'account.session_not_found',
  );
  await world.as(here.actor).account.endSession({ id: phone.actor.session_id });
  expect(await endOf(phone.access)).toBe('request.token_invalid');
  expect(await refusal(world.as().auth.refresh({ refresh: phone.refresh }))).toBe('account.refresh_invalid');
  expect(await refusal(world.as(here.actor).account.endSession({ id: phone.actor.session_id }))).toBe(
    'account.session_not_found',
  );
  expect((await authenticate(world.deps, { bearer: here.access })).kind).toBe('user');
  const told = await world.deps.db.audit_entries.findFirstOrThrow({ where: { action: 'user.session_ended' } });
  expect(told).toMatchObject({ actor_id: here.actor.id, subject_id: here.actor.id });
});

test('all others end, and this one goes on', async () => {
  const { username } = await world.make.user();
  const others = [await signIn(username, 'Phone'), await signIn(username, 'Tablet')];
  const here = await signIn(username, 'Laptop');
  expect(await world.as(here.actor).account.endOtherSessions({})).toEqual({ ended: 2 });
  for (const { access } of others) expect(await endOf(access)).toBe('request.token_invalid');
  expect((await world.as(here.actor).account.sessions({})).items.map(({ is_current }) => is_current)).toEqual([true]);
});

test('who ends the session at hand loses the cookie with it', async () => {
  const here = await signIn((await world.make.user()).username, 'Laptop');
  const cookies: string[] = [];
  const reply = (_header: string, value: string | string[]) => void cookies.push(String(value));
  await world.as(here.actor, { reply }).account.endSession({ id: here.actor.session_id });
  expect(cookies).toEqual([expect.stringMatching(new RegExp(`^${SESSION_COOKIE}=; Max-Age=0`))]);
});

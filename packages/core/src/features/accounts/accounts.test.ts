import { refusal } from '@setiket/testing/refusal';
import { openWorld, PASSWORD, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { authenticate, SESSION_COOKIE } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ env: { SIGN_IN_ATTEMPTS: '3' } });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function signIn(username: string, password = PASSWORD) {
  const tokens = await world.as().auth.login({ username, password });
  const actor = (await authenticate(world.deps, { bearer: tokens.access })) as UserActor;
  return { ...tokens, actor };
}

const isAlive = (bearer: string) => refusal(authenticate(world.deps, { bearer }));

describe('registering', () => {
  test('gives a customer with a balance that the ledger knows', async () => {
    const account = await world
      .as()
      .auth.register({ username: 'Ani', email: 'Ani@Example.test', password: PASSWORD, phone_number: '+62812345678' });
    expect(account).toMatchObject({
      email_verified: false,
      username: 'Ani',
      email: 'ani@example.test',
      role: 'customer',
      balance: 1_000_000,
      phone_number: '+62812345678',
      image_url: null,
    });
    const entries = await world.deps.db.ledger_entries.findMany({ where: { account: { owner_id: account.id } } });
    expect(entries.map((entry) => entry.amount.toNumber())).toEqual([1_000_000]);
  });

  test('names everything that is wrong at once', async () => {
    await world.as().auth.register({ username: 'taken', email: 'taken@example.test', password: PASSWORD });
    const attempt = world.as().auth.register({ username: 'TAKEN', email: 'taken@Example.test', password: '1234567' });
    const error = await attempt.catch((failure: { cause: { fields: unknown } }) => failure.cause.fields);
    expect(error).toEqual({
      username: ['A user with that username already exists.'],
      email: ['A user with that email already exists.'],
      password: ['This password is too short. It must have at least 8 characters.', 'This password has only digits.'],
    });
  });

  test('derives a username where none is given', async () => {
    const one = await world.as().auth.register({ email: 'budi@example.test', password: PASSWORD });
    const two = await world.as().auth.register({ email: 'budi@example.org', password: PASSWORD });
    expect([one.username, two.username]).toEqual(['budi', 'budi2']);
  });

  test.each([
    ['password', 'password1', 'password: This password is too common.'],
    ['password', 'christopher', 'password: This password is too similar to the username.'],
    ['email', 'nowhere', 'email: Enter a valid e-mail address.'],
    ['username', 'two words', 'username: Use letters, digits and . @ + - _ only.'],
    ['username', '', 'username: This field may not be blank.'],
    ['role', 'administrator', 'role: This field can’t be set here.'],
    ['balance', '5000000', 'balance: This field can’t be set here.'],
    ['phone_number', 'call me', 'phone_number: Enter a valid phone number.'],
  ])('refuses %s %j', async (field, value, sentence) => {
    const input = { username: 'christopher', email: 'c@example.test', password: PASSWORD, [field]: value };
    expect(await refusal(world.as().auth.register(input))).toBe(sentence);
  });

  test('two who take one name at the same moment: one gets it', async () => {
    const attempt = (n: number) =>
      refusal(world.as().auth.register({ username: 'race', email: `race${n}@example.test`, password: PASSWORD }));
    const results = await Promise.all([attempt(1), attempt(2), attempt(3)]);
    expect(results.sort()).toEqual([
      'accepted',
      'username: A user with that username already exists.',
      'username: A user with that username already exists.',
    ]);
  });
});

describe('signing in', () => {
  test('goes by username or e-mail address, whatever their case', async () => {
    const user = await world.make.user({ username: 'Citra' });
    expect((await signIn('citra')).actor.id).toBe(user.id);
    expect((await signIn('CITRA@example.test')).actor.id).toBe(user.id);
    expect((await world.as().auth.login({ email: user.email, password: PASSWORD })).expires_in).toBe(900);
  });

  test('answers the same for a wrong password and an unknown account', async () => {
    const user = await world.make.user();
    expect(await refusal(world.as().auth.login({ username: user.username, password: 'wrong' }))).toBe(
      'account.credentials_invalid',
    );
    expect(await refusal(world.as().auth.login({ username: 'nobody', password: 'wrong' }))).toBe(
      'account.credentials_invalid',
    );
    expect(await refusal(world.as().auth.login({ password: 'wrong' }))).toBe('username: This field is required.');
  });

  test('is limited by account, also with the right password, until the window ends', async () => {
    const user = await world.make.user();
    for (let n = 0; n < 3; n++) await refusal(world.as().auth.login({ username: user.username, password: 'wrong' }));
    expect(await refusal(world.as().auth.login({ username: user.username, password: PASSWORD }))).toBe(
      'account.too_many_attempts',
    );
    expect(await refusal(world.as().auth.login({ email: user.email.toUpperCase(), password: PASSWORD }))).toBe(
      'account.too_many_attempts',
    );
    world.clock.advance(15 * 60);
    expect(await refusal(world.as().auth.login({ username: user.username, password: PASSWORD }))).toBe('accepted');
  });

  test('in the browser sets an HttpOnly cookie that opens the same session', async () => {
    const user = await world.make.user();
    const headers = new Map<string, string | string[]>();
    await world
      .as(undefined, { reply: (name, value) => void headers.set(name, value) })
      .auth.signIn({ username: user.username, password: PASSWORD });
    const [cookie = ''] = headers.get('Set-Cookie') as string[];
    expect(cookie).toMatch(/^setiket_session=[\w-]{43}; Expires=.*; Path=\/; HttpOnly; SameSite=Lax$/);
    const secret = cookie.slice(SESSION_COOKIE.length + 1, cookie.indexOf(';'));
    expect(await authenticate(world.deps, { session_cookie: secret })).toMatchObject({ kind: 'user', id: user.id });
    expect(await authenticate(world.deps, { session_cookie: `${secret}x` })).toEqual({ kind: 'anonymous' });
    expect(await world.deps.db.sessions.count({ where: { id: secret } })).toBe(0);
  });

  test('is over for a deactivated account', async () => {
    const user = await world.make.user();
    const { access } = await signIn(user.username);
    await world.as(await world.make.administrator()).account.updateAny({ id: user.id, is_active: false });
    expect(await isAlive(access)).toBe('request.token_invalid');
    expect(await refusal(signIn(user.username))).toBe('account.credentials_invalid');
  });
});

describe('tokens', () => {
  test('expire, and can’t be forged', async () => {
    const user = await world.make.user();
    const { access } = await signIn(user.username);
    expect(await isAlive(access)).toBe('accepted');
    const [head, body, signature] = access.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const other = Buffer.from(JSON.stringify({ ...claims, sub: (await world.make.administrator()).id })).toString(
      'base64url',
    );
    expect(await isAlive(`${head}.${other}.${signature}`)).toBe('request.token_invalid');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    expect(await isAlive(`${none}.${body}.`)).toBe('request.token_invalid');
    world.clock.advance(901);
    expect(await isAlive(access)).toBe('request.token_invalid');
  });

  test('refresh: one token serves two tabs at once, and again, until the session ends', async () => {
    const user = await world.make.user();
    const { refresh, actor } = await signIn(user.username);
    const renew = () => world.as().auth.refresh({ refresh });
    const renewed = await Promise.all([renew(), renew()]);
    for (const tokens of [...renewed, await renew()]) {
      expect(tokens.refresh).toBe(refresh);
      expect(await isAlive(tokens.access)).toBe('accepted');
    }
    await world.as(actor).auth.logout({});
    expect(await refusal(renew())).toBe('account.refresh_invalid');
    expect(await isAlive(renewed[0].access)).toBe('request.token_invalid');
  });

  test('refresh: an administrator who deactivates the account or changes its role ends it at once', async () => {
    const administrator = await world.make.administrator();
    for (const change of [{ is_active: false }, { role: 'staff' as const }]) {
      const user = await world.make.user();
      const { refresh } = await signIn(user.username);
      await world.as(administrator).account.updateAny({ id: user.id, ...change });
      expect(await refusal(world.as().auth.refresh({ refresh }))).toBe('account.refresh_invalid');
    }
  });

  test('refresh: with an Idempotency-Key keeps no token anywhere', async () => {
    const user = await world.make.user();
    const { refresh } = await signIn(user.username);
    const call = { idempotency_key: 'refresh-1' };
    for (let n = 0; n < 2; n++)
      expect((await world.as(undefined, call).auth.refresh({ refresh })).refresh).toBe(refresh);
    expect(await world.deps.db.idempotency_keys.count({ where: { key: 'refresh-1' } })).toBe(0);
  });

  test('signing out ends the session, its access and its refresh tokens', async () => {
    const user = await world.make.user();
    const one = await signIn(user.username);
    const other = await signIn(user.username);
    await world.as(one.actor).auth.logout({ refresh_token: one.refresh });
    expect(await isAlive(one.access)).toBe('request.token_invalid');
    expect(await refusal(world.as().auth.refresh({ refresh: one.refresh }))).toBe('account.refresh_invalid');
    expect(await isAlive(other.access)).toBe('accepted');
    const stranger = await signIn((await world.make.user()).username);
    expect(await refusal(world.as(stranger.actor).auth.logout({ refresh_token: other.refresh }))).toBe(
      'refresh_token: Token is invalid or expired.',
    );
  });
});

describe('changing an account', () => {
  test('a new password ends the other sessions and works from then on', async () => {
    const user = await world.make.user();
    const [here, there] = [await signIn(user.username), await signIn(user.username)];
    await world.as(here.actor).account.update({ password: 'another fine password' });
    expect(await isAlive(here.access)).toBe('accepted');
    expect(await isAlive(there.access)).toBe('request.token_invalid');
    expect(await refusal(signIn(user.username))).toBe('account.credentials_invalid');
    expect(await refusal(signIn(user.username, 'another fine password'))).toBe('accepted');
  });

  test('keeps what is absent and refuses what is taken', async () => {
    const [user, other] = [await world.make.user(), await world.make.user()];
    const changed = await world.as(user).account.update({ phone_number: '+62 811 2222 333' });
    expect(changed).toMatchObject({ username: user.username, phone_number: '+62 811 2222 333' });
    expect((await world.as(user).account.update({ phone_number: null })).phone_number).toBeNull();
    expect(await refusal(world.as(user).account.update({ username: other.username.toUpperCase() }))).toBe(
      'username: A user with that username already exists.',
    );
    expect(
      await refusal(world.as(user).account.update({ current_password: 'wrong', password: 'another fine password' })),
    ).toBe('current_password: This is not your password.');
    expect(await refusal(world.as(user).account.update({ role: 'administrator' } as object))).toBe(
      'role: This field can’t be set here.',
    );
  });

  test('administrators change roles, which ends sessions; only superusers manage administrators', async () => {
    const user = await world.make.user();
    const superuser = await world.make.administrator();
    const administrator = await world.make.user({ role: 'administrator' });
    const { access } = await signIn(user.username);
    expect((await world.as(administrator).account.updateAny({ id: user.id, role: 'STAFF' as 'staff' })).role).toBe(
      'staff',
    );
    expect(await isAlive(access)).toBe('request.token_invalid');
    expect(await refusal(world.as(administrator).account.updateAny({ id: user.id, role: 'administrator' }))).toBe(
      'account.superuser_needed',
    );
    expect(
      await refusal(world.as(administrator).account.updateAny({ id: superuser.id, password: 'another fine password' })),
    ).toBe('account.superuser_needed');
    expect(await refusal(world.as(superuser).account.updateAny({ id: user.id, role: 'administrator' }))).toBe(
      'accepted',
    );
    expect(await refusal(world.as(user).account.updateAny({ id: user.id, role: 'administrator' }))).toBe(
      'request.forbidden',
    );
  });

  test('administrators list and search people, page by page', async () => {
    const administrator = await world.make.administrator();
    for (const n of [1, 2, 3]) await world.make.user({ username: `findme${n}` });
    const first = await world.as(administrator).users.list({ search: 'FINDME', page_size: 2 });
    expect(first).toMatchObject({ total: 3, next_cursor: '2' });
    const second = await world
      .as(administrator)
      .users.list({ search: 'findme', page_size: 2, cursor: first.next_cursor ?? '' });
    expect([...first.items, ...second.items].map((user) => user.username).sort()).toEqual([
      'findme1',
      'findme2',
      'findme3',
    ]);
    expect(second.next_cursor).toBeNull();
    expect(await refusal(world.as(await world.make.organizer()).users.list({}))).toBe('request.forbidden');
  });
});

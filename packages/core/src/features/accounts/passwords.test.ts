import { runJobs } from '@setiket/testing/jobs';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, PASSWORD, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SmtpServer, startSmtp } from '../../../test/smtp.ts';
import type { UserActor } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { emailChangedMail, passwordChangedMail, passwordResetMail } from '../notifications/index.ts';
import { preparePasswordReset } from './accounts.jobs.ts';
import { authenticate } from './index.ts';

let world: World;
let smtp: SmtpServer;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await openWorld({ env: { SIGN_IN_ATTEMPTS: '3', SMTP_URL: smtp.url, PUBLIC_URL: 'https://setiket.test' } });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await smtp.close();
});
beforeEach(async () => {
  // Another hour, with limits of its own, and nothing in the post.
  world.clock.advance(3600);
  await runJobs(world.deps, passwordResetMail, passwordChangedMail, emailChangedMail);
  smtp.mails.length = 0;
});

const NEW = 'another fine password';
const INVALID = 'token: This link is not valid any more. Ask for a new one.';

async function signIn(username: string, password = PASSWORD) {
  const tokens = await world.as().auth.login({ username, password });
  return { ...tokens, actor: (await authenticate(world.deps, { bearer: tokens.access })) as UserActor };
}

const isAlive = (bearer: string) => refusal(authenticate(world.deps, { bearer }));

describe('changing the password', () => {
  test('asks for the old one, and ends every other session with its tokens', async () => {
    const user = await world.make.user();
    const [here, there] = [await signIn(user.username), await signIn(user.username)];
    const change = (input: object) => refusal(world.as(here.actor).auth.changePassword(input as never));
    expect(await change({ new_password: NEW })).toBe('old_password: This field is required.');
    expect(await change({ old_password: 'wrong', new_password: NEW })).toBe('old_password: This is not your password.');
    expect(await change({ current_password: PASSWORD, new_password: NEW, new_password_confirm: 'other' })).toBe(
      'new_password_confirm: The two passwords are not the same.',
    );
    expect(await change({ old_password: PASSWORD, new_password: '12345678' })).toBe(
      'new_password: This password has only digits.',
    );
    expect(await change({ old_password: PASSWORD, new_password: NEW, confirm_password: NEW })).toBe('accepted');
    expect(await isAlive(here.access)).toBe('accepted');
    expect(await isAlive(there.access)).toBe('request.token_invalid');
    expect(await refusal(world.as().auth.refresh({ refresh: there.refresh }))).toBe('account.refresh_invalid');
    expect(await refusal(world.as().auth.refresh({ refresh: here.refresh }))).toBe('accepted');
    expect(await refusal(signIn(user.username))).toBe('account.credentials_invalid');
    expect(await refusal(signIn(user.username, NEW))).toBe('accepted');
    await runJobs(world.deps, passwordChangedMail);
    expect(smtp.mails.map(({ subject }) => subject)).toEqual(['Your password was changed']);
  });

  test('is no way to guess at it more often than signing in', async () => {
    const user = await world.make.user();
    const change = (old_password: string) =>
      refusal(world.as(user).auth.changePassword({ old_password, new_password: NEW }));
    for (let n = 0; n < 3; n++) await change('wrong');
    expect(await change(PASSWORD)).toBe('account.too_many_attempts');
    expect(await refusal(signIn(user.username))).toBe('account.too_many_attempts');
  });

  test('twice at the same moment: the second no longer knows the old one', async () => {
    const user = await world.make.user();
    const change = (new_password: string) =>
      refusal(world.as(user).auth.changePassword({ old_password: PASSWORD, new_password }));
    const results = await Promise.all([change('one fine password'), change('two fine passwords')]);
    expect(results.sort()).toEqual(['accepted', 'request.conflict']);
  });
});

/** The token that the latest mail to somebody brings. */
async function mailedToken(email: string): Promise<string> {
  const before = smtp.mails.length;
  expect(await refusal(world.as().auth.requestPasswordReset({ email }))).toBe('accepted');
  await runJobs(world.deps, preparePasswordReset, passwordResetMail);
  expect(smtp.mails).toHaveLength(before + 1);
  const token = /reset-password#([\w-]{43})/.exec(smtp.mails.at(-1)!.text ?? '')?.[1];
  return token!;
}

const confirm = (token: string, new_password = NEW) =>
  refusal(world.as().auth.confirmPasswordReset({ token, new_password }));

describe('resetting the password', () => {
  test('mails a token in the user’s language, once good, and ends all sessions', async () => {
    const user = await world.make.user();
    const { access, refresh } = await signIn(user.username);
    const token = await mailedToken(user.email.toUpperCase());
    const [mail] = smtp.mails;
    expect(mail).toMatchObject({ subject: 'A new password for Setiket', to: [{ address: user.email }] });
    for (const form of [mail!.text, mail!.html]) {
      expect(form).toContain(`https://setiket.test/reset-password#${token}`);
      expect(form?.replace(/#[\w-]+/g, '')).toContain(token);
    }
    const row = await world.deps.db.password_resets.findUniqueOrThrow({ where: { user_id: user.id } });
    expect(row.token_hash).toBe(sha256Hex(token));
    expect(JSON.stringify(await world.deps.db.$queryRaw`SELECT data FROM pgboss.job`)).not.toContain(token);
    expect(await confirm(token, 'short')).toMatch(/^new_password: This password is too short/);
    expect(await confirm(token)).toBe('accepted');
    expect(await isAlive(access)).toBe('request.token_invalid');
    expect(await refusal(world.as().auth.refresh({ refresh }))).toBe('account.refresh_invalid');
    expect(await refusal(signIn(user.username, NEW))).toBe('accepted');
    expect(await confirm(token, 'a third fine password')).toBe(INVALID);
    await runJobs(world.deps, passwordChangedMail);
    expect(smtp.mails.at(-1)?.subject).toBe('Your password was changed');
    const trail = await world.deps.db.audit_entries.findMany({
      where: { subject_id: user.id },
      orderBy: { id: 'asc' },
    });
    expect(trail.map(({ action }) => action).slice(-3)).toEqual([
      'user.password_reset_requested',
      'user.password_reset',
      'user.signed_in',
    ]);
  });

  test('in Indonesian for who prefers it', async () => {
    const user = await world.make.user();
    await world.as(user).account.update({ locale: 'id' });
    await mailedToken(user.email);
    expect(smtp.mails[0]?.subject).toBe('Kata sandi baru untuk Setiket');
  });

  test('the answer is the same for an unknown address, to which nothing is mailed', async () => {
    const user = await world.make.user();
    const known = await world.as().auth.requestPasswordReset({ email: user.email });
    await runJobs(world.deps, preparePasswordReset);
    const resets = await world.deps.db.password_resets.count();
    expect(await world.as().auth.requestPasswordReset({ email: 'nobody@example.test' })).toEqual(known);
    await runJobs(world.deps, preparePasswordReset, passwordResetMail);
    expect(await world.deps.db.password_resets.count()).toBe(resets);
    expect(smtp.mails).toHaveLength(1);
  });

  test('nor to an account that is shut', async () => {
    const user = await world.make.user();
    await world.deps.db.users.update({ where: { id: user.id }, data: { is_active: false } });
    await world.as().auth.requestPasswordReset({ email: user.email });
    await runJobs(world.deps, preparePasswordReset, passwordResetMail);
    expect(smtp.mails).toHaveLength(0);
  });

  test('a newer mail makes the older one worthless, in whatever order their jobs run', async () => {
    const user = await world.make.user();
    const older = await mailedToken(user.email);
    const asked = world.clock.now();
    world.clock.advance(60);
    const newer = await mailedToken(user.email);
    await preparePasswordReset.run(
      world.deps,
      { email: user.email, requested_at: asked.toISOString() },
      { id: 'overtaken' },
    );
    expect(await runJobs(world.deps, passwordResetMail)).toBe(0);
    expect(await confirm(older)).toBe(INVALID);
    expect(await confirm(newer)).toBe('accepted');
  });

  test('is good for an hour', async () => {
    const user = await world.make.user();
    const token = await mailedToken(user.email);
    world.clock.advance(3600);
    expect(await confirm(token)).toBe(INVALID);
    expect(await confirm('made-up')).toBe(INVALID);
  });

  test('is worthless once the address or the password was changed otherwise', async () => {
    const user = await world.make.user();
    const token = await mailedToken(user.email);
    await world.as(user).account.updateProfile({ email: 'moved@example.test', current_password: PASSWORD });
    expect(await confirm(token)).toBe(INVALID);
    const second = await mailedToken('moved@example.test');
    await world.as(user).auth.changePassword({ old_password: PASSWORD, new_password: NEW });
    expect(await confirm(second)).toBe(INVALID);
  });

  test('one token used twice at the same moment sets one password', async () => {
    const user = await world.make.user();
    const token = await mailedToken(user.email);
    const results = await Promise.all([confirm(token, 'one fine password'), confirm(token, 'two fine passwords')]);
    expect(results.sort()).toEqual(['accepted', INVALID]);
  });

  test('is limited by account and by address', async () => {
    const user = await world.make.user();
    const ask = (email: string, ip = '127.0.0.1') =>
      refusal(world.as(undefined, { ip }).auth.requestPasswordReset({ email }));
    for (let n = 0; n < 5; n++) expect(await ask(user.email)).toBe('accepted');
    expect(await ask(user.email)).toBe('request.rate_limited');
    for (let n = 0; n < 44; n++) expect(await ask(`nobody${n}@example.test`)).toBe('accepted');
    expect(await ask('somebody@example.test')).toBe('request.rate_limited');
    expect(await ask('somebody@example.test', '192.0.2.1')).toBe('accepted');
  });
});

describe('one’s own profile', () => {
  test('a new e-mail address or password asks for the password, always', async () => {
    const user = await world.make.user();
    const { actor } = await signIn(user.username);
    const update = (input: object) => refusal(world.as(actor).account.updateProfile(input));
    expect(await update({ email: 'new@example.test' })).toBe('current_password: This field is required.');
    expect(await update({ password: NEW, current_password: 'wrong' })).toBe(
      'current_password: This is not your password.',
    );
    expect(await update({ first_name: 'Ani', email: actor.email })).toBe('accepted');
    expect(await update({ email: 'new@example.test', current_password: PASSWORD })).toBe('accepted');
    await runJobs(world.deps, emailChangedMail);
    expect(smtp.mails.map(({ to, subject }) => [to?.[0]?.address, subject])).toEqual([
      [user.email, 'Your e-mail address was changed'],
    ]);
  });

  test('at /account only where one has not just signed in', async () => {
    const user = await world.make.user();
    const { actor } = await signIn(user.username);
    expect(await refusal(world.as(actor).account.update({ email: 'fresh@example.test' }))).toBe('accepted');
    world.clock.advance(15 * 60);
    const update = (input: object) => refusal(world.as(actor).account.update(input));
    expect(await update({ email: 'stale@example.test' })).toBe('current_password: This field is required.');
    expect(await update({ password: NEW })).toBe('current_password: This field is required.');
    expect(await update({ password: NEW, current_password: PASSWORD })).toBe('accepted');
  });
});

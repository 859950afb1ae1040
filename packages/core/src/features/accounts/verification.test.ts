import { runJobs } from '@setiket/testing/jobs';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, PASSWORD, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SmtpServer, startSmtp } from '../../../test/smtp.ts';
import type { UserActor } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { emailChangedMail, emailVerificationMail, welcomeMail } from '../notifications/index.ts';
import { authenticate } from './index.ts';

let world: World;
let smtp: SmtpServer;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await openWorld({ env: { SMTP_URL: smtp.url, PUBLIC_URL: 'https://setiket.test' } });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await smtp.close();
});
beforeEach(async () => {
  world.clock.advance(3600);
  await sent();
  smtp.mails.length = 0;
});

const INVALID = 'token: This link is not valid for your account any more. Ask for a new one.';

async function sent(): Promise<string[]> {
  await runJobs(world.deps, emailVerificationMail, emailChangedMail, welcomeMail);
  return smtp.mails.map(({ to, subject }) => `${to?.[0]?.address}: ${subject}`);
}

const tokenIn = (text: string | undefined) => /verify-email#([\w-]{43})/.exec(text ?? '')?.[1] ?? '';

async function latestToken(): Promise<string> {
  await sent();
  return tokenIn(smtp.mails.filter(({ text }) => tokenIn(text) !== '').at(-1)?.text);
}

async function actorOf(username: string, password = PASSWORD): Promise<UserActor> {
  const { access } = await world.as().auth.login({ username, password });
  return (await authenticate(world.deps, { bearer: access })) as UserActor;
}

async function newcomer(username: string, more: object = {}) {
  await world.as().auth.register({ username, email: `${username}@example.test`, password: PASSWORD, ...more });
  return actorOf(username);
}

const isVerified = async (id: string) =>
  (await world.deps.db.users.findUniqueOrThrow({ where: { id } })).email_verified_at !== null;

const confirm = (actor: UserActor, token: string) => refusal(world.as(actor).auth.confirmEmail({ token }));

describe('register', () => {
  test('mails a link, hashed at rest, and no words of the caller', async () => {
    const actor = await newcomer('dewi', { first_name: 'Akun diblokir: http://evil.test' });
    expect(actor.email_verified).toBe(false);
    expect(await sent()).toEqual(['dewi@example.test: Verify your e-mail address for Setiket']);
    const [mail] = smtp.mails;
    for (const form of [mail?.text, mail?.html, JSON.stringify(mail?.to)]) expect(form).not.toContain('evil.test');
    const token = await latestToken();
    const row = await world.deps.db.email_verifications.findUniqueOrThrow({ where: { user_id: actor.id } });
    expect(row.token_hash).toBe(sha256Hex(token));
    expect(await confirm(actor, token)).toBe('accepted');
    expect((await world.as(actor).account.get({})).email_verified).toBe(true);
    expect((await actorOf('dewi')).email_verified).toBe(true);
    expect((await sent()).at(-1)).toBe('dewi@example.test: Welcome to Setiket');
    // A second click says the same.
    expect(await confirm(actor, token)).toBe('accepted');
  });

  test('is limited by mailbox and by network', async () => {
    const attempt = (email: string, ip = '192.0.2.7') =>
      refusal(world.as(undefined, { ip }).auth.register({ email, password: 'short' }));
    for (let n = 0; n < 5; n++) expect(await attempt('victim@example.test', `192.0.2.${n}`)).toMatch(/^password/);
    expect(await attempt('victim@example.test')).toBe('request.rate_limited');
    for (let n = 1; n <= 100; n++) await attempt(`v${n}@example.test`, `2001:db8::${n}`);
    expect(await attempt('v101@example.test', '2001:db8::ffff')).toBe('request.rate_limited');
    expect(await attempt('v101@example.test', '2001:db8:0:1::1')).toMatch(/^password/);
  });
});

describe('confirmEmail', () => {
  test('takes the link of the account itself only: who reads the mail verifies no stranger’s account', async () => {
    const mallory = await newcomer('squatter');
    const token = await latestToken();
    const reader = await world.make.user();
    expect(await confirm(reader, token)).toBe(INVALID);
    expect(await refusal(world.as().auth.confirmEmail({ token }))).toBe('request.unauthenticated');
    expect(await isVerified(mallory.id)).toBe(false);
  });

  test('takes the newest link, for three days', async () => {
    const actor = await newcomer('putri');
    const older = await latestToken();
    expect(await refusal(world.as(actor).auth.requestEmailVerification({}))).toBe('accepted');
    const newer = await latestToken();
    expect(newer).not.toBe(older);
    expect(await confirm(actor, older)).toBe(INVALID);
    world.clock.advance(3 * 86_400);
    expect(await confirm(actor, newer)).toBe(INVALID);
    expect(await refusal(world.as(actor).auth.requestEmailVerification({}))).toBe('accepted');
    expect(await confirm(actor, await latestToken())).toBe('accepted');
  });

  test('verifies the address that was mailed, not the one the account has by now', async () => {
    const actor = await newcomer('rini');
    const token = await latestToken();
    await world.as(actor).account.updateProfile({ email: 'boss@example.test', current_password: PASSWORD });
    expect(await confirm(actor, token)).toBe(INVALID);
    expect(await isVerified(actor.id)).toBe(false);
  });
});

test('requestEmailVerification: five mails an hour, none once the address is verified', async () => {
  const actor = await newcomer('sari');
  const ask = () => refusal(world.as(actor).auth.requestEmailVerification({}));
  for (let n = 0; n < 5; n++) expect(await ask()).toBe('accepted');
  expect(await ask()).toBe('request.rate_limited');
  await confirm(actor, await latestToken());
  const before = smtp.mails.length;
  expect(await refusal(world.as(await actorOf('sari')).auth.requestEmailVerification({}))).toBe('accepted');
  await runJobs(world.deps, emailVerificationMail);
  expect(smtp.mails.slice(before).filter(({ text }) => tokenIn(text) !== '')).toEqual([]);
});

test('update: a new address is told to the old one and starts unverified', async () => {
  const actor = await world.make.user({ username: 'tuti' });
  const changed = await world
    .as(actor)
    .account.updateProfile({ email: 'tuti@müller.test', current_password: PASSWORD });
  expect([changed.email, changed.email_verified]).toEqual(['tuti@müller.test', false]);
  expect((await sent()).filter((mail) => !mail.includes('Welcome'))).toEqual([
    'tuti@xn--mller-kva.test: Verify your e-mail address for Setiket',
    'tuti@example.test: Your e-mail address was changed',
  ]);
  expect(await refusal(world.as().auth.login({ email: 'TUTI@MÜLLER.test', password: PASSWORD }))).toBe('accepted');
});

test('confirmPasswordReset: the mailed token proves the address', async () => {
  const actor = await newcomer('wulan');
  await world.as().auth.requestPasswordReset({ email: actor.email });
  const { preparePasswordReset } = await import('./accounts.jobs.ts');
  const { passwordResetMail } = await import('../notifications/index.ts');
  await runJobs(world.deps, preparePasswordReset, passwordResetMail);
  const token = /reset-password#([\w-]{43})/.exec(smtp.mails.at(-1)?.text ?? '')?.[1] ?? '';
  await world.as().auth.confirmPasswordReset({ token, new_password: 'another fine password' });
  expect(await isVerified(actor.id)).toBe(true);
});

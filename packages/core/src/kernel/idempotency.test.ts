import { createTestDatabase } from '@setiket/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDeps } from '../../test/deps.ts';
import { type Actor, type Ctx, systemContext } from './context.ts';
import { sha256Hex } from './crypto.ts';
import { commonErrors, DomainError, defineErrors } from './errors.ts';
import { command } from './idempotency.ts';
import { newId } from './ids.ts';
import { withTransaction } from './transaction.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let deps: Awaited<ReturnType<typeof openTestDeps>>;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = await openTestDeps({ database_url: database.url });
});
afterAll(async () => {
  await deps.close();
  await database.drop();
});

const errors = defineErrors('toy', {
  sold_out: ['CONFLICT', 'Sold out.'],
  throttled: ['TOO_MANY_REQUESTS', 'Too many.'],
  overloaded: ['SERVICE_UNAVAILABLE', 'Not now.'],
});

const someone = (): Actor => ({
  kind: 'user',
  id: newId(),
  username: 'budi',
  email: 'budi@setiket.test',
  email_verified: true,
  role: 'customer',
  is_superuser: false,
  locale: 'en',
  session_id: '',
});

type Call = { actor?: Actor; key?: string | undefined; ip?: string };

function ctxOf({ actor = { kind: 'anonymous' }, key = 'key', ip = '192.0.2.1' }: Call): Ctx & { replayed: boolean } {
  const base = systemContext(deps, 'toy.count');
  const ctx = { ...base, actor, replayed: false };
  ctx.call = {
    ...base.call,
    ip,
    idempotency_key: key,
    reply: (header, value) => {
      if (header === 'Idempotent-Replayed') ctx.replayed = value === 'true';
    },
  };
  return ctx;
}

/** A use case that counts how often it had an effect, and refuses as often as it is told. */
function toy() {
  const refusals: Error[] = [];
  const state = { effects: 0, refusals };
  const run = command((ctx: Ctx, input: { text: string }) =>
    withTransaction(ctx, async (tx) => {
      await tx.$queryRaw`SELECT 1`;
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      state.effects += 1;
      return { text: input.text, effect: state.effects };
    }),
  );
  const call = async (options: Call, input = { text: 'x' }) => {
    const ctx = ctxOf(options);
    try {
      return { answer: await run({ ctx, input }), replayed: ctx.replayed };
    } catch (error) {
      if (error instanceof DomainError) return { code: error.code, replayed: ctx.replayed };
      throw error;
    }
  };
  return { state, call };
}

test('idempotency: the same key and input have one effect and one answer', async () => {
  const { state, call } = toy();
  const actor = someone();
  const answers = [await call({ actor }), await call({ actor }), await call({ actor })];
  expect(answers.map(({ answer }) => answer?.effect)).toEqual([1, 1, 1]);
  expect(answers.map(({ replayed }) => replayed)).toEqual([false, true, true]);
  expect(state.effects).toBe(1);
});

test('idempotency: calls at the same moment have one effect; the others get its answer or hear that it is in progress', async () => {
  const { state, call } = toy();
  const actor = someone();
  const answers = await Promise.all(Array.from({ length: 8 }, () => call({ actor })));
  expect(state.effects).toBe(1);
  for (const { answer, code } of answers) expect(answer?.effect ?? code).toBeOneOf([1, 'idempotency.in_progress']);
  // A later retry gets the answer: "in progress" was not stored as one.
  expect(await call({ actor })).toEqual({ answer: { text: 'x', effect: 1 }, replayed: true });
});

test('idempotency: another input under the same key is refused, and has no effect', async () => {
  const { state, call } = toy();
  const actor = someone();
  await call({ actor });
  expect(await call({ actor }, { text: 'y' })).toEqual({ code: 'idempotency.mismatch', replayed: false });
  expect(state.effects).toBe(1);
});

test('idempotency: a refusal of the use case is replayed', async () => {
  const { state, call } = toy();
  const actor = someone();
  state.refusals.push(errors.sold_out());
  expect(await call({ actor })).toEqual({ code: 'toy.sold_out', replayed: false });
  expect(await call({ actor })).toEqual({ code: 'toy.sold_out', replayed: true });
  expect(state.effects).toBe(0);
});

test.each([
  ['429', () => errors.throttled()],
  ['503', () => errors.overloaded()],
  ['a conflict that a retry resolves', () => commonErrors.conflict()],
  ['a refusal with Retry-After', () => errors.sold_out(undefined, { retry_after_seconds: 1 })],
])('idempotency: %s is not stored, so a retry with the same key succeeds', async (_name, refusal) => {
  const { state, call } = toy();
  const actor = someone();
  const first = refusal();
  state.refusals.push(first);
  expect(await call({ actor })).toEqual({ code: first.code, replayed: false });
  expect(await call({ actor })).toMatchObject({ answer: { effect: 1 }, replayed: false });
  expect(await call({ actor })).toMatchObject({ answer: { effect: 1 }, replayed: true });
});

test('idempotency: a failure by accident is not stored', async () => {
  const { state, call } = toy();
  const actor = someone();
  state.refusals.push(new Error('A bug.'));
  await expect(call({ actor })).rejects.toThrow('A bug.');
  expect(await call({ actor })).toMatchObject({ answer: { effect: 1 }, replayed: false });
});

test('idempotency: accounts never share a key', async () => {
  const { state, call } = toy();
  expect(await call({ actor: someone() })).toMatchObject({ replayed: false });
  expect(await call({ actor: someone() })).toMatchObject({ replayed: false });
  expect(state.effects).toBe(2);
});

test('idempotency: callers without an account share a key neither by address nor by input', async () => {
  const { state, call } = toy();
  const first = await call({ ip: '192.0.2.1' });
  expect(await call({ ip: '192.0.2.2' })).toEqual({ answer: { text: 'x', effect: 2 }, replayed: false });
  expect(await call({ ip: '192.0.2.1' }, { text: 'y' })).toMatchObject({ answer: { effect: 3 }, replayed: false });
  // The same caller again, also by another address of the same IPv6 network.
  expect(await call({ ip: '192.0.2.1' })).toEqual({ ...first, replayed: true });
  await call({ ip: '2001:db8::1' });
  expect(await call({ ip: '2001:db8::2' })).toMatchObject({ replayed: true });
  expect(state.effects).toBe(4);
});

test('idempotency: what is stored proves no guess of the input', async () => {
  const { call } = toy();
  await call({ actor: someone(), key: 'secret' }, { text: 'password' });
  const row = await deps.db.idempotency_keys.findFirstOrThrow({ where: { key: 'secret' } });
  expect(row.fingerprint).not.toBe(sha256Hex('toy.count\n{"text":"password"}'));
  expect(Buffer.from(row.answer).toString('latin1')).not.toContain('password');
});

test('idempotency: a key that is over is used anew', async () => {
  const { state, call } = toy();
  const actor = someone();
  await call({ actor, key: 'old' });
  await deps.db.idempotency_keys.updateMany({ where: { key: 'old' }, data: { expires_at: new Date(0) } });
  expect(await call({ actor, key: 'old' })).toMatchObject({ answer: { effect: 2 }, replayed: false });
  expect(state.effects).toBe(2);
});

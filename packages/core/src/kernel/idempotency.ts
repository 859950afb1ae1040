import { type Db, type idempotency_keys, Prisma } from '@setiket/db';
import { accountOf, type Ctx } from './context.ts';
import { deriveKey, hmacHex, seal, sha256Hex, unseal } from './crypto.ts';
import { DomainError, defineErrors, type ErrorKind, type Facts, type FieldErrors, isTransient } from './errors.ts';
import { inOneTurn } from './in-one-turn.ts';
import { addressKey } from './rate-limit.ts';
import { type Part, prepared, recordset } from './rows.ts';
import { addSeconds } from './time.ts';
import { isUniqueViolation, RetryTransaction, type Tx } from './transaction.ts';

/**
 * `Idempotency-Key`, with the semantics that Stripe made familiar: whoever retries with the same key gets the same
 * answer and is charged once. The answer is stored in the transaction of its effect. The same key with another body
 * is refused (422), the same key while the first call is under way too (409 with `Retry-After`), a replay is marked
 * by `Idempotent-Replayed: true`. Refusals of the use case are replayed as well, except those that pass by themselves
 * (`isTransient`): a retry after a 429 or a 503 is judged anew. What failed by accident is not stored either.
 *
 * A key belongs to the account or gate that sends it. Without an account it belongs to the address and the request
 * itself, so two strangers who send the same key never meet.
 *
 * Two guards: an advisory lock tells "under way" at once instead of making the second caller wait; the primary key
 * of `idempotency_keys` is what makes a second effect impossible, with or without that lock.
 */

const KEPT_SECONDS = 24 * 3600;
const MAXIMUM_LENGTH = 255;

const errors = defineErrors('idempotency', {
  in_progress: ['CONFLICT', 'A request with this Idempotency-Key is still being worked on.'],
  mismatch: ['UNPROCESSABLE_CONTENT', 'This Idempotency-Key was used for another request.'],
  key_invalid: ['BAD_REQUEST', `An Idempotency-Key has 1 to ${MAXIMUM_LENGTH} printable characters.`],
});

type Slot = { scope: string; key: string; fingerprint: string; recorded: boolean };
type Stored =
  | { ok: true; answer: unknown }
  | { ok: false; code: string; kind: ErrorKind; message: string; fields?: FieldErrors; facts?: Facts };

/** Thrown through the use case when its answer already exists. */
class Replay extends Error {
  readonly stored: Stored;
  constructor(stored: Stored) {
    super('replay');
    this.stored = stored;
  }
}

const slots = new WeakMap<Ctx, Slot>();

type AnyCtx = Ctx | (Omit<Ctx, 'actor'> & { actor: Ctx['actor'] });

/**
 * Wraps a use case for a router: `.mutation(command(purchaseTicket))`. Every mutation goes through it, so that every
 * POST, PUT, PATCH and DELETE honours the key, natively and over REST. What is stored and replayed is what the use
 * case's transaction returned; where the answer is something else, `present` makes it from that, for both.
 */
export function command<C extends AnyCtx, I, O>(
  useCase: (ctx: C, input: I) => Promise<O>,
): (call: { ctx: C; input: I }) => Promise<O>;
export function command<C extends AnyCtx, I, A, O>(
  useCase: (ctx: C, input: I) => Promise<A>,
  present: (ctx: C, answer: A, input: I) => O | Promise<O>,
): (call: { ctx: C; input: I }) => Promise<O>;
export function command<C extends AnyCtx, I, A>(
  useCase: (ctx: C, input: I) => Promise<A>,
  present: (ctx: C, answer: A, input: I) => unknown = (_ctx, answer) => answer,
) {
  return async ({ ctx, input }: { ctx: C; input: I }) => present(ctx, await runOnce(ctx, input, useCase), input);
}

async function runOnce<C extends AnyCtx, I, A>(
  ctx: C,
  input: I,
  useCase: (ctx: C, input: I) => Promise<A>,
): Promise<A> {
  const key = ctx.call.idempotency_key;
  if (key === undefined) return useCase(ctx, input);
  const slot = await slotFor(ctx, key, input);
  const known = await answerIn(ctx.db, slot);
  if (known && known.expires_at > ctx.clock.now()) return replay<A>(ctx, compare(ctx, slot, known));
  const scoped = { ...ctx };
  slots.set(scoped, slot);
  try {
    return await useCase(scoped, input);
  } catch (error) {
    if (error instanceof Replay) return replay<A>(ctx, error.stored);
    if (error instanceof DomainError && !isAboutKey(error) && !isTransient(error))
      await recordRefusal(scoped, slot, error);
    throw error;
  }
}

type Known = Pick<idempotency_keys, 'scope' | 'key' | 'fingerprint' | 'answer' | 'expires_at'>;
/** Answers that are stored already. */
const answerIn = inOneTurn(async (db: Db, asked: readonly Slot[]) => {
  const wanted = asked.map(({ scope, key }, n) => ({ n, scope, key }));
  const rows = await db.$queryRaw<(Known & { n: number })[]>(
    prepared(Prisma.sql`
      SELECT r.n, i.scope, i.key, i.fingerprint, i.answer, i.expires_at
      FROM ${recordset({ n: 'int', scope: 'text', key: 'text' }, wanted)}
        JOIN idempotency_keys AS i ON i.scope = r.scope AND i.key = r.key`),
  );
  const found = new Map(rows.map((row) => [row.n, row]));
  return asked.map((_slot, n) => found.get(n));
});

function isAboutKey(error: DomainError): boolean {
  return error.code.startsWith('idempotency.');
}

async function slotFor(ctx: Ctx, key: string, input: unknown): Promise<Slot> {
  if (key.length > MAXIMUM_LENGTH || !/^[\x20-\x7e]+$/.test(key)) throw errors.key_invalid();
  // Keyed: an input may hold a password, and a plain hash of it could be guessed from a stolen table.
  const fingerprint = hmacHex(fingerprintKey(ctx), `${ctx.procedure}\n${canonical(input, await filesIn(input))}`);
  const scope = accountOf(ctx.actor) ?? strangerScope(ctx, fingerprint);
  return { scope, key, fingerprint, recorded: false };
}

const fingerprintKey = ({ env }: Ctx) => deriveKey(env.APP_SECRET, 'idempotency-fingerprint');

function strangerScope(ctx: Ctx, fingerprint: string): string {
  return `anonymous:${hmacHex(fingerprintKey(ctx), `${addressKey(ctx.call.ip)}\n${fingerprint}`)}`;
}

/** The same text for the same input, whatever the order of its members; files count by their content. */
function canonical(value: unknown, files: Files): string {
  if (value instanceof Blob) return `blob:${files.get(value)}`;
  if (Array.isArray(value)) return `[${value.map((member) => canonical(member, files)).join(',')}]`;
  if (value !== null && typeof value === 'object' && !(value instanceof Date)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    const texts = members
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member, files)}`);
    return `{${texts.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}

/** What each file of an input contains, by its hash. */
type Files = Map<Blob, string>;

async function filesIn(value: unknown, files: Files = new Map()): Promise<Files> {
  if (value instanceof Blob) files.set(value, sha256Hex(new Uint8Array(await value.arrayBuffer())));
  else if (value !== null && typeof value === 'object')
    for (const member of Object.values(value)) if (typeof member === 'object') await filesIn(member, files);
  return files;
}

function compare(ctx: Ctx, slot: Slot, known: { fingerprint: string; answer: Uint8Array }): Stored {
  if (known.fingerprint !== slot.fingerprint) throw errors.mismatch();
  return JSON.parse(unseal(sealingKey(ctx), known.answer, nameOf(slot))) as Stored;
}

function replay<O>(ctx: Ctx, stored: Stored): O {
  ctx.call.reply('Idempotent-Replayed', 'true');
  if (stored.ok) return stored.answer as O;
  const { code, kind, message, fields, facts } = stored;
  throw new DomainError(code, kind, message, { ...(fields && { fields }), ...(facts && { facts }) });
}

/** Answers may hold tokens, so each is kept sealed, for this caller and this `Idempotency-Key` alone. */
const sealingKey = ({ env }: Ctx) => deriveKey(env.APP_SECRET, 'idempotency');
const nameOf = ({ scope, key }: Slot) => `${scope}\n${key}`;

/** First statement of the effect's transaction: nobody else may be working under this key. */
export async function claimKey(ctx: Ctx, tx: Tx): Promise<void> {
  const slot = slots.get(ctx);
  if (!slot || slot.recorded) return;
  const [claim] = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${nameOf(slot)}, 0)) AS locked`;
  if (!claim?.locked) throw errors.in_progress(undefined, { retry_after_seconds: 1 });
  const known = await tx.idempotency_keys.findUnique({ where: { scope_key: { scope: slot.scope, key: slot.key } } });
  if (!known) return;
  if (known.expires_at > ctx.clock.now()) throw new Replay(compare(ctx, slot, known));
  await tx.idempotency_keys.delete({ where: { scope_key: { scope: slot.scope, key: slot.key } } });
}

/** What a statement with `keysClaimed` in it gives for each key. */
export type KeyClaim = {
  n: number;
  locked: boolean;
  fingerprint: string | null;
  /** In base64. */
  answer: string | null;
  expires_at: string | null;
};

/** `claimKey` for use cases that are committed together, as a part of their first statement. */
export function keysClaimed(calls: readonly Ctx[]): Part {
  const wanted = calls.flatMap((ctx, n) => {
    const slot = slots.get(ctx);
    return slot && !slot.recorded ? [{ n, scope: slot.scope, key: slot.key }] : [];
  });
  // The row is read as it was before the lock: one that came in between is found by the primary key, and then again.
  return {
    name: 'claims',
    sql: Prisma.sql`
      SELECT r.n, pg_try_advisory_xact_lock(hashtextextended(r.scope || E'\n' || r.key, 0)) AS locked,
        i.fingerprint, encode(i.answer, 'base64') AS answer, i.expires_at
      FROM ${recordset({ n: 'int', scope: 'text', key: 'text' }, wanted)}
        LEFT JOIN idempotency_keys AS i ON i.scope = r.scope AND i.key = r.key`,
  };
}

/**
 * Each call is judged alone.
 * @returns for each call what stands in its way, in the same order
 */
export async function obstaclesOf(
  tx: Tx,
  calls: readonly Ctx[],
  claims: readonly KeyClaim[],
): Promise<(Error | undefined)[]> {
  const claimed = new Map(claims.map((claim) => [claim.n, claim]));
  const seen = new Set<string>();
  const obstacles: (Error | undefined)[] = [];
  for (const [n, ctx] of calls.entries()) {
    const slot = slots.get(ctx);
    const claim = claimed.get(n);
    obstacles.push(slot && claim && (await obstacleOf(tx, ctx, slot, claim, seen)));
  }
  return obstacles;
}

async function obstacleOf(
  tx: Tx,
  ctx: Ctx,
  slot: Slot,
  { locked, fingerprint, answer, expires_at }: KeyClaim,
  seen: Set<string>,
): Promise<Error | undefined> {
  // A transaction is not in its own way, so the lock does not tell two calls of one transaction apart.
  const name = nameOf(slot);
  const isFirst = locked && !seen.has(name);
  seen.add(name);
  const isKnown = fingerprint !== null && answer !== null && expires_at !== null;
  if (!isKnown) return isFirst ? undefined : errors.in_progress(undefined, { retry_after_seconds: 1 });
  if (new Date(expires_at) <= ctx.clock.now()) {
    if (!isFirst) return errors.in_progress(undefined, { retry_after_seconds: 1 });
    await tx.idempotency_keys.delete({ where: { scope_key: { scope: slot.scope, key: slot.key } } });
    return undefined;
  }
  try {
    return new Replay(compare(ctx, slot, { fingerprint, answer: Buffer.from(answer, 'base64') }));
  } catch (error) {
    return error as Error;
  }
}

const COLUMNS = {
  scope: 'text',
  key: 'text',
  fingerprint: 'text',
  answer: 'text',
  created_at: 'timestamptz',
  expires_at: 'timestamptz',
} as const;

/** An answer as it is kept, sealed. */
export type AnswerRow = ReturnType<typeof answerRow>;

/** What is kept of an answer, for use cases that are committed together; nothing where nobody sent a key. */
export function answerRow(ctx: Ctx, answer: unknown) {
  const slot = slots.get(ctx);
  if (!slot || slot.recorded) return undefined;
  const { answer: sealed, ...rest } = row(ctx, slot, { ok: true, answer });
  return { ...rest, answer: Buffer.from(sealed).toString('base64') };
}

/** `recordAnswer` for use cases that are committed together. */
export function answersRecorded(answers: readonly AnswerRow[]): Part | undefined {
  const rows = answers.filter((kept) => kept !== undefined);
  if (rows.length === 0) return undefined;
  return {
    name: 'new_answers',
    sql: Prisma.sql`INSERT INTO idempotency_keys (scope, key, fingerprint, answer, created_at, expires_at)
      SELECT scope, key, fingerprint, decode(answer, 'base64'), created_at, expires_at FROM ${recordset(COLUMNS, rows)}`,
  };
}

/** Last statement of the effect's transaction. */
export async function recordAnswer(ctx: Ctx, tx: Tx, answer: unknown): Promise<void> {
  const slot = slots.get(ctx);
  if (!slot || slot.recorded) return;
  try {
    await tx.idempotency_keys.create({ data: row(ctx, slot, { ok: true, answer }) });
  } catch (error) {
    // Only where advisory locks do nothing: another call was first. Run again, and find its answer.
    throw isUniqueViolation(error) ? new RetryTransaction() : error;
  }
}

/** After the commit: the key belongs to this use case's first transaction. */
export function settleKey(ctx: Ctx): void {
  const slot = slots.get(ctx);
  if (slot) slot.recorded = true;
}

/** A refusal has no effect to be atomic with. Losing the race to another call is fine: then its answer stands. */
async function recordRefusal(ctx: Ctx, slot: Slot, error: DomainError): Promise<void> {
  if (slot.recorded) return;
  const refusal: Stored = {
    ok: false,
    code: error.code,
    kind: error.kind,
    message: error.message,
    ...(error.fields && { fields: error.fields }),
    ...(error.facts && { facts: error.facts }),
  };
  try {
    await ctx.db.idempotency_keys.create({ data: row(ctx, slot, refusal) });
  } catch (failure) {
    if (!isUniqueViolation(failure)) throw failure;
  }
}

function row(ctx: Ctx, slot: Slot, stored: Stored) {
  const now = ctx.clock.now();
  return {
    scope: slot.scope,
    key: slot.key,
    fingerprint: slot.fingerprint,
    answer: new Uint8Array(seal(sealingKey(ctx), JSON.stringify(stored), nameOf(slot))),
    created_at: now,
    expires_at: addSeconds(now, KEPT_SECONDS),
  };
}

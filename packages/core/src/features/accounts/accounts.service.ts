import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { hashPassword, verifyPassword } from '../../kernel/crypto.ts';
import { commonErrors, type FieldErrors, fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { amount } from '../../kernel/money.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { type DbOrTx, isUniqueViolation, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { post } from '../ledger/index.ts';
import { recordUpload, type StoredUpload, storeUpload } from '../media/index.ts';
import { passwordChangedMail, roleChangedMail, welcomeMail } from '../notifications/index.ts';
import { accountErrors } from './accounts.errors.ts';
import { mayManageAccount } from './accounts.policy.ts';
import type { listUsersInput, registerInput, updateAccountInput, updateAnyAccountInput } from './accounts.schema.ts';
import { type AccountView, accountView, withProfile } from './accounts.view.ts';
import { passwordProblems } from './passwords.ts';
import { invalidateSessions } from './sessions.ts';

/**
 * `setiket.md`, Register User. The account starts with `SIGNUP_BALANCE`, booked in the ledger like every other
 * movement of money.
 */
export async function registerUser(ctx: Ctx, input: z.output<typeof registerInput>): Promise<AccountView> {
  const username = input.username ?? (await freeUsername(ctx, input.email));
  await refuseBadIdentity(ctx.db, { username, email: input.email, password: input.password });
  const password_hash = await hashPassword(input.password);
  const upload = await storeUpload(ctx, { field: 'image', kind: 'avatar', file: input.image });
  return registerHashed(ctx, { ...input, username, password_hash }, upload);
}

type HashedRegistration = Omit<z.output<typeof registerInput>, 'username' | 'password' | 'image'> & {
  username: string;
  password_hash: string;
};

/** The rest of a registration, for whoever has hashed already: demo data and seeds make many accounts with one password. */
export function registerHashed(ctx: Ctx, input: HashedRegistration, upload?: StoredUpload): Promise<AccountView> {
  return refusingDuplicates(() =>
    withTransaction(ctx, async (tx) => {
      const now = ctx.clock.now();
      const user_id = newId(now.getTime());
      const image_id = await recordUpload(tx, upload, user_id, now);
      await tx.users.create({
        data: {
          id: user_id,
          username: input.username,
          username_key: input.username.toLowerCase(),
          email: input.email,
          password_hash: input.password_hash,
          first_name: input.first_name ?? '',
          last_name: input.last_name ?? '',
          phone_number: input.phone_number ?? null,
          image_id: image_id ?? null,
          locale: input.locale ?? ctx.call.locale,
          created_at: now,
          updated_at: now,
        },
      });
      await post(tx, {
        kind: 'signup_credit',
        from: { kind: 'signup_credit' },
        to: { kind: 'user_balance', owner_id: user_id },
        amount: amount(ctx.env.SIGNUP_BALANCE),
        currency: ctx.env.DEFAULT_CURRENCY,
      });
      await audit(tx, { action: 'user.registered', subject_type: 'user', subject_id: user_id });
      await enqueue(tx, welcomeMail, { user_id });
      return accountView(ctx, await tx.users.findUniqueOrThrow({ where: { id: user_id }, include: withProfile }));
    }),
  );
}

/** `ani.wijaya@example.org` becomes `ani.wijaya`, or `ani.wijaya2` where that is taken. */
async function freeUsername(ctx: Ctx, email: string): Promise<string> {
  const stem =
    email
      .split('@')[0]!
      .replace(/[^\p{L}\p{N}._-]/gu, '')
      .slice(0, 140) || 'user';
  const taken = await ctx.db.users.findMany({
    where: { username_key: { startsWith: stem.toLowerCase() } },
    select: { username_key: true },
  });
  const keys = new Set(taken.map((user) => user.username_key));
  let candidate = stem;
  for (let n = 2; keys.has(candidate.toLowerCase()); n++) candidate = `${stem}${n}`;
  return candidate;
}

type Identity = {
  id?: string;
  username?: string | undefined;
  email?: string | undefined;
  password?: string | undefined;
};

/** Everything that is wrong at once, so that a form needs one round only. */
async function refuseBadIdentity(db: DbOrTx, { id, username, email, password }: Identity): Promise<void> {
  const fields: FieldErrors = {};
  const others = id === undefined ? {} : { id: { not: id } };
  if (
    username !== undefined &&
    (await db.users.findFirst({ where: { ...others, username_key: username.toLowerCase() } }))
  ) {
    fields.username = ['A user with that username already exists.'];
  }
  if (email !== undefined && (await db.users.findFirst({ where: { ...others, email } }))) {
    fields.email = ['A user with that email already exists.'];
  }
  const problems = password === undefined ? [] : passwordProblems(password, { username, email });
  if (problems.length > 0) fields.password = problems;
  if (Object.keys(fields).length > 0) throw commonErrors.invalid(undefined, { fields });
}

/** Two people who take the same name at the same moment: the index decides, and the loser gets the usual sentence. */
async function refusingDuplicates<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const field = JSON.stringify((error as { meta?: unknown }).meta ?? '').includes('username') ? 'username' : 'email';
    throw fieldError(field, `A user with that ${field} already exists.`);
  }
}

export async function getOwnAccount(ctx: UserCtx): Promise<AccountView> {
  return accountView(ctx, await ctx.db.users.findUniqueOrThrow({ where: { id: ctx.actor.id }, include: withProfile }));
}

/** `setiket.md`, Update Account. A new password ends all other sessions. */
export async function updateOwnAccount(ctx: UserCtx, input: z.output<typeof updateAccountInput>): Promise<AccountView> {
  const { current_password, ...changes } = input;
  if (current_password !== undefined && changes.password !== undefined) {
    const user = await ctx.db.users.findUniqueOrThrow({ where: { id: ctx.actor.id } });
    if (!(await verifyPassword(user.password_hash, current_password)))
      throw fieldError('current_password', 'This is not your password.');
  }
  return changeAccount(ctx, ctx.actor.id, changes, ctx.actor.session_id);
}

/** `setiket.md`, Update User Account (Admin). A new password or role ends all sessions of the account. */
export async function updateAnyAccount(
  ctx: UserCtx,
  { id, ...changes }: z.output<typeof updateAnyAccountInput>,
): Promise<AccountView> {
  const target = await ctx.db.users.findUnique({ where: { id } });
  if (!target) throw accountErrors.not_found();
  if (!mayManageAccount(ctx.actor, target, changes)) throw accountErrors.superuser_needed();
  return changeAccount(ctx, id, changes, id === ctx.actor.id ? ctx.actor.session_id : undefined);
}

type Changes = Omit<z.output<typeof updateAnyAccountInput>, 'id'>;

async function changeAccount(
  ctx: UserCtx,
  id: string,
  changes: Changes,
  kept_session: string | undefined,
): Promise<AccountView> {
  const { image, password, username, ...plain } = changes;
  const before = await ctx.db.users.findUniqueOrThrow({ where: { id } });
  await refuseBadIdentity(ctx.db, { id, username, email: plain.email });
  const problems =
    password === undefined
      ? []
      : passwordProblems(password, { username: username ?? before.username, email: plain.email ?? before.email });
  if (problems.length > 0) throw commonErrors.invalid(undefined, { fields: { password: problems } });
  const password_hash = password === undefined ? undefined : await hashPassword(password);
  const upload = await storeUpload(ctx, { field: 'image', kind: 'avatar', file: image });
  return refusingDuplicates(() =>
    withTransaction(ctx, async (tx) => {
      const now = ctx.clock.now();
      const image_id = image === null ? null : await recordUpload(tx, upload, id, now);
      const user = await tx.users.update({
        where: { id },
        data: dropUndefined({
          ...plain,
          ...(username !== undefined && { username, username_key: username.toLowerCase() }),
          password_hash,
          image_id,
          updated_at: now,
        }),
        include: withProfile,
      });
      await endSessionsAfterChange(ctx, tx, { before, changes, kept_session });
      await audit(tx, {
        action: 'user.updated',
        subject_type: 'user',
        subject_id: id,
        data: { fields: Object.keys(changes).join(',') },
      });
      return accountView(ctx, user);
    }),
  );
}

type ChangeOfAccount = { before: { id: string; role: string }; changes: Changes; kept_session: string | undefined };

async function endSessionsAfterChange(
  ctx: UserCtx,
  tx: Tx,
  { before, changes, kept_session }: ChangeOfAccount,
): Promise<void> {
  const isNewRole = changes.role !== undefined && changes.role !== before.role;
  const isShutOut = changes.is_active === false;
  if (changes.password !== undefined || isNewRole || isShutOut) {
    await invalidateSessions({ env: ctx.env, db: tx }, before.id, kept_session);
  }
  if (changes.password !== undefined) await enqueue(tx, passwordChangedMail, { user_id: before.id });
  if (isNewRole) {
    await audit(tx, {
      action: 'user.role_changed',
      subject_type: 'user',
      subject_id: before.id,
      data: { from: before.role, to: changes.role ?? null },
    });
    await enqueue(tx, roleChangedMail, { user_id: before.id });
  }
}

/** Prisma takes `undefined` for "leave as it is", which exact optional types do not know. */
function dropUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** `setiket.md`, List All Users. */
export async function listUsers(ctx: UserCtx, input: z.output<typeof listUsersInput>): Promise<Page<AccountView>> {
  const contains = input.search ? { contains: input.search, mode: 'insensitive' as const } : undefined;
  const where: Prisma.usersWhereInput = {
    ...(input.role && { role: input.role }),
    ...(contains && { OR: [{ username: contains }, { email: contains }, { phone_number: contains }] }),
  };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.users.findMany({
      where,
      include: withProfile,
      orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
      skip,
      take,
    }),
    ctx.db.users.count({ where }),
  ]);
  return toPage(
    input,
    rows.map((row) => accountView(ctx, row)),
    total,
  );
}

/** `setiket.md`, List Event Organizers. */
export async function listOrganizers(
  ctx: UserCtx,
  input: { page?: number | undefined; page_size?: number | undefined; cursor?: string | undefined },
) {
  const where = { role: 'event_organizer' as const };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.users.findMany({ where, orderBy: [{ created_at: 'desc' }, { id: 'desc' }], skip, take }),
    ctx.db.users.count({ where }),
  ]);
  const items = rows.map(({ id, username, email }) => ({
    id,
    username,
    email,
    event_url: `${ctx.env.PUBLIC_URL}/api/v1/admin/event-organizers/${id}/events/`,
  }));
  return toPage(input, items, total);
}

/** The role that an approved proposal brings; other roles keep what they have. For the organizers feature. */
export async function promoteToOrganizer(tx: Tx, ctx: Ctx, user_id: string): Promise<void> {
  const { count } = await tx.users.updateMany({
    where: { id: user_id, role: 'customer' },
    data: { role: 'event_organizer', updated_at: ctx.clock.now() },
  });
  if (count === 0) return;
  await audit(tx, {
    action: 'user.role_changed',
    subject_type: 'user',
    subject_id: user_id,
    data: { from: 'customer', to: 'event_organizer' },
  });
}

import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, Role, UserCtx } from '../../kernel/context.ts';
import { hashPassword } from '../../kernel/crypto.ts';
import { commonErrors, type FieldErrors, fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { amount } from '../../kernel/money.ts';
import { type DbOrTx, isUniqueViolation, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { post } from '../ledger/index.ts';
import { recordUpload, type StoredUpload, storeUpload } from '../media/index.ts';
import { emailChangedMail, passwordChangedMail, roleChangedMail, welcomeMail } from '../notifications/index.ts';
import type { registerInput, updateAccountInput, updateAnyAccountInput } from './accounts.schema.ts';
import { type AccountView, accountView, withProfile } from './accounts.view.ts';
import { hasJustSignedIn, requireOwnPassword } from './own-password.ts';
import { passwordProblems } from './passwords.ts';
import { phoneKey } from './phones.ts';
import { invalidateSessions } from './sessions.ts';
import { freeUsername } from './usernames.ts';
import { startVerification } from './verification.service.ts';

/**
 * `setiket.md`, Register User. The account starts with `SIGNUP_BALANCE`, booked in the ledger like every other
 * movement of money.
 */
export async function registerUser(
  ctx: Ctx,
  input: z.output<typeof registerInput>,
  { email_verified = false }: { email_verified?: boolean } = {},
): Promise<AccountView> {
  const username = input.username ?? (await freeUsername(ctx.db, input.email.split('@')[0]!));
  await refuseBadIdentity(ctx.db, { username, email: input.email, password: input.password });
  const password_hash = await hashPassword(input.password);
  const upload = await storeUpload(ctx, { field: 'image', kind: 'avatar', file: input.image });
  return registerHashed(ctx, { ...input, username, password_hash, email_verified }, upload);
}

type HashedRegistration = Omit<z.output<typeof registerInput>, 'username' | 'password' | 'image'> & {
  username: string;
  password_hash: string;
  /** What only an administrator who makes the account decides. */
  given?: { role: Role; phone_key: string };
  /** For accounts that operators, demo data and tests make; everybody else verifies the address by a mailed link. */
  email_verified?: boolean;
};

/** The rest of a registration, for whoever has hashed already: demo data and seeds make many accounts with one password. */
export function registerHashed(ctx: Ctx, input: HashedRegistration, upload?: StoredUpload): Promise<AccountView> {
  const phone_field = input.given ? 'phone' : 'phone_number';
  const work = () =>
    withTransaction(ctx, async (tx) => {
      const user_id = await insertAccount(tx, ctx, input, upload);
      const action = input.given ? 'user.created' : 'user.registered';
      await audit(tx, { action, subject_type: 'user', subject_id: user_id });
      // An unverified address may belong to a stranger: it receives the verification link and nothing else.
      if (input.given || input.email_verified) await enqueue(tx, welcomeMail, { user_id });
      else await startVerification(tx, ctx, { id: user_id, email: input.email });
      return accountView(ctx, await tx.users.findUniqueOrThrow({ where: { id: user_id }, include: withProfile }));
    });
  return refusingDuplicates(work, phone_field);
}

/** An account with what it starts with; what is told about it is the caller's. */
export async function insertAccount(
  tx: Tx,
  ctx: Ctx,
  input: HashedRegistration,
  upload?: StoredUpload,
): Promise<string> {
  const now = ctx.clock.now();
  const user_id = newId(now.getTime());
  const image_id = await recordUpload(tx, upload, user_id, now);
  await tx.users.create({
    data: {
      id: user_id,
      username: input.username,
      username_key: input.username.toLowerCase(),
      email: input.email,
      email_verified_at: input.email_verified ? now : null,
      password_hash: input.password_hash,
      first_name: input.first_name ?? '',
      last_name: input.last_name ?? '',
      phone_number: input.phone_number ?? null,
      image_id: image_id ?? null,
      locale: input.locale ?? ctx.call.locale,
      ...input.given,
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
  return user_id;
}

type Identity = {
  id?: string;
  username?: string | undefined;
  email?: string | undefined;
  password?: string | undefined;
  phone_key?: string | null | undefined;
  /** What the caller knows the phone number as. */
  phone_field?: 'phone' | 'phone_number';
};

/** Everything that is wrong at once, so that a form needs one round only. */
export async function refuseBadIdentity(
  db: DbOrTx,
  { id, username, email, password, phone_key, phone_field = 'phone_number' }: Identity,
): Promise<void> {
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
  if (phone_key && (await db.users.findFirst({ where: { ...others, phone_key } }))) {
    fields[phone_field] = ['A user with that phone number already exists.'];
  }
  const problems = password === undefined ? [] : passwordProblems(password, { username, email });
  if (problems.length > 0) fields.password = problems;
  if (Object.keys(fields).length > 0) throw commonErrors.invalid(undefined, { fields });
}

/** Two people who take the same name at the same moment: the index decides, and the loser gets the usual sentence. */
export async function refusingDuplicates<T>(
  work: () => Promise<T>,
  phone_field: 'phone' | 'phone_number' = 'phone_number',
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const where = JSON.stringify((error as { meta?: unknown }).meta ?? '');
    if (where.includes('phone_key')) throw fieldError(phone_field, 'A user with that phone number already exists.');
    const field = where.includes('username') ? 'username' : 'email';
    throw fieldError(field, `A user with that ${field} already exists.`);
  }
}

export async function getOwnAccount(ctx: UserCtx): Promise<AccountView> {
  return accountView(ctx, await ctx.db.users.findUniqueOrThrow({ where: { id: ctx.actor.id }, include: withProfile }));
}

type OwnChanges = z.output<typeof updateAccountInput>;

/**
 * `setiket.md`, Update Account. A new password ends all other sessions. Its document knows no `current_password`, so
 * whoever has just signed in may do without: a session that was left open or stolen later takes no account over.
 */
export async function updateOwnAccount(
  ctx: UserCtx,
  { current_password, ...changes }: OwnChanges,
): Promise<AccountView> {
  const isAsked = current_password !== undefined || !(await hasJustSignedIn(ctx));
  if (isAsked && opensDoors(ctx, changes)) await requireOwnPassword(ctx, current_password, 'current_password');
  return changeAccount(ctx, ctx.actor.id, changes, { kept_session: ctx.actor.session_id });
}

/** `oc-mena.md`, Update profile: the same, but what opens doors is never changed without the password. */
export async function updateOwnProfile(
  ctx: UserCtx,
  { current_password, ...changes }: OwnChanges,
): Promise<AccountView> {
  if (opensDoors(ctx, changes)) await requireOwnPassword(ctx, current_password, 'current_password');
  return changeAccount(ctx, ctx.actor.id, changes, { kept_session: ctx.actor.session_id });
}

/** Whoever has the password or the mailbox has the account. */
function opensDoors({ actor }: UserCtx, { email, password }: Pick<OwnChanges, 'email' | 'password'>): boolean {
  return password !== undefined || (email !== undefined && email !== actor.email);
}

type Changes = Omit<z.output<typeof updateAnyAccountInput>, 'id' | 'name' | 'phone'>;

type Editing = {
  kept_session?: string | undefined;
  /** A phone number that an administrator gives is nobody else's; one's own is one's own business. */
  by_administrator?: boolean;
  phone_field?: 'phone' | 'phone_number';
};

export async function changeAccount(
  ctx: UserCtx,
  id: string,
  changes: Changes,
  { kept_session, by_administrator = false, phone_field = 'phone_number' }: Editing,
): Promise<AccountView> {
  const { image, password, username, ...plain } = changes;
  const before = await ctx.db.users.findUniqueOrThrow({ where: { id } });
  const isNewEmail = plain.email !== undefined && plain.email !== before.email;
  const phone_key = keyAfterChange(before.phone_key, plain.phone_number, by_administrator);
  await refuseBadIdentity(ctx.db, { id, username, email: plain.email, phone_key, phone_field });
  const problems =
    password === undefined
      ? []
      : passwordProblems(password, { username: username ?? before.username, email: plain.email ?? before.email });
  if (problems.length > 0) throw commonErrors.invalid(undefined, { fields: { password: problems } });
  const password_hash = password === undefined ? undefined : await hashPassword(password);
  const upload = await storeUpload(ctx, { field: 'image', kind: 'avatar', file: image });
  const work = () =>
    withTransaction(ctx, async (tx) => {
      const now = ctx.clock.now();
      const image_id = image === null ? null : await recordUpload(tx, upload, id, now);
      const user = await tx.users.update({
        where: { id },
        data: dropUndefined({
          ...plain,
          // The new address decides nothing until it is verified in its turn.
          ...(isNewEmail && { email_verified_at: null }),
          ...(username !== undefined && { username, username_key: username.toLowerCase() }),
          password_hash,
          phone_key,
          image_id,
          updated_at: now,
        }),
        include: withProfile,
      });
      await endSessionsAfterChange(ctx, tx, { before, changes, kept_session });
      if (isNewEmail) {
        await tellOldAddress(tx, before);
        await startVerification(tx, ctx, user);
      }
      await audit(tx, {
        action: 'user.updated',
        subject_type: 'user',
        subject_id: id,
        data: { fields: Object.keys(changes).join(',') },
      });
      return accountView(ctx, user);
    });
  return refusingDuplicates(work, phone_field);
}

/** Whoever changes the number themselves takes it out of the administrators' register. */
function keyAfterChange(before: string | null, phone_number: string | null | undefined, by_administrator: boolean) {
  if (phone_number === undefined) return undefined;
  const key = phoneKey(phone_number);
  return by_administrator || key === before ? key : null;
}

/** Whoever loses the account to somebody else still reads the old mailbox. A reset that waits there is worth nothing now. */
async function tellOldAddress(tx: Tx, before: { id: string; email: string }): Promise<void> {
  await tx.password_resets.deleteMany({ where: { user_id: before.id, used_at: null } });
  await enqueue(tx, emailChangedMail, { user_id: before.id, old_email: before.email });
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

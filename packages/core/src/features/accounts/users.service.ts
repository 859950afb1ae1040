import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { isAdministrator, type UserCtx } from '../../kernel/context.ts';
import { hashPassword, randomToken } from '../../kernel/crypto.ts';
import { commonErrors, DomainError } from '../../kernel/errors.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { accountErrors } from './accounts.errors.ts';
import { mayManageAccount } from './accounts.policy.ts';
import type { createUserInput, listUsersInput, updateAnyAccountInput } from './accounts.schema.ts';
import { changeAccount, refuseBadIdentity, registerHashed } from './accounts.service.ts';
import { type AccountView, accountView, withProfile } from './accounts.view.ts';
import { addressWithoutMail } from './addresses.ts';
import { isNamed } from './people-search.ts';
import { phoneKey } from './phones.ts';
import { freeUsername } from './usernames.ts';

/** Others may take the derived name between looking and writing; after so many times something else is wrong. */
const ATTEMPTS = 5;

/**
 * `event-ticketing.md`, Create User: an administrator makes an account. Without a password nobody can sign in to it
 * until an administrator sets one.
 */
export async function createUser(ctx: UserCtx, input: z.output<typeof createUserInput>): Promise<AccountView> {
  const { role } = input;
  if (!mayManageAccount(ctx.actor, { role, is_superuser: false }, { role })) throw accountErrors.superuser_needed();
  const password_hash = await hashPassword(input.password ?? randomToken());
  for (let attempt = 1; ; attempt++) {
    try {
      return await createNamed(ctx, input, password_hash);
    } catch (error) {
      if (attempt >= ATTEMPTS || !isAboutDerived(error, input)) throw error;
    }
  }
}

async function createNamed(
  ctx: UserCtx,
  input: z.output<typeof createUserInput>,
  password_hash: string,
): Promise<AccountView> {
  const { name, phone, role, password } = input;
  const username = input.username ?? (await freeUsername(ctx.db, usernameWish(input)));
  const email = input.email ?? addressWithoutMail(mailboxOf(username));
  const phone_key = phoneKey(phone);
  await refuseBadIdentity(ctx.db, { username, email, password, phone_key, phone_field: 'phone' });
  return registerHashed(ctx, {
    username,
    email,
    password_hash,
    ...splitName(name),
    phone_number: phone,
    locale: input.locale,
    given: { role, phone_key },
  });
}

function usernameWish({ email, name }: z.output<typeof createUserInput>): string {
  return email?.split('@')[0] ?? name.toLowerCase().replace(/\s+/g, '.');
}

/** A username may have letters that an address may not. */
function mailboxOf(username: string): string {
  const isPlain = /^[a-z0-9_+-]+(\.[a-z0-9_+-]+)*$/i.test(username);
  return isPlain ? username.toLowerCase() : `u-${Buffer.from(username.toLowerCase()).toString('hex').slice(0, 60)}`;
}

/** Somebody else has just taken a name that this caller did not ask for. */
function isAboutDerived(error: unknown, { username, email }: z.output<typeof createUserInput>): boolean {
  if (!(error instanceof DomainError) || !error.fields) return false;
  const fields = Object.keys(error.fields);
  return fields.every((field) => (field === 'username' && !username) || (field === 'email' && !email));
}

/** `John Michael Doe` is called John. */
function splitName(name: string): { first_name: string; last_name: string } {
  const [first_name = '', ...rest] = name.split(/\s+/);
  return { first_name, last_name: rest.join(' ') };
}

/** One account, for administrators and for its owner. Nobody else learns whether it exists. */
export async function getUser(ctx: UserCtx, { id }: { id: string }): Promise<AccountView> {
  if (id !== ctx.actor.id && !isAdministrator(ctx.actor)) throw commonErrors.forbidden();
  const user = await ctx.db.users.findUnique({ where: { id }, include: withProfile });
  if (!user) throw accountErrors.not_found();
  return accountView(ctx, user);
}

/** `setiket.md`, Update User Account (Admin). A new password or role ends all sessions of the account. */
export async function updateAnyAccount(
  ctx: UserCtx,
  { id, name, phone, ...fields }: z.output<typeof updateAnyAccountInput>,
): Promise<AccountView> {
  const changes = {
    ...(name !== undefined && splitName(name)),
    ...(phone !== undefined && { phone_number: phone }),
    ...fields,
  };
  const target = await ctx.db.users.findUnique({ where: { id } });
  if (!target) throw accountErrors.not_found();
  if (!mayManageAccount(ctx.actor, target, changes)) throw accountErrors.superuser_needed();
  return changeAccount(ctx, id, changes, {
    kept_session: id === ctx.actor.id ? ctx.actor.session_id : undefined,
    by_administrator: true,
    phone_field: phone === undefined ? 'phone_number' : 'phone',
  });
}

/** A search with more hits says too little; the latest accounts are those that are shown. */
const MAX_HITS = 10_000;

async function idsOfNamed({ db }: UserCtx, search: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM users AS u
    WHERE ${isNamed(search)} OR u.id::text = ${search.toLowerCase()} OR position(${search} IN u.phone_number) > 0
    ORDER BY created_at DESC, id DESC LIMIT ${MAX_HITS}`;
  return rows.map(({ id }) => id);
}

/** `setiket.md`, List All Users. */
export async function listUsers(ctx: UserCtx, input: z.output<typeof listUsersInput>): Promise<Page<AccountView>> {
  const search = input.search?.trim();
  const where: Prisma.usersWhereInput = {
    ...(input.role && { role: input.role }),
    ...(search && { id: { in: await idsOfNamed(ctx, search) } }),
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

import { raiseToAdministrator, registerHashed } from '@setiket/core/features/accounts';
import { type Deps, type Role, systemContext, type UserActor } from '@setiket/core/kernel/context';
import { hashPassword } from '@setiket/core/kernel/crypto';
import { appRouter } from '@setiket/core/router';

/** The password of every demo account. */
export const DEMO_PASSWORD = 'setiket-demo';

/** One person with the product, at a moment of our choice. */
export type Person = { id: string; at(now: Date): ReturnType<typeof appRouter.createCaller> };

/** Who registers, and what the administrator makes of them. The organizer becomes one by its proposal. */
const REGISTERED: Record<string, Role> = {
  organizer: 'customer',
  customer: 'customer',
  staff: 'staff',
  support: 'support',
  vendor: 'vendor',
};
const GUESTS = ['tamu1', 'tamu2', 'tamu3', 'tamu4', 'tamu5', 'tamu6'];

/** Guests fill halls; what they spend would not fit into a usual starting balance. */
const GUEST_BALANCE = '5000000';

/** Makes the accounts, at the beginning of the demo's time; one that is there already stays as it is. */
export async function makeAccounts(deps: Deps, began: Date): Promise<void> {
  const early = { ...deps, clock: { now: () => began } };
  const rich = { ...early, env: { ...deps.env, SIGNUP_BALANCE: GUEST_BALANCE } };
  const known = await deps.db.users.findMany({ select: { username_key: true } });
  const missing = (username: string) => !known.some((user) => user.username_key === username);
  // One password, one hash: hashing is slow on purpose.
  const password_hash = await hashPassword(DEMO_PASSWORD);
  const account = (username: string) => ({
    username,
    email: `${username}@setiket.test`,
    password_hash,
    email_verified: true,
  });
  const ctx = systemContext(early, 'demo.load');
  if (missing('admin')) await raiseToAdministrator(ctx, await registerHashed(ctx, account('admin')));
  const admin = await personOf(early, 'admin');
  await Promise.all([
    ...GUESTS.filter(missing).map((name) => registerHashed(systemContext(rich, 'demo.load'), account(name))),
    ...Object.entries(REGISTERED).map(async ([name, role]) => {
      if (!missing(name)) return;
      const { id } = await registerHashed(ctx, account(name));
      if (role !== 'customer') await admin.at(began).account.updateAny({ id, role });
    }),
  ]);
}

export function guestsOf(deps: Deps): Promise<Person[]> {
  return Promise.all(GUESTS.map((name) => personOf(deps, name)));
}

/** Somebody as the product knows them now. */
export async function personOf(deps: Deps, username: string): Promise<Person> {
  const user = await deps.db.users.findUniqueOrThrow({ where: { username_key: username } });
  const { id, email, role, is_superuser, locale } = user;
  const actor: UserActor = {
    kind: 'user',
    id,
    username,
    email,
    email_verified: user.email_verified_at !== null,
    role,
    is_superuser,
    locale,
    session_id: '',
  };
  return {
    id,
    at: (now) =>
      appRouter.createCaller({ ...systemContext({ ...deps, clock: { now: () => now } }, 'demo.load'), actor }),
  };
}

import { openDeps } from '@setiket/core';
import { type Env, loadEnv } from '@setiket/core/env';
import { registerHashed, registerUser } from '@setiket/core/features/accounts';
import { decideEvent, submitEvent } from '@setiket/core/features/event-planning';
import { createTicketType } from '@setiket/core/features/inventory';
import { post } from '@setiket/core/features/ledger';
import { invitationToken } from '@setiket/core/features/notifications';
import {
  type Actor,
  type CallInfo,
  type Ctx,
  type Deps,
  type Role,
  systemContext,
  type UserActor,
  type UserCtx,
} from '@setiket/core/kernel/context';
import { newId } from '@setiket/core/kernel/ids';
import { createLogger } from '@setiket/core/kernel/log';
import { amount } from '@setiket/core/kernel/money';
import { withTransaction } from '@setiket/core/kernel/transaction';
import { appRouter } from '@setiket/core/router';
import { createTestDatabase } from './database.ts';

/** A clock that stands still until a test moves it. */
export type TestClock = { now(): Date; set(instant: Date): void; advance(seconds: number): void };

export type World = {
  deps: Deps;
  env: Env;
  clock: TestClock;
  /** A context as a door would make it. Headers that a use case sets are collected in `headers`. */
  ctx(actor?: Actor, call?: Partial<CallInfo>): Ctx & { headers: Map<string, string | string[]> };
  /** The router as somebody calls it: input and output are validated as on every door. */
  as(actor?: Actor, call?: Partial<CallInfo>): ReturnType<typeof appRouter.createCaller>;
  make: Factories;
  [Symbol.asyncDispose](): Promise<void>;
};

type Options = { env?: Record<string, string>; pool_size?: number };

/** The day on which tests begin. */
const TODAY = new Date('2026-03-02T02:00:00Z');

/** A database of its own, everything that a process opens, and factories that reach their states through use cases. */
export async function openWorld({ env: settings = {}, pool_size = 10 }: Options = {}): Promise<World> {
  const database = await createTestDatabase();
  const env = loadEnv({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    // A small pool for the whole suite starves a transaction that wants a second connection.
    DATABASE_POOL_SIZE: process.env.DATABASE_POOL_SIZE ?? String(pool_size),
    // Nothing listens there: a test that stores files or sends mail starts a service and names it.
    S3_ENDPOINT: 'http://127.0.0.1:9',
    S3_ACCESS_KEY_ID: 'test',
    S3_SECRET_ACCESS_KEY: 'test',
    SMTP_URL: 'smtp://127.0.0.1:9',
    LOG_LEVEL: 'silent',
    ...settings,
  });
  const clock = testClock();
  const deps = await openDeps(env, await createLogger(env), { clock });
  return {
    deps,
    env,
    clock,
    ...castOf(deps),
    async [Symbol.asyncDispose]() {
      await deps.close();
      await database.drop();
    },
  };
}

/** Calls procedures as anybody, and makes whom and what a test needs, in any running Setiket. */
export function castOf(deps: Deps) {
  const ctx = (actor: Actor = { kind: 'anonymous' }, call: Partial<CallInfo> = {}) => contextFor(deps, actor, call);
  const as = (actor?: Actor, call?: Partial<CallInfo>) => appRouter.createCaller(ctx(actor, call));
  return { ctx, as, make: factories(deps, ctx) };
}

function testClock(): TestClock {
  let instant = TODAY;
  return {
    now: () => instant,
    set: (to) => {
      instant = to;
    },
    advance: (seconds) => {
      instant = new Date(instant.getTime() + seconds * 1000);
    },
  };
}

function contextFor(deps: Deps, actor: Actor, call: Partial<CallInfo>) {
  const headers = new Map<string, string | string[]>();
  const info: CallInfo = {
    id: newId(),
    ip: '127.0.0.1',
    user_agent: undefined,
    locale: 'en',
    idempotency_key: undefined,
    admission_token: undefined,
    visitor_secret: undefined,
    reply: (header, value) => void headers.set(header, value),
    ...call,
  };
  return { ...deps, actor, procedure: '', call: info, headers };
}

type UserOptions = {
  username?: string;
  role?: Role;
  is_superuser?: boolean;
  balance?: string;
  email?: string;
  email_verified?: boolean;
};
type EventOptions = {
  title?: string;
  city?: string;
  category?: string;
  description?: string;
  starts_in_days?: number;
  status?: 'pending' | 'approved';
};
type TypeOptions = { title?: string; kind?: 'free' | 'paid' | 'relawan'; price?: string | undefined; quota?: number };

export type Factories = ReturnType<typeof factories>;

let counter = 0;

/** The password of everybody whom `make.user` makes. */
export const PASSWORD = 'correct horse battery';

// Hashing takes its time on purpose; tests that make people by the hundred hash once.
let hashed: string | undefined;

function factories(deps: Deps, ctx: World['ctx']) {
  const asUser = (actor: UserActor): UserCtx => ({ ...ctx(actor), actor });

  const make = {
    /** Registers somebody. A role beyond customer is given afterwards, as an administrator would. */
    async user({
      username = `user${++counter}`,
      role = 'customer',
      is_superuser = false,
      balance,
      email = `${username.toLowerCase()}@example.test`,
      email_verified = true,
    }: UserOptions = {}): Promise<UserActor> {
      const account =
        hashed === undefined
          ? await registerUser(ctx(), { username, email, password: PASSWORD }, { email_verified })
          : await quickUser(ctx, { username, email, hashed, email_verified });
      hashed ??= (await deps.db.users.findUniqueOrThrow({ where: { id: account.id } })).password_hash;
      if (role !== 'customer' || is_superuser)
        await deps.db.users.update({ where: { id: account.id }, data: { role, is_superuser } });
      if (balance !== undefined) await spendDownTo(deps, account.id, balance);
      const { id } = account;
      const rights = { role, is_superuser, email_verified };
      return { kind: 'user', id, username, email, ...rights, locale: 'en', session_id: '' };
    },

    /** Invites somebody into an organization, and accepts in their name. */
    async member(
      by: UserActor,
      {
        organization_id,
        user,
        role,
      }: { organization_id: string; user: UserActor; role: 'owner' | 'manager' | 'member' },
    ): Promise<void> {
      const asked = await appRouter
        .createCaller(ctx(by))
        .organizations.addMember({ id: organization_id, user_email: user.email, role });
      const token = invitationToken(deps.env, asked.invitation_id!);
      await appRouter.createCaller(ctx(user)).organizations.acceptInvitation({ token });
    },

    administrator: () => make.user({ role: 'administrator', is_superuser: true }),
    organizer: () => make.user({ role: 'event_organizer' }),

    /** An event of `organizer`, approved unless said otherwise. */
    async event(organizer: UserActor, options: EventOptions = {}) {
      const {
        title = `Event ${++counter}`,
        city = 'Jakarta',
        category = 'seminar',
        description = 'An evening.',
        starts_in_days = 30,
        status = 'approved',
      } = options;
      const starts = new Date(deps.clock.now().getTime() + starts_in_days * 86_400_000);
      const ends = new Date(starts.getTime() + 3 * 3_600_000);
      const event = await submitEvent(asUser(organizer), {
        title,
        description,
        city,
        category,
        place_name: 'Balai Kota',
        is_online: false,
        starts_at: starts.toISOString(),
        ends_at: ends.toISOString(),
      });
      if (status === 'approved')
        await decideEvent(asUser(await make.administrator()), { id: event.id, status: 'approved' });
      return event;
    },

    ticketType(organizer: UserActor, event_id: string, options: TypeOptions = {}) {
      const { title = 'Reguler', kind = 'paid', quota = 100 } = options;
      const price = options.price ?? (kind === 'free' ? undefined : '150000');
      return createTicketType(asUser(organizer), {
        title,
        event_id,
        ticket_type: kind,
        ticket_quantity: quota,
        ...(price !== undefined && { price }),
      });
    },

    /** Organizer, approved event and one ticket type in one go. */
    async sale(options: EventOptions & TypeOptions = {}) {
      const organizer = await make.organizer();
      const event = await make.event(organizer, options);
      const type = await make.ticketType(organizer, event.id, { ...options, title: 'Reguler' });
      return { organizer, event, type };
    },
  };
  return make;
}

/** The same registration without hashing the same password again. */
function quickUser(
  ctx: World['ctx'],
  { hashed, ...person }: { username: string; email: string; hashed: string; email_verified: boolean },
) {
  return registerHashed(ctx(), { ...person, password_hash: hashed, locale: 'en' });
}

/** Leaves somebody with less, booked like everything else, so that the books stay right. */
async function spendDownTo(deps: Deps, user_id: string, rest: string): Promise<void> {
  const currency = deps.env.DEFAULT_CURRENCY;
  await withTransaction(systemContext(deps, 'test'), async (tx) => {
    const { amount: has } = await tx.balances.findUniqueOrThrow({ where: { user_id_currency: { user_id, currency } } });
    await post(tx, {
      kind: 'signup_credit',
      from: { kind: 'user_balance', owner_id: user_id },
      to: { kind: 'signup_credit' },
      amount: amount(has).minus(rest),
      currency,
    });
  });
}

import { raiseToAdministrator, registerHashed } from '@setiket/core/features/accounts';
import { type Deps, systemContext, type UserActor } from '@setiket/core/kernel/context';
import { hashPassword } from '@setiket/core/kernel/crypto';
import { appRouter } from '@setiket/core/router';
import type { Lab } from './lab.ts';
import type { Buyer, Sale } from './load/purchase.ts';

const PASSWORD = 'measured in requests';
const CAPACITY = 1_000_000;
const PRICE = '150000';

export type Cast = { organizer: Caller; administrator: Caller };
export type Shopper = Buyer & { token: string };
type Caller = ReturnType<typeof appRouter.createCaller>;

/** An organizer with an organization, and the administrator who let it in. */
export async function seedCast({ deps }: Lab): Promise<Cast> {
  const password_hash = await hashPassword(PASSWORD);
  const register = (username: string) =>
    registerHashed(systemContext(deps, 'bench.seed'), {
      username,
      email: `${username}@bench.test`,
      password_hash,
      email_verified: true,
    });
  const [admin, maker] = [await register('admin'), await register('organizer')];
  await raiseToAdministrator(systemContext(deps, 'bench.seed'), admin);
  const administrator = await callerFor(deps, admin.id);
  const { id } = await (await callerFor(deps, maker.id)).proposals.submit({
    name: 'Panggung Ukur',
    category: 'Konser',
    description: 'Concerts to be measured.',
    location: 'Jakarta',
  });
  await administrator.proposals.decide({ id, status: 'approved' });
  return { administrator, organizer: await callerFor(deps, maker.id) };
}

export async function callerFor(deps: Deps, user_id: string): Promise<Caller> {
  const user = await deps.db.users.findUniqueOrThrow({ where: { id: user_id } });
  const { id, username, email, role, is_superuser, locale } = user;
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
  return appRouter.createCaller({ ...systemContext(deps, 'bench.seed'), actor });
}

/** Somebody who has not signed in. */
export function visitorOf({ deps }: Lab): Caller {
  return appRouter.createCaller({ ...systemContext(deps, 'bench.visit'), actor: { kind: 'anonymous' } });
}

/** People with money who are signed in, one for each client. */
export async function seedShoppers({ deps, url }: Lab, count: number): Promise<Shopper[]> {
  const password_hash = await hashPassword(PASSWORD);
  const shoppers: Shopper[] = [];
  for (let n = 0; n < count; n++) {
    const username = `shopper${n}`;
    const ctx = systemContext(deps, 'bench.seed');
    const { id } = await registerHashed(ctx, {
      username,
      email: `${username}@bench.test`,
      password_hash,
      email_verified: true,
    });
    shoppers.push({
      user_id: id,
      account_id: await accountOf(deps, 'user_balance', id),
      token: await signIn(url, { username, password: PASSWORD }),
    });
  }
  return shoppers;
}

/** An access token. */
export async function signIn(
  url: string,
  { username, password }: { username: string; password: string },
): Promise<string> {
  const answer = await fetch(`${url}/api/v1/auth/login/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (!answer.ok) throw new Error(`${username} could not sign in: ${answer.status}`);
  return ((await answer.json()) as { access: string }).access;
}

async function accountOf(deps: Deps, kind: 'user_balance' | 'organization_revenue', owner_id: string): Promise<string> {
  const { DEFAULT_CURRENCY: currency } = deps.env;
  const account = await deps.db.ledger_accounts.findUniqueOrThrow({
    where: { kind_owner_id_currency: { kind, owner_id, currency } },
  });
  return account.id;
}

type SaleOptions = { starts_in_hours?: number; kind?: 'paid' | 'free' };

/** An approved event with one ticket type that nobody can buy up. */
export async function seedSale(
  { deps }: Lab,
  { organizer, administrator }: Cast,
  title: string,
  { starts_in_hours = 60 * 24, kind = 'paid' }: SaleOptions = {},
) {
  const event = await organizer.events.submit(details(deps, title, starts_in_hours));
  await administrator.events.decide({ id: event.id, status: 'approved' });
  const type = await organizer.ticketTypes.create({
    event_id: event.id,
    title: 'Reguler',
    ticket_type: kind,
    ...(kind === 'paid' && { price: PRICE }),
    ticket_quantity: CAPACITY,
  });
  return { event, type };
}

/** The same as ids, for sales without the product; after a first one with it, so that the organization has its account. */
export async function describeSale(
  { deps }: Lab,
  sale: Awaited<ReturnType<typeof seedSale>>,
  shopper: Shopper,
): Promise<Sale> {
  await (await callerFor(deps, shopper.user_id)).tickets.purchase({ ticket_id: sale.type.id });
  const { pool_id, currency } = await deps.db.ticket_types.findUniqueOrThrow({ where: { id: sale.type.id } });
  return {
    event_id: sale.event.id,
    ticket_type_id: sale.type.id,
    pool_id,
    price: PRICE,
    currency,
    revenue_account_id: await accountOf(deps, 'organization_revenue', sale.event.organization_id),
  };
}

function details({ clock }: Deps, title: string, starts_in_hours: number) {
  const starts = clock.now().getTime() + starts_in_hours * 3_600_000;
  return {
    title,
    description: 'Satu malam musik di tengah kota, dengan makanan dan kawan lama.',
    category: 'konser',
    city: 'Jakarta',
    place_name: 'Balai Kota',
    is_online: false,
    starts_at: new Date(starts).toISOString(),
    ends_at: new Date(starts + 3 * 3_600_000).toISOString(),
  };
}

/** Many events like one: the product makes that one, the database copies it with other words, places, days and prices. */
export async function seedEvents(lab: Lab, cast: Cast, count: number): Promise<void> {
  const { event, type } = await seedSale(lab, cast, 'Malam Musik');
  const { db } = lab.deps;
  await db.$executeRaw`
    WITH copies AS MATERIALIZED (
      SELECT n, gen_random_uuid() AS event_id, gen_random_uuid() AS pool_id, 50000 + (n % 20) * 10000 AS price
      FROM generate_series(2, ${count}::int) AS n
    ), copied_events AS (
      INSERT INTO events (id, organization_id, organizer_id, category_id, title, description, starts_at, ends_at, timezone,
        place_name, city, status, published_at, price_from, created_at, updated_at)
      SELECT c.event_id, e.organization_id, e.organizer_id,
        (SELECT id FROM categories ORDER BY slug OFFSET c.n % (SELECT count(*)::int FROM categories) LIMIT 1),
        (ARRAY['Malam', 'Pagi', 'Festival', 'Kelas', 'Pameran'])[c.n % 5 + 1] || ' ' ||
        (ARRAY['Jazz', 'Gamelan', 'Komedi', 'Kopi', 'Film', 'Tari', 'Puisi'])[c.n % 7 + 1] || ' ' || c.n,
        e.description, e.starts_at + c.n * interval '1 hour', e.ends_at + c.n * interval '1 hour', e.timezone, e.place_name,
        (ARRAY['Jakarta', 'Bandung', 'Surabaya', 'Medan'])[c.n / 7 % 4 + 1], e.status, e.published_at, c.price, e.created_at, e.updated_at
      FROM copies AS c, events AS e WHERE e.id = ${event.id}::uuid
    ), copied_pools AS (
      INSERT INTO pools (id, event_id, capacity) SELECT pool_id, event_id, 100 FROM copies
    ), copied_types AS (
      INSERT INTO ticket_types (id, event_id, pool_id, title, kind, price, sale_starts_at, sale_ends_at, created_at, updated_at)
      SELECT gen_random_uuid(), c.event_id, c.pool_id, t.title, t.kind, c.price, t.sale_starts_at, t.sale_ends_at,
        t.created_at, t.updated_at
      FROM copies AS c, ticket_types AS t WHERE t.id = ${type.id}::uuid
    )
    INSERT INTO event_statistics (event_id) SELECT event_id FROM copies`;
  await db.$executeRaw`ANALYZE events`;
}

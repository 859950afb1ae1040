import type { Env } from '@setiket/core/env';
import type pg from 'pg';
import { copyRows } from './copy.ts';
import type { Plan } from './plan.ts';
import { idsFrom } from './random.ts';

/** Who is in the bookkeeping, by the id of the user or the organization. */
export type Accounts = { house: string; users: Map<string, string>; organizations: Map<string, string> };

export const HOUSE = '00000000-0000-0000-0000-000000000000';

type Frame = { plan: Plan; env: Env; password_hash: string; began: Date; random_seed: number };

/** People, organizations, places and events: everything that bookings refer to. */
export async function writeFrame(client: pg.ClientBase, { plan, env, password_hash }: Frame): Promise<void> {
  const stamps = ({ created_at }: { created_at: Date }) => ({ created_at, updated_at: created_at });
  await copyRows(
    client,
    'users',
    plan.users.map((user) => ({
      id: user.id,
      username: user.username,
      username_key: user.username,
      email: `${user.username}@setiket.test`,
      password_hash,
      role: user.is_organizer ? 'event_organizer' : 'customer',
      ...stamps(user),
    })),
  );
  await copyRows(
    client,
    'organizations',
    plan.organizations.map((row) => ({
      id: row.id,
      name: row.name,
      contact_email: `${row.owner.username}@setiket.test`,
      ...stamps(row),
    })),
  );
  await copyRows(
    client,
    'organization_members',
    plan.organizations.map(({ id, owner, created_at }) => ({
      organization_id: id,
      user_id: owner.id,
      role: 'owner',
      created_at,
    })),
  );
  await copyRows(client, 'categories', plan.categories);
  await copyRows(
    client,
    'venues',
    plan.venues.map((venue) => ({ ...venue, capacity: venueCapacity(plan, venue.id), updated_at: venue.created_at })),
  );
  await writeEvents(client, plan, env);
}

/** Room for the largest event there. */
function venueCapacity({ events }: Plan, venue_id: string): number {
  const needed = events
    .filter(({ venue }) => venue?.id === venue_id)
    .map(({ types }) => types.reduce((sum, { quota }) => sum + quota, 0));
  return Math.ceil(Math.max(100, ...needed) / 100) * 100;
}

async function writeEvents(client: pg.ClientBase, { events }: Plan, env: Env): Promise<void> {
  await copyRows(
    client,
    'events',
    events.map((event) => ({
      id: event.id,
      organization_id: event.organization.id,
      organizer_id: event.organization.owner.id,
      category_id: event.category.id,
      venue_id: event.venue?.id ?? null,
      title: event.title,
      description: `${event.title}, ${event.venue ? `di ${event.venue.name}` : 'daring'}.`,
      starts_at: event.starts_at,
      ends_at: event.ends_at,
      timezone: env.DEFAULT_TIMEZONE,
      place_name: event.venue?.name ?? '',
      city: event.venue?.city ?? '',
      full_address: event.venue?.address ?? '',
      is_online: event.venue === undefined,
      status: event.is_draft ? 'draft' : 'approved',
      published_at: event.is_draft ? null : event.created_at,
      currency: env.DEFAULT_CURRENCY,
      price_from: Math.min(...event.types.map(({ price }) => price)),
      created_at: event.created_at,
      updated_at: event.created_at,
    })),
  );
  await copyRows(
    client,
    'pools',
    events.flatMap((event) => [
      ...event.types.map(({ pool_id, quota }) => ({ id: pool_id, event_id: event.id, capacity: quota })),
      ...(event.pool_id === null ? [] : [{ id: event.pool_id, event_id: event.id, capacity: event.capacity }]),
    ]),
  );
  // The event's own pool and the event name each other, so one of the two comes second.
  await client.query(
    `UPDATE events SET pool_id = own.pool_id
     FROM unnest($1::uuid[], $2::uuid[]) AS own (event_id, pool_id) WHERE events.id = own.event_id AND own.pool_id IS NOT NULL`,
    [events.map(({ id }) => id), events.map(({ pool_id }) => pool_id)],
  );
  await copyRows(
    client,
    'ticket_types',
    events.flatMap((event) =>
      event.types.map((type) => ({
        id: type.id,
        event_id: event.id,
        pool_id: type.pool_id,
        title: type.title,
        kind: 'paid',
        tier: type.tier,
        price: type.price,
        currency: env.DEFAULT_CURRENCY,
        sale_starts_at: type.created_at,
        sale_ends_at: event.starts_at,
        created_at: type.created_at,
        updated_at: type.created_at,
      })),
    ),
  );
}

/** The accounts of the ledger; superusers who stayed after a flush get theirs back. */
export async function writeAccounts(
  client: pg.ClientBase,
  { plan, env, began, random_seed }: Frame,
): Promise<Accounts> {
  // Not the plan's own ids: how many superusers there are must not change those of the bookings.
  const newId = idsFrom(random_seed ^ 0x5eed);
  const accounts: Accounts = { house: '', users: new Map(), organizations: new Map() };
  const open = async (kind: string, owners: string[], into: Map<string, string>) => {
    const currency = env.DEFAULT_CURRENCY;
    const missing = owners.map((owner_id) => ({ id: newId(began), kind, owner_id, currency, created_at: began }));
    await client.query('CREATE TEMP TABLE opening (LIKE ledger_accounts) ON COMMIT DROP');
    await copyRows(client, 'opening', missing);
    await client.query('INSERT INTO ledger_accounts SELECT * FROM opening ON CONFLICT DO NOTHING');
    const { rows } = await client.query<{ id: string; owner_id: string }>(
      `SELECT a.id, a.owner_id FROM ledger_accounts AS a JOIN opening USING (kind, owner_id, currency)`,
    );
    await client.query('DROP TABLE opening');
    for (const { id, owner_id } of rows) into.set(owner_id, id);
  };
  const house = new Map<string, string>();
  await open('signup_credit', [HOUSE], house);
  accounts.house = house.get(HOUSE)!;
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM users WHERE NOT EXISTS (SELECT 1 FROM balances WHERE user_id = users.id) ORDER BY id',
  );
  await open(
    'user_balance',
    rows.map(({ id }) => id),
    accounts.users,
  );
  await open(
    'organization_revenue',
    plan.organizations.map(({ id }) => id),
    accounts.organizations,
  );
  return accounts;
}

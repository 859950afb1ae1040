import { outsideTransaction } from '@setiket/db';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { findVenue } from './index.ts';

let world: World;
let administrator: UserActor;
beforeAll(async () => {
  world = await openWorld();
  administrator = await world.make.administrator();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const VENUE = { name: 'Gedung Kesenian', address: 'Jl. Gedung Kesenian 1', city: 'Jakarta', capacity: 400 };
const venue = (fields: Partial<typeof VENUE> = {}) => world.as(administrator).venues.create({ ...VENUE, ...fields });

async function managedVenue() {
  const { id } = await venue();
  const manager = await world.make.user();
  await world.as(administrator).venues.addManager({ id, user_email: manager.email });
  return { id, manager };
}

/** Puts an event at a venue, with a capacity of its own. */
async function eventAt(venue_id: string, options: Parameters<World['make']['event']>[1] & { capacity?: number } = {}) {
  const { capacity, ...event } = options;
  const { id } = await world.make.event(await world.make.organizer(), event);
  const pool_id = newId();
  if (capacity !== undefined) await world.deps.db.pools.create({ data: { id: pool_id, event_id: id, capacity } });
  await world.deps.db.events.update({
    where: { id },
    data: { venue_id, ...(capacity !== undefined && { pool_id }) },
  });
  return id;
}

test('administrators make venues, everybody finds them', async () => {
  const made = await venue({ name: 'Balai Sarbini' });
  expect(made).toMatchObject({ ...VENUE, name: 'Balai Sarbini' });
  expect(await world.as().venues.get({ id: made.id })).toEqual(made);
  const found = await world.as().venues.list({ search: 'sarbini', city: 'JAKARTA' });
  expect(found).toMatchObject({ items: [made], total: 1, next_cursor: null });
  expect(await world.as(administrator).venues.create({ name: 'Lapangan' })).toMatchObject({
    address: '',
    city: '',
    capacity: null,
  });
  expect(await refusal(world.as().venues.get({ id: newId() }))).toBe('venue.not_found');
});

test.each([
  [{ name: ' ' }, 'name: This field may not be blank.'],
  [{ capacity: 0 }, 'capacity: This value must be 1 or more.'],
  [{ capacity: -5 }, 'capacity: This value must be 1 or more.'],
])('refuses %j', async (fields, sentence) => {
  expect(await refusal(venue(fields))).toBe(sentence);
});

test('only administrators make and delete venues and name managers', async () => {
  const { id, manager } = await managedVenue();
  for (const actor of [manager, await world.make.organizer()]) {
    expect(await refusal(world.as(actor).venues.create(VENUE))).toBe('request.forbidden');
    expect(await refusal(world.as(actor).venues.delete({ id }))).toBe('request.forbidden');
    expect(await refusal(world.as(actor).venues.addManager({ id, user_email: actor.email }))).toBe('request.forbidden');
    expect(await refusal(world.as(actor).venues.removeManager({ id, user_id: manager.id }))).toBe('request.forbidden');
  }
  expect(await refusal(world.as().venues.create(VENUE))).toBe('request.unauthenticated');
});

describe('changing', () => {
  test('is for the venue’s managers and administrators', async () => {
    const { id, manager } = await managedVenue();
    const other = await managedVenue();
    expect(await world.as(manager).venues.update({ id, capacity: 350 })).toMatchObject({ ...VENUE, capacity: 350 });
    expect(await world.as(administrator).venues.update({ id, city: 'Bekasi' })).toMatchObject({ city: 'Bekasi' });
    for (const actor of [other.manager, await world.make.organizer()]) {
      const attempt = world.as(actor).venues.update({ id, name: 'Mine' });
      await expect(attempt).rejects.toThrow('Insufficient role permissions.');
      expect(await refusal(world.as(actor).venues.replace({ id, ...VENUE }))).toBe('request.forbidden');
    }
    expect(await refusal(world.as(manager).venues.update({ id: newId(), name: 'No' }))).toBe('venue.not_found');
  });

  test('with PUT replaces: what is absent becomes its default', async () => {
    const { id, manager } = await managedVenue();
    expect(await world.as(manager).venues.replace({ id, name: 'Gedung Baru' })).toMatchObject({
      name: 'Gedung Baru',
      address: '',
      city: '',
      capacity: null,
    });
    expect(await refusal(world.as(manager).venues.replace({ id } as never))).toBe('name: This field is required.');
  });

  test('never takes places that a coming event needs', async () => {
    const { id, manager } = await managedVenue();
    await eventAt(id, { capacity: 250 });
    await eventAt(id, { capacity: 300, starts_in_days: 1 });
    const shrink = (capacity: number) => world.as(manager).venues.update({ id, capacity });
    await expect(shrink(299)).rejects.toThrow('A coming event at this venue needs 300 places.');
    expect(await refusal(shrink(299))).toBe('venue.capacity_needed');
    expect(await refusal(world.as(manager).venues.replace({ id, name: 'X', capacity: 100 }))).toBe(
      'venue.capacity_needed',
    );
    expect(await refusal(shrink(300))).toBe('accepted');
    const then = world.clock.now();
    world.clock.advance(3 * 86_400);
    expect(await refusal(shrink(299))).toBe('accepted');
    world.clock.set(then);
  });

  test('waits for an event that is being put there', async () => {
    const { id, manager } = await managedVenue();
    const event_id = await eventAt((await venue()).id, { capacity: 400 });
    const shrinking = await withTransaction(world.ctx(administrator), async (tx) => {
      expect(await findVenue(tx, id)).toMatchObject({ id, capacity: 400 });
      const attempt = outsideTransaction(() => refusal(world.as(manager).venues.update({ id, capacity: 10 })));
      await new Promise((resolve) => setTimeout(resolve, 200));
      await tx.events.update({ where: { id: event_id }, data: { venue_id: id } });
      return { attempt };
    });
    expect(await shrinking.attempt).toBe('venue.capacity_needed');
  });

  test('of two at the same moment, one has to look again', async () => {
    const { id, manager } = await managedVenue();
    world.clock.advance(1);
    const results = await Promise.all(
      ['A', 'B', 'C'].map((name) => refusal(world.as(manager).venues.update({ id, name }))),
    );
    expect(results).toContain('accepted');
    expect(new Set(results)).toEqual(new Set(['accepted', 'request.conflict']));
  });
});

test('managers are named by e-mail address, once, and removed', async () => {
  const { id, manager } = await managedVenue();
  const as = world.as(administrator);
  expect((await world.as(manager).venues.listManagers({ id })).items).toMatchObject([
    { user_id: manager.id, username: manager.username, user_email: manager.email },
  ]);
  expect(await refusal(as.venues.addManager({ id, user_email: manager.email.toUpperCase() }))).toBe(
    'venue.already_manager',
  );
  expect(await refusal(as.venues.addManager({ id, user_email: 'nobody@example.test' }))).toBe(
    'user_email: No account has verified this e-mail address.',
  );
  await as.venues.removeManager({ id, user_id: manager.id });
  expect(await refusal(as.venues.removeManager({ id, user_id: manager.id }))).toBe('request.not_found');
  expect(await refusal(world.as(manager).venues.update({ id, name: 'Mine' }))).toBe('request.forbidden');
  expect(await refusal(world.as(manager).venues.listManagers({ id }))).toBe('request.forbidden');
  const trail = await world.deps.db.audit_entries.findMany({ where: { subject_id: id }, orderBy: { id: 'asc' } });
  expect(trail.map(({ action }) => action)).toEqual(['venue.created', 'venue.manager_added', 'venue.manager_removed']);
});

test('a venue that events use is not deleted, and the refusal says how many', async () => {
  const { id } = await venue();
  const event_id = await eventAt(id, { status: 'pending' });
  const remove = () => world.as(administrator).venues.delete({ id });
  await expect(remove()).rejects.toThrow('This venue is used by 1 event and can’t be deleted.');
  await world.deps.db.events.update({ where: { id: event_id }, data: { venue_id: null } });
  expect(await refusal(remove())).toBe('accepted');
  expect(await refusal(remove())).toBe('venue.not_found');
  expect(await findVenue(world.deps.db, id)).toBeNull();
});

test('its schedule is what is approved and not over, the soonest first', async () => {
  const { id } = await venue();
  const late = await eventAt(id, { starts_in_days: 20 });
  const soon = await eventAt(id, { starts_in_days: 10 });
  await eventAt(id, { starts_in_days: 5, status: 'pending' });
  await eventAt((await venue()).id);
  const first = await world.as().venues.schedule({ id, page_size: 1 });
  expect(first).toMatchObject({ items: [{ id: soon, status: 'approved' }], total: 2, next_cursor: '2' });
  const then = world.clock.now();
  world.clock.advance(15 * 86_400);
  expect((await world.as().venues.schedule({ id })).items.map((event) => event.id)).toEqual([late]);
  world.clock.set(then);
  expect(await refusal(world.as().venues.schedule({ id: newId() }))).toBe('venue.not_found');
});

import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { findPublicEvent } from '../catalogue/index.ts';

let world: World;
let administrator: UserActor;
beforeAll(async () => {
  world = await openWorld();
  administrator = await world.make.administrator();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Everywhere an outsider could come across an event. */
async function foundBy(outsider: UserActor, id: string, organization_id: string): Promise<string[]> {
  const has = ({ items }: { items: { id: string }[] }) => items.some((event) => event.id === id);
  const anonymous = world.as();
  const found: Record<string, boolean> = {
    get: (await refusal(anonymous.events.get({ id }))) === 'accepted',
    availability: (await refusal(anonymous.events.availability({ id }))) === 'accepted',
    page: (await findPublicEvent(world.deps, id)) !== undefined,
    cancelled: has(await anonymous.events.list({ status: 'cancelled', page_size: 100 })),
    for_member: has(await world.as(outsider).events.list({ status: 'cancelled', page_size: 100 })),
    organization: has(await world.as(outsider).organizations.listEvents({ id: organization_id })),
    posters: (await refusal(anonymous.posters.list({ id }))) === 'accepted',
    edit: (await refusal(world.as(outsider).events.update({ id, title: 'x' }))) !== 'event.not_found',
  };
  return Object.keys(found).filter((where) => found[where]);
}

const HOW = {
  draft: async (organizer: UserActor) =>
    world.as(organizer).events.create({ title: 'Rancangan', starts_at: '2026-08-01T19:00:00' }),
  pending: (organizer: UserActor) => world.make.event(organizer, { status: 'pending' }),
  rejected: async (organizer: UserActor) => {
    const event = await world.make.event(organizer, { status: 'pending' });
    return world.as(administrator).events.decide({ id: event.id, status: 'rejected' });
  },
};

test.each(Object.entries(HOW))('events.cancel: a %s event stays hidden from outsiders', async (_status, make) => {
  const organizer = await world.make.organizer();
  const outsider = await world.make.organizer();
  await world.make.event(outsider);
  const { id, organization_id } = await make(organizer);
  expect((await world.as(organizer).events.cancel({ id })).published_at).toBeNull();
  expect(await foundBy(outsider, id, organization_id)).toEqual([]);
  expect((await world.as(organizer).events.get({ id })).status).toBe('cancelled');
});

test('events.cancel: an event that was public stays so', async () => {
  const organizer = await world.make.organizer();
  const outsider = await world.make.organizer();
  await world.make.event(outsider);
  const { id, organization_id } = await world.make.event(organizer);
  await world.as(organizer).events.cancel({ id });
  const found = await foundBy(outsider, id, organization_id);
  expect(found).toEqual(['get', 'availability', 'page', 'cancelled', 'for_member', 'organization', 'posters', 'edit']);
});

test('events: an approved row without published_at is refused by the database', async () => {
  const { id } = await world.make.event(await world.make.organizer());
  const unpublish = world.deps.db.events.update({ where: { id }, data: { published_at: null } });
  await expect(unpublish).rejects.toThrow(/events_published_check/);
});

test('events.get: an author who has left the organization reads no draft of it', async () => {
  const organizer = await world.make.organizer();
  const colleague = await world.make.user();
  const { id, organization_id } = await world.make.event(organizer, { status: 'pending' });
  await world.deps.db.organization_members.create({
    data: { organization_id, user_id: colleague.id, role: 'owner', created_at: world.clock.now() },
  });
  await world.as(organizer).organizations.leave({ id: organization_id });
  expect(await refusal(world.as(organizer).events.get({ id }))).toBe('event.not_found');
  const listed = await world.as(organizer).events.list({ status: 'pending', page_size: 100 });
  expect(listed.items.map((event) => event.id)).not.toContain(id);
});

test('events.get and events.list: figures are for the organization and administrators', async () => {
  const { event, type, organizer } = await world.make.sale();
  const buyer = await world.make.user();
  await world.as(buyer).tickets.purchase({ ticket_id: type.id });
  for (const outsider of [undefined, buyer, await world.make.organizer()]) {
    const detail = await world.as(outsider).events.get({ id: event.id });
    const { items } = await world.as(outsider).events.list({ page_size: 100 });
    for (const shown of [detail, items.find(({ id }) => id === event.id)!]) {
      expect(Object.keys(shown).filter((name) => name.startsWith('total_'))).toEqual([]);
      expect(shown).not.toHaveProperty('online_url');
    }
  }
  const figures = { total_tickets_sold: 1, total_revenue: '150000.00', total_bookings: 1 };
  expect(await world.as(organizer).events.get({ id: event.id })).toMatchObject(figures);
  expect(await world.as(administrator).events.get({ id: event.id })).toMatchObject(figures);
  expect(await findPublicEvent(world.deps, event.id)).not.toHaveProperty('total_revenue');
});

import { runAudit } from '@setiket/core/features/audit';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { cancelBookingsOfEvent } from './cancellation.jobs.ts';

let world: World;
let organizer: UserActor;
let administrator: UserActor;
beforeAll(async () => {
  world = await openWorld();
  organizer = await world.make.organizer();
  administrator = await world.make.administrator();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const DRAFT = { title: 'Konser Senja', starts_at: '2026-08-01T19:00:00', ends_at: '2026-08-01T22:00:00' };
const ATTEMPT = { id: 'job' };

async function venue(capacity: number | null): Promise<string> {
  const { id } = await world
    .as(administrator)
    .venues.create({ name: 'Gedung Merdeka', address: 'Jl. Asia Afrika', city: 'Bandung', capacity });
  return id;
}

describe('creating', () => {
  test('is a draft that only its organization sees, until it is published', async () => {
    const event = await world.as(organizer).events.create({ ...DRAFT, category: 'MUSIC' });
    expect(event).toMatchObject({
      status: 'draft',
      category: 'music',
      starts_at: '2026-08-01T12:00:00.000Z',
      capacity: null,
    });
    expect(await refusal(world.as().events.get({ id: event.id }))).toBe('event.not_found');
    expect(await refusal(world.as(organizer).events.publish({ id: event.id }))).toBe('event.no_ticket_types');
    await world.make.ticketType(organizer, event.id);
    expect((await world.as(organizer).events.publish({ id: event.id })).status).toBe('pending');
    expect(await refusal(world.as(organizer).events.publish({ id: event.id }))).toBe('event.already_published');
  });

  test('with capacity and price makes the one default ticket type, published by an administrator at once', async () => {
    const event = await world.as(administrator).events.create({
      title: 'Rock',
      description: 'Loud',
      venue: 'Arena',
      date_time: '2026-12-25T19:00:00',
      capacity: 1000,
      price: '2000.00',
      status: 'ACTIVE' as 'active',
    });
    expect(event).toMatchObject({
      status: 'approved',
      venue: 'Arena',
      place_name: 'Arena',
      capacity: 1000,
      price: 2000,
      total_tickets_sold: 0,
      total_revenue: '0.00',
      total_bookings: 0,
    });
    const [type] = (await world.as().events.get({ id: event.id })).ticket_type;
    expect(type).toMatchObject({ quota: 1000, price: '2000.00', ticket_type: 'paid' });
    const changed = await world.as(administrator).events.replace({
      id: event.id,
      title: 'Rock',
      venue: 'Arena',
      date_time: '2026-12-25T20:00:00',
      capacity: 500,
      price: 3000,
    });
    expect(changed).toMatchObject({ capacity: 500, price: 3000, description: '' });
    expect((await world.as().events.get({ id: event.id })).ticket_type[0]).toMatchObject({
      quota: 500,
      price: '3000.00',
    });
  });

  test('at a venue is bounded by its capacity', async () => {
    const venue_id = await venue(100);
    expect(await refusal(world.as(organizer).events.create({ ...DRAFT, venue: venue_id, capacity: 101 }))).toBe(
      'capacity: The venue has room for 100.',
    );
    expect(await world.as(organizer).events.create({ ...DRAFT, venue: venue_id })).toMatchObject({
      capacity: 100,
      venue: 'Gedung Merdeka',
      city: 'Bandung',
      venue_id,
    });
    expect(
      await refusal(world.as(organizer).events.create({ ...DRAFT, venue_id: '00000000-0000-7000-8000-000000000000' })),
    ).toBe('venue_id: There is no such venue.');
  });

  test.each([
    [{ title: undefined }, 'title: This field is required.'],
    [{ starts_at: '2026-01-01T00:00:00' }, 'starts_at: An event can’t begin in the past.'],
    [{ ends_at: '2026-08-01T18:00:00' }, 'ends_at: The end must be after the start.'],
    [{ capacity: 0 }, 'capacity: This value must be 1 or more.'],
    [{ price: 5 }, 'capacity: This field is required with a price.'],
    [{ price: -5, capacity: 5 }, 'price: Price must be greater or equal than 0'],
    [{ status: 'published' }, 'status: An event needs at least one ticket type before it is published.'],
    [{ total_revenue: 5 }, 'total_revenue: This field can’t be set here.'],
  ])('refuses %j', async (change, sentence) => {
    expect(await refusal(world.as(organizer).events.create({ ...DRAFT, ...change } as typeof DRAFT))).toBe(sentence);
  });
});

test('the capacity never goes below what is sold or held', async () => {
  const event = await world.as(administrator).events.create({ ...DRAFT, capacity: 10, price: 0 });
  await world.as(await world.make.user()).bookings.create({ event_id: event.id, quantity: 4 });
  const resize = (capacity: number | null) =>
    refusal(world.as(administrator).events.update({ id: event.id, capacity }));
  expect(await resize(3)).toBe('capacity: The capacity can’t be below the tickets that are sold or held.');
  expect(await resize(null)).toBe(
    'capacity: Whether an event has a capacity of its own can’t be changed once tickets are booked.',
  );
  expect(await resize(4)).toBe('accepted');
  expect(await refusal(world.as(administrator).events.delete({ id: event.id }))).toBe('event.has_bookings');
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('only what was never booked is deleted', async () => {
  const { id } = await world.as(administrator).events.create({ ...DRAFT, capacity: 10, price: 100 });
  expect(await refusal(world.as(organizer).events.delete({ id }))).toBe('event.not_yours');
  expect(await world.as(administrator).events.delete({ id })).toEqual({
    success: true,
    message: 'Event deleted successfully',
    data: null,
  });
  expect(await refusal(world.as(administrator).events.get({ id }))).toBe('event.not_found');
});

describe('cancelling', () => {
  test('stops the sale at once; jobs, however often interrupted, refund and tell everybody once', async () => {
    const event = await world.as(administrator).events.create({ ...DRAFT, capacity: 100, price: 1000 });
    const [type] = (await world.as().events.get({ id: event.id })).ticket_type;
    const buyers = await Promise.all(Array.from({ length: 40 }, () => world.make.user()));
    await Promise.all(
      buyers.map((buyer, n) =>
        n % 4 === 0
          ? world.as(buyer).bookings.create({ event_ticket: type!.id, quantity: 1 })
          : world.as(buyer).bookings.create({ event_id: event.id, quantity: 2 }),
      ),
    );
    expect((await world.as(administrator).events.cancel({ id: event.id, reason: 'Storm' })).status).toBe('cancelled');
    expect(await refusal(world.as(administrator).events.cancel({ id: event.id }))).toBe('event.already_cancelled');
    expect(await refusal(world.as(buyers[0]).tickets.purchase({ ticket_id: type!.id }))).toBe('booking.event_closed');
    expect(await world.as(administrator).events.cancellation({ id: event.id })).toMatchObject({
      bookings_total: 40,
      bookings_done: 0,
      finished_at: null,
    });

    // Three workers at once, the first of which dies in the middle.
    let calls = 0;
    const dying = {
      ...world.deps,
      clock: {
        now: () => {
          if (++calls > 30) throw new Error('killed');
          return world.clock.now();
        },
      },
    };
    await expect(cancelBookingsOfEvent.run(dying, { event_id: event.id }, ATTEMPT)).rejects.toThrow('killed');
    await Promise.all([1, 2].map(() => cancelBookingsOfEvent.run(world.deps, { event_id: event.id }, ATTEMPT)));

    const progress = await world.as(administrator).events.cancellation({ id: event.id });
    expect(progress).toMatchObject({ bookings_total: 40, bookings_done: 40, reason: 'Storm' });
    expect(progress.finished_at).not.toBeNull();
    for (const buyer of buyers.slice(0, 8)) expect((await world.as(buyer).account.get({})).balance).toBe(1_000_000);
    const mails = await world.deps.db.$queryRaw<
      { count: number }[]
    >`SELECT count(*)::int FROM pgboss.job WHERE name = 'mail.event_cancelled'`;
    expect(mails).toEqual([{ count: 40 }]);
    expect(await runAudit(world.deps.db)).toEqual([]);
  }, 60_000);
});

describe('events.create without an organization', () => {
  test('of an administrator belongs to Setiket itself, not to a client', async () => {
    const admin = await world.make.administrator();
    const client = await world.make.organizer();
    const clients = await world.as(admin).organizations.create({ name: 'Client' });
    await world.as(admin).organizations.addMember({ id: clients.id, user_email: client.email, role: 'manager' });
    const [event, other] = await Promise.all(
      [admin, administrator].map((each) => world.as(each).events.create({ ...DRAFT, capacity: 10, price: '1500.00' })),
    );
    expect(event!.organization_id).not.toBe(clients.id);
    expect(other!.organization_id).toBe(event!.organization_id);
    const ids = async (actor: UserActor) =>
      (await world.as(actor).events.listOwn({ page_size: 100 })).items.map(({ id }) => id);
    expect(await ids(client)).not.toContain(event!.id);
    expect(await ids(admin)).toContain(event!.id);
    expect(await refusal(world.as(client).events.update({ id: event!.id, title: 'Mine' }))).toBe('event.not_yours');
    expect(await refusal(world.as(client).attendees.list({ id: event!.id }))).toBe('event.not_yours');
  });

  test('of an organizer belongs to the organization that it owns, before an older one that it manages', async () => {
    const owner = await world.make.organizer();
    const first = await world.make.event(owner);
    const boss = await world.make.organizer();
    const older = await world.make.event(boss);
    await world.deps.db.organization_members.create({
      data: {
        organization_id: older.organization_id,
        user_id: owner.id,
        role: 'manager',
        created_at: new Date(world.clock.now().getTime() - 86_400_000),
      },
    });
    expect((await world.as(owner).events.create(DRAFT)).organization_id).toBe(first.organization_id);
  });
});

test('events.update: an event that runs can be edited, and its moments stay to the millisecond', async () => {
  const soon = new Date(world.clock.now().getTime() + 12_345);
  const ends = new Date(soon.getTime() + 3_600_678);
  const { id } = await world.as(administrator).events.create({
    ...DRAFT,
    starts_at: soon.toISOString(),
    ends_at: ends.toISOString(),
  });
  const today = world.clock.now();
  world.clock.advance(60);
  const edited = await world.as(administrator).events.update({ id, description: 'y', timezone: 'asia/makassar' });
  expect(edited).toMatchObject({
    description: 'y',
    timezone: 'Asia/Makassar',
    starts_at: soon.toISOString(),
    ends_at: ends.toISOString(),
  });
  const { start_date, start_time, end_date, end_time, title } = edited;
  const put = {
    id,
    title,
    start_date,
    start_time: start_time.slice(0, 5),
    end_date,
    end_time,
    timezone: 'Asia/Makassar',
  };
  expect(await world.as(administrator).events.replace(put)).toMatchObject({ starts_at: soon.toISOString() });
  expect(await refusal(world.as(administrator).events.update({ id, starts_at: today.toISOString() }))).toBe(
    'starts_at: An event can’t begin in the past.',
  );
  world.clock.set(today);
});

test('ticketTypes.update: windows that are not named stay to the millisecond', async () => {
  const { type, organizer: owner } = await world.make.sale();
  const before = await world.deps.db.ticket_types.findUniqueOrThrow({ where: { id: type.id } });
  const sale_starts_at = new Date('2026-03-01T00:00:00.123Z');
  await world.deps.db.ticket_types.update({ where: { id: type.id }, data: { sale_starts_at } });
  await world.as(owner).ticketTypes.update({ id: type.id, title: 'Lain' });
  const after = await world.deps.db.ticket_types.findUniqueOrThrow({ where: { id: type.id } });
  expect(after).toMatchObject({ sale_starts_at, sale_ends_at: before.sale_ends_at });
});

test('events.create: takes 255 letters and no description; another’s organization is forbidden', async () => {
  const long = 'x'.repeat(255);
  const event = await world.as(organizer).events.create({ ...DRAFT, title: long, description: null });
  expect(event).toMatchObject({ title: long, description: '' });
  const other = await world.make.event(await world.make.organizer());
  for (const field of ['organization_id', 'organization'])
    expect(await refusal(world.as(organizer).events.create({ ...DRAFT, [field]: other.organization_id }))).toBe(
      'request.forbidden',
    );
  const nothing = '00000000-0000-7000-8000-000000000000';
  expect(await refusal(world.as(organizer).events.create({ ...DRAFT, organization: nothing }))).toBe(
    'organization: There is no such organization.',
  );
});

test('events.replace: status completed ends an event that has begun', async () => {
  const { id } = await world.make.event(organizer, { starts_in_days: 1 });
  const status = 'completed' as const;
  expect(await refusal(world.as(organizer).events.update({ id, status }))).toBe('event.not_started');
  const today = world.clock.now();
  world.clock.advance(86_400 + 60);
  const completed = await world.as(organizer).events.update({ id, status });
  expect(completed.status).toBe('completed');
  expect((await world.deps.db.events.findUniqueOrThrow({ where: { id } })).closed_at).toEqual(world.clock.now());
  world.clock.set(today);
});

import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';

let world: World;
let administrator: UserActor;
let organizer: UserActor;
beforeAll(async () => {
  world = await openWorld();
  administrator = await world.make.administrator();
  organizer = await world.make.organizer();
});
afterAll(() => world[Symbol.asyncDispose]());

const approved = (options = {}) => world.make.event(organizer, options);
const verify = (id: string, is_verified = true) => world.as(administrator).organizations.update({ id, is_verified });

describe('events.update of an event on sale', () => {
  test('leaves it public and on sale as it was, and stores what is proposed', async () => {
    const { event, type, organizer } = await world.make.sale({ title: 'Jazz', city: 'Jakarta' });
    const buyer = await world.make.user();
    const held = await world.as(buyer).bookings.create({ event_ticket: type.id, quantity: 1 });
    const answer = await world.as(organizer).events.update({ id: event.id, title: 'Jazz Malam', city: 'Bandung' });
    expect(answer).toMatchObject({ status: 'approved', title: 'Jazz', city: 'Jakarta' });
    expect(answer.pending_revision).toMatchObject({
      status: 'pending',
      author: organizer.username,
      changes: [
        { field: 'title', before: 'Jazz', after: 'Jazz Malam' },
        { field: 'city', before: 'Jakarta', after: 'Bandung' },
      ],
    });
    expect(await world.as().events.get({ id: event.id })).toMatchObject({ title: 'Jazz', city: 'Jakarta' });
    expect((await world.as(buyer).bookings.pay({ id: held.id })).status).toBe('confirmed');
    await world.as(await world.make.user()).tickets.purchase({ ticket_id: type.id });
  });

  test('adds a further change to the one that waits, and takes back what is as it was again', async () => {
    const { id } = await approved({ title: 'Satu' });
    await world.as(organizer).events.update({ id, title: 'Dua' });
    const both = await world.as(organizer).events.update({ id, place_name: 'Aula' });
    expect(both.pending_revision?.changes.map(({ field }) => field)).toEqual(['title', 'place_name']);
    const one = await world.as(organizer).events.update({ id, title: 'Satu' });
    expect(one.pending_revision?.changes.map(({ field }) => field)).toEqual(['place_name']);
    expect((await world.as(organizer).events.update({ id, place_name: 'Balai Kota' })).pending_revision).toBeNull();
    const { items } = await world.as(organizer).events.revisions({ id });
    expect(items.map(({ status }) => status)).toEqual(['withdrawn', 'withdrawn', 'withdrawn']);
  });

  test('applies at once what visitors do not decide by', async () => {
    const { id } = await approved();
    const answer = await world.as(organizer).events.update({
      id,
      title: 'Lain',
      hold_seconds: 60,
      is_online: true,
      online_url: 'https://meet.example.com/a',
    });
    expect(answer).toMatchObject({ online_url: 'https://meet.example.com/a', is_online: false });
    expect(answer.pending_revision?.changes.map(({ field }) => field)).toEqual(['title', 'is_online']);
    expect((await world.deps.db.events.findUniqueOrThrow({ where: { id } })).hold_seconds).toBe(60);
  });

  test('applies at once for administrators and verified organizations', async () => {
    const event = await approved();
    const byAdministrator = await world.as(administrator).events.update({ id: event.id, title: 'Baru' });
    expect(byAdministrator).toMatchObject({ title: 'Baru', pending_revision: null, status: 'approved' });
    await verify(event.organization_id);
    const byOrganizer = await world.as(organizer).events.update({ id: event.id, title: 'Lebih baru' });
    await verify(event.organization_id, false);
    expect(byOrganizer).toMatchObject({ title: 'Lebih baru', pending_revision: null, status: 'approved' });
  });

  test('of a rejected event waits for approval, also when its organization is verified meanwhile', async () => {
    const event = await world.make.event(organizer, { status: 'pending' });
    await world.as(administrator).events.decide({ id: event.id, status: 'rejected', message: 'No' });
    await world.make.ticketType(organizer, event.id);
    await verify(event.organization_id);
    expect((await world.as(organizer).events.update({ id: event.id, title: 'Baru' })).status).toBe('pending');
    await world.as(administrator).events.decide({ id: event.id, status: 'rejected' });
    expect((await world.as(organizer).events.publish({ id: event.id })).status).toBe('pending');
    await verify(event.organization_id, false);
    expect(await refusal(world.as().events.get({ id: event.id }))).toBe('event.not_found');
  });

  test('keeps a picture that waits, and the completion of the event', async () => {
    const { id } = await approved({ starts_in_days: 1 });
    await world.as(organizer).events.update({ id, title: 'Terlambat' });
    const { completePastEvents } = await import('../events/index.ts');
    const today = world.clock.now();
    world.clock.advance(2 * 86_400);
    await completePastEvents.run(world.deps, {}, { id: 'job' });
    world.clock.set(today);
    const event = await world.deps.db.events.findUniqueOrThrow({ where: { id }, include: { revisions: true } });
    expect(event.status).toBe('completed');
    expect(event.closed_at).not.toBeNull();
    expect(event.revisions.map(({ status }) => status)).toEqual(['withdrawn']);
  });
});

test('events.update: an administrator who makes the proposed change withdraws it', async () => {
  const { id } = await approved();
  await world.as(organizer).events.update({ id, title: 'Baru', city: 'Bogor' });
  const half = await world.as(administrator).events.update({ id, title: 'Baru' });
  expect(half.pending_revision?.changes).toEqual([{ field: 'city', before: 'Jakarta', after: 'Bogor' }]);
  expect((await world.as(administrator).events.update({ id, city: 'Bogor' })).pending_revision).toBeNull();
});

describe('events.decide of a proposed change', () => {
  test('approved: applies it, once', async () => {
    const { id } = await approved({ title: 'Lama' });
    const { pending_revision } = await world.as(organizer).events.update({ id, title: 'Baru' });
    const listed = await world.as(administrator).events.listRevisions({ page_size: 100 });
    expect(listed.items).toContainEqual(pending_revision);
    const waiting = await world.as(administrator).events.listPending({ page_size: 100 });
    expect(waiting.items.map((event) => event.id)).toContain(id);
    const answer = await world
      .as(administrator)
      .events.decide({ id, status: 'approved', revision_id: pending_revision!.id });
    expect(answer).toMatchObject({ title: 'Baru', status: 'approved', pending_revision: null });
    expect((await world.as().events.get({ id })).title).toBe('Baru');
    expect(await refusal(world.as(administrator).events.decide({ id, status: 'approved' }))).toBe(
      'event.already_decided',
    );
  });

  test('rejected: leaves the event as it was and keeps the reason for the organizer', async () => {
    const { id } = await approved({ title: 'Lama' });
    await world.as(organizer).events.update({ id, title: 'Baru' });
    const answer = await world.as(administrator).events.decide({ id, status: 'rejected', message: 'Too loud' });
    expect(answer).toMatchObject({ title: 'Lama', status: 'approved', pending_revision: null, message: '' });
    const { items } = await world.as(organizer).events.revisions({ id });
    expect(items).toMatchObject([{ status: 'rejected', reason: 'Too loud' }]);
  });

  test('refuses a change that was replaced since it was looked at', async () => {
    const { id } = await approved();
    const first = await world.as(organizer).events.update({ id, title: 'Satu' });
    await world.as(organizer).events.update({ id, title: 'Dua' });
    const decision = { id, status: 'approved' as const, revision_id: first.pending_revision!.id };
    expect(await refusal(world.as(administrator).events.decide(decision))).toBe('event.revision_replaced');
  });

  test('refuses a beginning that has passed meanwhile, and leaves the change to be rejected', async () => {
    const { id } = await approved({ starts_in_days: 30 });
    const soon = new Date(world.clock.now().getTime() + 3_600_000).toISOString();
    const later = new Date(world.clock.now().getTime() + 7_200_000).toISOString();
    await world.as(organizer).events.update({ id, starts_at: soon, ends_at: later });
    const today = world.clock.now();
    world.clock.advance(4000);
    expect(await refusal(world.as(administrator).events.decide({ id, status: 'approved' }))).toBe(
      'event.revision_in_past',
    );
    expect((await world.as(administrator).events.decide({ id, status: 'rejected' })).status).toBe('approved');
    world.clock.set(today);
  });

  test('refuses a venue that is too small by now', async () => {
    const venue = await world.as(administrator).venues.create({ name: 'Aula', capacity: 50 });
    const created = await world.as(organizer).events.submit({
      title: 'Kecil',
      description: 'x',
      category: 'seminar',
      starts_at: '2026-08-01T19:00:00',
      ends_at: '2026-08-01T22:00:00',
      place_name: 'Balai',
      city: 'Jakarta',
      capacity: 40,
    });
    await world.as(administrator).events.decide({ id: created.id, status: 'approved' });
    const proposed = await world.as(organizer).events.update({ id: created.id, venue_id: venue.id });
    expect(proposed.pending_revision?.changes).toContainEqual({ field: 'venue', before: null, after: 'Aula' });
    await world.deps.db.venues.update({ where: { id: venue.id }, data: { capacity: 10 } });
    expect(await refusal(world.as(administrator).events.decide({ id: created.id, status: 'approved' }))).toBe(
      'event.revision_outdated',
    );
    expect((await world.as(organizer).events.withdrawRevision({ id: created.id })).pending_revision).toBeNull();
    expect(await refusal(world.as(organizer).events.withdrawRevision({ id: created.id }))).toBe(
      'event.revision_not_found',
    );
  });

  test('of two administrators who decide at once, one is too late', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await approved();
      await world.as(organizer).events.update({ id, title: `Baru ${round}` });
      const decisions = (['approved', 'rejected'] as const).map((status) =>
        refusal(world.as(administrator).events.decide({ id, status })),
      );
      expect((await Promise.all(decisions)).toSorted()).toEqual(['accepted', 'event.already_decided']);
    }
  });
});

test('events.update: of two proposals at once, one waits', async () => {
  const { id } = await approved();
  await Promise.all(['A', 'B', 'C'].map((title) => refusal(world.as(organizer).events.update({ id, title }))));
  expect(await world.deps.db.event_revisions.count({ where: { event_id: id, status: 'pending' } })).toBe(1);
  const row = { event_id: id, author_id: organizer.id, proposed: {}, created_at: world.clock.now() };
  const second = world.deps.db.event_revisions.create({ data: { ...row, id: crypto.randomUUID() } });
  await expect(second).rejects.toThrow(/Unique constraint/);
});

import { refusal } from '@setiket/testing/refusal';
import { openWorld } from '@setiket/testing/world';
import { expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { type Availability, watchAvailability } from './availability.ts';

test('who looks at an event hears what is left, and each time that it changes', async () => {
  await using world = await openWorld();
  const { event, type } = await world.make.sale({ quota: 2 });
  const buyer = await world.make.user();
  const leaving = new AbortController();
  const seen = await watchAvailability(world.ctx(), { id: event.id }, leaving.signal);
  const next = async () => (await seen.next()).value as Availability;
  expect(await next()).toEqual({
    event_id: event.id,
    ticket_types: [{ id: type.id, ticket_quantity: 2, availability: 'available' }],
  });
  await world.as(buyer).tickets.purchase({ ticket_id: type.id });
  expect((await next()).ticket_types[0]).toMatchObject({ ticket_quantity: 1, availability: 'available' });
  await world.as(buyer).tickets.purchase({ ticket_id: type.id });
  expect((await next()).ticket_types[0]).toMatchObject({ ticket_quantity: 0, availability: 'sold_out' });
  const last = seen.next();
  leaving.abort();
  expect(await last).toEqual({ done: true, value: undefined });
});

test('who comes later hears the present state at once', async () => {
  await using world = await openWorld();
  const { event } = await world.make.sale({ quota: 2 });
  const leaving = new AbortController();
  const first = await watchAvailability(world.ctx(), { id: event.id }, leaving.signal);
  await first.next();
  const second = await watchAvailability(world.ctx(), { id: event.id }, leaving.signal);
  expect(((await second.next()).value as Availability).ticket_types).toHaveLength(1);
  leaving.abort();
});

test('an event that the public does not see is not there', async () => {
  await using world = await openWorld();
  const hidden = await world.make.event(await world.make.organizer(), { status: 'pending' });
  for (const id of [hidden.id, newId()])
    expect(await refusal(watchAvailability(world.ctx(), { id }, undefined))).toBe('event.not_found');
});

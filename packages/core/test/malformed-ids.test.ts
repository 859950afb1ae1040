import { refusal } from '@setiket/testing/refusal';
import { openWorld } from '@setiket/testing/world';
import { expect, test } from 'vitest';

test('bookings.get, tickets.refund, events.get: a malformed id of the path names nothing that exists', async () => {
  await using world = await openWorld();
  const caller = world.as(await world.make.user());
  expect(await refusal(caller.bookings.get({ id: 'x' }))).toBe('request.not_found');
  expect(await refusal(caller.tickets.refund({ id: 'x' }))).toBe('request.not_found');
  expect(await refusal(caller.events.get({ id: 'x' }))).toBe('request.not_found');
  // Of a body it is a wrong value.
  expect(await refusal(caller.bookings.create({ event_ticket: 'x', quantity: 1 }))).toMatch(/^event_ticket: /);
});

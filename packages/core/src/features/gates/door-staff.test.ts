import { refusal } from '@setiket/testing/refusal';
import { openWorld, PASSWORD, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { authenticate } from '../accounts/index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function sold() {
  const { organizer, event, type } = await world.make.sale();
  const buyer = await world.make.user();
  const { id } = await world.as(buyer).bookings.create({ event_ticket: type.id, quantity: 1 });
  const { tickets } = await world.as(buyer).bookings.pay({ id });
  return { organizer, event_id: event.id, booking_id: id, ticket_id: tickets[0]!.id };
}

/** As a door would know this account now. */
async function signedIn({ username }: UserActor): Promise<UserActor> {
  const { access } = await world.as().auth.login({ username, password: PASSWORD });
  return (await authenticate(world.deps, { bearer: access })) as UserActor;
}

test('staff who are bound to an event read its orders and no others, and have no box office', async () => {
  const [here, there] = [await sold(), await sold()];
  const staff = await world.make.user({ role: 'staff' });
  const before = world.as(await signedIn(staff));
  expect((await before.orders.list({})).total).toBe(2);
  expect((await before.boxOffice.compQuota({ id: there.event_id })).left).toBe(20);

  const administrator = world.as(await world.make.administrator());
  await administrator.gates.bindStaff({ id: here.event_id, user_email: staff.email });
  const actor = await signedIn(staff);
  expect(actor.only_events).toEqual([here.event_id]);
  const as = world.as(actor);
  expect((await as.orders.list({})).items.map(({ id }) => id)).toEqual([here.booking_id]);
  expect((await as.bookings.list({})).items.map(({ id }) => id)).toEqual([here.booking_id]);
  expect(await refusal(as.bookings.get({ id: here.booking_id }))).toBe('accepted');
  expect(await refusal(as.tickets.get({ id: here.ticket_id }))).toBe('accepted');
  for (const hidden of [
    () => as.bookings.get({ id: there.booking_id }),
    () => as.bookings.cancel({ id: there.booking_id }),
    () => as.orders.getAny({ id: there.booking_id }),
    () => as.tickets.get({ id: there.ticket_id }),
  ])
    expect(await refusal(hidden()), String(hidden)).toMatch(/not_found$/);
  for (const foreign of [
    () => as.bookings.cancel({ id: here.booking_id }),
    () => as.boxOffice.refund({ ticket_id: here.ticket_id, reason: 'R' }),
    () => as.boxOffice.resendTickets({ order_id: here.booking_id }),
  ])
    expect(await refusal(foreign()), String(foreign)).toBe('request.forbidden');
  expect(await refusal(as.boxOffice.issueComps({ event_id: here.event_id, email: 'a@x.test', reason: 'R' }))).toMatch(
    /forbidden|not_yours/,
  );
});

test('bookings: a plain member who reads one is told aloud that it may not change it', async () => {
  const { organizer, event_id, booking_id } = await sold();
  const { organization_id } = await world.deps.db.events.findUniqueOrThrow({ where: { id: event_id } });
  const member = await world.make.user();
  await world.make.member(organizer, { organization_id, user: member, role: 'member' });
  const as = world.as(member).bookings;
  expect(await refusal(as.get({ id: booking_id }))).toBe('accepted');
  for (const action of ['confirm', 'cancel', 'refund'] as const)
    expect(await refusal(as[action]({ id: booking_id })), action).toBe('request.forbidden');
});

import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { invitationToken } from '../notifications/index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** Somebody who was invited by mail, registered and joined: an account with the role of every customer. */
async function joined(owner: UserActor, id: string, role: 'manager' | 'member', username: string) {
  const user_email = `${username}@example.test`;
  const { invitation_id } = await world.as(owner).organizations.addMember({ id, user_email, role });
  const guest = await world.make.user({ username });
  await world.as(guest).organizations.acceptInvitation({ token: invitationToken(world.env, invitation_id!) });
  return guest;
}

test('a manager manages and a member looks on, whatever role their accounts have', async () => {
  const { organizer, event, type } = await world.make.sale({ title: 'Wayang Kulit' });
  const id = event.organization_id;
  const manager = world.as(await joined(organizer, id, 'manager', 'wati'));
  const member = world.as(await joined(organizer, id, 'member', 'yoga'));
  const stranger = world.as(await world.make.user());

  for (const who of [manager, member]) {
    expect((await who.account.get({})).role).toBe('customer');
    expect((await who.events.listOwn({})).items.map(({ title }) => title)).toEqual(['Wayang Kulit']);
    expect((await who.events.sales({})).event_data).toHaveLength(1);
  }
  expect(await refusal(stranger.events.listOwn({}))).toBe('request.forbidden');

  expect((await manager.ticketTypes.update({ id: type.id, title: 'Lesehan' })).title).toBe('Lesehan');
  expect(await refusal(member.ticketTypes.update({ id: type.id, title: 'Kursi' }))).toBe('event.not_yours');
  expect(await refusal(manager.attendees.list({ id: event.id }))).toBe('accepted');
  expect(await refusal(member.attendees.list({ id: event.id }))).toBe('event.not_yours');

  const plan = {
    title: 'Wayang Golek',
    category: 'seminar',
    description: 'Puppets.',
    city: 'Bogor',
    place_name: 'Aula',
    starts_at: '2026-06-01T12:00:00Z',
    ends_at: '2026-06-01T15:00:00Z',
    status: 'draft',
  } as const;
  expect((await manager.events.create(plan)).organization_id).toBe(id);
  // Who only helps founds no organization by the way.
  expect(await refusal(member.events.create(plan))).toBe('request.forbidden');
  expect(await world.deps.db.organizations.count({ where: { name: 'yoga' } })).toBe(0);
});

test('what membership allowed ends with it', async () => {
  const { organizer, event } = await world.make.sale();
  const user = await joined(organizer, event.organization_id, 'manager', 'tika');
  const was = world.as(user);
  expect(await refusal(was.events.listOwn({}))).toBe('accepted');
  await world.as(organizer).organizations.removeMember({ id: event.organization_id, user_id: user.id });
  for (const attempt of [
    () => was.events.listOwn({}),
    () => was.events.cancel({ id: event.id }),
    () => was.attendees.list({ id: event.id }),
  ])
    expect(await refusal(attempt())).toBe('request.forbidden');
});

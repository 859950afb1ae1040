import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { invitationToken } from '../notifications/index.ts';

let world: World;
let administrator: UserActor;
beforeAll(async () => {
  world = await openWorld();
  administrator = await world.make.administrator();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

type Role = 'owner' | 'manager' | 'member';
let counter = 0;

/** Somebody without an account is asked to join a new organization. */
async function invitation(role: Role = 'manager', username = `guest${++counter}`) {
  const owner = await world.make.user();
  const { id } = await world.as(administrator).organizations.create({ name: 'Kolektif', owner_email: owner.email });
  const user_email = `${username}@example.test`;
  const added = await world.as(owner).organizations.addMember({ id, user_email, role });
  const token = invitationToken(world.env, added.invitation_id!);
  return { id, owner, username, user_email, added, token };
}

test('who has no account is invited by mail, and nobody keeps the token', async () => {
  const { id, owner, user_email, added, token } = await invitation();
  expect(added).toMatchObject({
    invited: true,
    user_email,
    role: 'MANAGER',
    user_id: null,
    expires_at: new Date(world.clock.now().getTime() + 14 * 86_400_000).toISOString(),
  });
  expect((await world.as(owner).organizations.listInvitations({ id })).items).toMatchObject([
    { id: added.invitation_id, organization: 'Kolektif', user_email, role: 'MANAGER' },
  ]);
  const row = await world.deps.db.organization_invitations.findUniqueOrThrow({ where: { id: added.invitation_id! } });
  const jobs = await world.deps.jobs.boss.fetch('mail.invitation', { batchSize: 50 });
  expect(jobs.map((job) => job.data)).toContainEqual({ invitation_id: added.invitation_id });
  expect(JSON.stringify([row, jobs])).not.toContain(token);
});

test('registering alone changes nothing; accepting makes a member, once', async () => {
  const { id, username, added, token } = await invitation();
  const guest = await world.make.user({ username });
  expect(await refusal(world.as(guest).organizations.listMembers({ id }))).toBe('request.forbidden');
  expect(await world.as(guest).organizations.acceptInvitation({ token })).toMatchObject({
    organization_id: id,
    user_id: guest.id,
    role: 'MANAGER',
  });
  expect(await world.as(guest).account.get({})).toMatchObject({
    role: 'customer',
    memberships: [{ organization_id: id, name: 'Kolektif', role: 'MANAGER' }],
  });
  expect(await refusal(world.as(guest).organizations.acceptInvitation({ token }))).toBe('invitation.used');
  expect((await world.as(guest).organizations.listInvitations({ id })).items).toEqual([]);
  expect(added.invited).toBe(true);
});

test('addMember: the answer is the same for an account, one that only claims the address, and none', async () => {
  const { id, owner } = await invitation();
  const [known, claimed] = [await world.make.user(), await world.make.user({ email_verified: false })];
  const shapes = [];
  for (const user_email of [known.email, claimed.email, 'nobody.at.all@example.test']) {
    const { invitation_id, expires_at, ...same } = await world.as(owner).organizations.addMember({ id, user_email });
    expect([typeof invitation_id, typeof expires_at]).toEqual(['string', 'string']);
    shapes.push({ ...same, user_email: '' });
  }
  expect(new Set(shapes.map((shape) => JSON.stringify(shape))).size).toBe(1);
  // Nobody is in it without having said yes.
  expect((await world.as(owner).organizations.listMembers({ id })).total).toBe(1);
});

test('acceptInvitation: the mailed token proves the address', async () => {
  const { username, token } = await invitation();
  const guest = await world.make.user({ username, email_verified: false });
  await world.as(guest).organizations.acceptInvitation({ token });
  expect((await world.as(guest).account.get({})).email_verified).toBe(true);
});

test('create: an account that only claims the address owns nothing', async () => {
  const mallory = await world.make.user({ email_verified: false });
  const create = world.as(administrator).organizations.create({ name: 'Kolektif', owner_email: mallory.email });
  expect(await refusal(create)).toBe('owner_email: No account has verified this e-mail address.');
});

test('of several attempts at the same moment, one is accepted', async () => {
  const { username, token } = await invitation('member');
  const guest = await world.make.user({ username });
  const attempts = [1, 2, 3].map(() => refusal(world.as(guest).organizations.acceptInvitation({ token })));
  const results = await Promise.all(attempts);
  expect(results.filter((result) => result === 'accepted')).toHaveLength(1);
  expect(new Set(results)).toEqual(new Set(['accepted', 'invitation.used']));
});

describe('is refused', () => {
  test('to anybody else, and with a token that nobody was sent', async () => {
    const { token, owner } = await invitation();
    const stranger = await world.make.user();
    expect(await refusal(world.as(stranger).organizations.acceptInvitation({ token }))).toBe('invitation.not_yours');
    expect(await refusal(world.as(owner).organizations.acceptInvitation({ token: 'guess' }))).toBe(
      'invitation.not_found',
    );
    expect(await refusal(world.as().organizations.acceptInvitation({ token }))).toBe('request.unauthenticated');
  });

  test('after fourteen days', async () => {
    const { username, token } = await invitation();
    const guest = await world.make.user({ username });
    const then = world.clock.now();
    world.clock.advance(14 * 86_400);
    expect(await refusal(world.as(guest).organizations.acceptInvitation({ token }))).toBe('invitation.expired');
    world.clock.set(then);
  });

  test('when it was withdrawn, or another took its place', async () => {
    const { id, owner, username, user_email, added, token } = await invitation();
    const again = await world.as(owner).organizations.addMember({ id, user_email, role: 'member' });
    const invitation_id = again.invitation_id!;
    expect(invitation_id).not.toBe(added.invitation_id);
    const guest = await world.make.user({ username });
    const accept = (with_token: string) =>
      refusal(world.as(guest).organizations.acceptInvitation({ token: with_token }));
    expect(await accept(token)).toBe('invitation.not_found');
    expect(await refusal(world.as(guest).organizations.withdrawInvitation({ id, invitation_id }))).toBe(
      'request.forbidden',
    );
    await world.as(owner).organizations.withdrawInvitation({ id, invitation_id });
    expect(await refusal(world.as(owner).organizations.withdrawInvitation({ id, invitation_id }))).toBe(
      'invitation.not_found',
    );
    expect(await accept(invitationToken(world.env, invitation_id))).toBe('invitation.not_found');
  });
});

test('owners are invited by owners, and members see no invitations', async () => {
  const { id, owner, user_email, added } = await invitation('owner');
  const [manager, member] = [await world.make.user(), await world.make.user()];
  await world.make.member(owner, { organization_id: id, user: manager, role: 'manager' });
  await world.make.member(owner, { organization_id: id, user: member, role: 'member' });
  const asManager = world.as(manager).organizations;
  const mail = `other-${user_email}`;
  expect(await refusal(asManager.addMember({ id, user_email: mail, role: 'owner' }))).toBe('request.forbidden');
  expect(await refusal(asManager.withdrawInvitation({ id, invitation_id: added.invitation_id! }))).toBe(
    'request.forbidden',
  );
  expect((await asManager.listInvitations({ id })).total).toBe(1);
  expect(await refusal(world.as(member).organizations.listInvitations({ id }))).toBe('request.forbidden');
});

import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
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

const auditOf = (subject_id: string) =>
  world.deps.db.audit_entries
    .findMany({ where: { subject_id }, orderBy: { id: 'asc' } })
    .then((rows) => rows.map(({ action }) => action));

/** An organization with an owner, a manager and a member, and somebody who has nothing to do with it. */
async function staffed() {
  const [owner, manager, member, outsider] = await Promise.all([1, 2, 3, 4].map(() => world.make.user()));
  const { id } = await world.as(administrator).organizations.create({ name: 'Teras', owner_email: owner!.email });
  const add = (user: UserActor, role: 'manager' | 'member') =>
    world.make.member(owner!, { organization_id: id, user, role });
  await add(manager!, 'manager');
  await add(member!, 'member');
  return { id, owner: owner!, manager: manager!, member: member!, outsider: outsider! };
}

describe('an organization', () => {
  test('is made by an administrator for an owner, who becomes an organizer', async () => {
    const owner = await world.make.user();
    const made = await world.as(administrator).organizations.create({
      name: 'Panggung Kita',
      website: 'https://panggung.example',
      owner_email: owner.email,
    });
    expect(made).toMatchObject({
      name: 'Panggung Kita',
      website: 'https://panggung.example',
      contact_email: '',
      is_verified: false,
    });
    expect((await world.as(owner).account.get({})).role).toBe('event_organizer');
    expect(await world.as().organizations.get({ id: made.id })).toEqual(made);
    expect((await world.as().organizations.list({ search: 'panggung ki' })).items).toEqual([made]);
    expect((await world.as(owner).organizations.list({ is_mine: true })).items).toEqual([made]);
    expect((await world.as(owner).organizations.list({ is_mine: false, search: 'Panggung Kita' })).items).toEqual([]);
    expect(await refusal(world.as().organizations.list({ is_mine: true }))).toBe('request.unauthenticated');
    const own = await world.as(administrator).organizations.create({ name: 'House' });
    expect(own.contact_email).toBe('');
    expect((await world.as(administrator).account.get({})).role).toBe('administrator');
  });

  test.each([
    [{ name: '' }, 'name: This field may not be blank.'],
    [{ website: 'javascript:alert(1)' }, 'website: '],
    [{ contact_email: 'nobody' }, 'contact_email: Enter a valid e-mail address.'],
    [{ owner_email: 'nobody@example.test' }, 'owner_email: No account has verified this e-mail address.'],
  ])('refuses %j', async (fields, sentence) => {
    expect(await refusal(world.as(administrator).organizations.create({ name: 'X', ...fields }))).toContain(sentence);
  });

  test('is changed by its owners, its managers and administrators', async () => {
    const { id, owner, manager, member, outsider } = await staffed();
    expect(await world.as(manager).organizations.update({ id, website: 'http://teras.example' })).toMatchObject({
      name: 'Teras',
      website: 'http://teras.example',
    });
    expect(await world.as(owner).organizations.replace({ id, name: 'Teras Baru' })).toMatchObject({
      name: 'Teras Baru',
      website: '',
      contact_email: '',
    });
    expect(await refusal(world.as(owner).organizations.replace({ id } as never))).toBe('name: This field is required.');
    for (const actor of [member, outsider]) {
      const attempt = world.as(actor).organizations.update({ id, name: 'Mine' });
      await expect(attempt).rejects.toThrow('Insufficient role permissions.');
      expect(await refusal(world.as(actor).organizations.replace({ id, name: 'Mine' }))).toBe('request.forbidden');
    }
    expect(await refusal(world.as(outsider).organizations.create({ name: 'Mine' }))).toBe('request.forbidden');
    expect(await refusal(world.as().organizations.update({ id, name: 'Mine' }))).toBe('request.unauthenticated');
    expect(await refusal(world.as(owner).organizations.update({ id: newId(), name: 'No' }))).toBe(
      'organization.not_found',
    );
  });

  test('is verified by administrators alone', async () => {
    const { id, owner } = await staffed();
    expect(await refusal(world.as(owner).organizations.update({ id, is_verified: true }))).toBe(
      'organization.verified_by_house',
    );
    expect(await refusal(world.as(owner).organizations.replace({ id, name: 'X', is_verified: true }))).toBe(
      'organization.verified_by_house',
    );
    expect(await world.as(administrator).organizations.update({ id, is_verified: true })).toMatchObject({
      is_verified: true,
    });
    expect(await world.as(owner).organizations.replace({ id, name: 'X' })).toMatchObject({ is_verified: true });
    expect(await auditOf(id)).toContain('organization.verified');
  });

  test('with events is not deleted, and the refusal says how many', async () => {
    const { id, owner } = await staffed();
    await world.make.event(owner, { status: 'pending' });
    const remove = () => world.as(administrator).organizations.delete({ id });
    await expect(remove()).rejects.toThrow('This organization has 1 event and can’t be deleted.');
    expect(await refusal(remove())).toBe('organization.in_use');
    const empty = await staffed();
    expect(await refusal(world.as(empty.owner).organizations.delete({ id: empty.id }))).toBe('request.forbidden');
    expect(await refusal(world.as(administrator).organizations.delete({ id: empty.id }))).toBe('accepted');
    expect(await refusal(world.as().organizations.get({ id: empty.id }))).toBe('organization.not_found');
    expect(await refusal(world.as(administrator).organizations.delete({ id: empty.id }))).toBe(
      'organization.not_found',
    );
  });

  test('shows its members every event and everybody else what is public', async () => {
    const { id, owner, member, outsider } = await staffed();
    const waiting = await world.make.event(owner, { status: 'pending', starts_in_days: 40 });
    const live = await world.make.event(owner, { starts_in_days: 20 });
    const seenBy = async (actor: UserActor) =>
      (await world.as(actor).organizations.listEvents({ id })).items.map((event) => event.id);
    for (const actor of [owner, member, administrator]) expect(await seenBy(actor)).toEqual([waiting.id, live.id]);
    expect(await seenBy(outsider)).toEqual([live.id]);
    const pendingSeenBy = async (actor: UserActor) =>
      (await world.as(actor).organizations.listEvents({ id, status: 'pending' })).items.map((event) => event.id);
    expect(await pendingSeenBy(member)).toEqual([waiting.id]);
    expect(await pendingSeenBy(outsider)).toEqual([]);
    expect(await refusal(world.as().organizations.listEvents({ id }))).toBe('request.unauthenticated');
    expect(await refusal(world.as(outsider).organizations.listEvents({ id: newId() }))).toBe('organization.not_found');
  });
});

describe('members', () => {
  test('are seen by members and administrators', async () => {
    const { id, owner, manager, member, outsider } = await staffed();
    const { items } = await world.as(member).organizations.listMembers({ id });
    expect(items.map(({ user_id, role }) => [user_id, role])).toEqual([
      [owner.id, 'OWNER'],
      [manager.id, 'MANAGER'],
      [member.id, 'MEMBER'],
    ]);
    expect((await world.as(administrator).organizations.listMembers({ id })).total).toBe(3);
    expect(await refusal(world.as(outsider).organizations.listMembers({ id }))).toBe('request.forbidden');
  });

  test('are added by owners and managers, once; their accounts keep their role', async () => {
    const { id, manager, member, outsider } = await staffed();
    const added = await world.as(manager).organizations.addMember({
      id,
      user_email: outsider.email.toUpperCase(),
      role: 'MANAGER' as never,
    });
    expect(added).toEqual({
      invited: true,
      organization_id: id,
      user_email: outsider.email,
      role: 'MANAGER',
      user_id: null,
      username: null,
      invitation_id: expect.any(String),
      expires_at: expect.any(String),
    });
    expect(await world.as(outsider).account.get({})).toMatchObject({ memberships: [] });
    const token = invitationToken(world.env, added.invitation_id!);
    await world.as(outsider).organizations.acceptInvitation({ token });
    expect(await world.as(outsider).account.get({})).toMatchObject({
      role: 'customer',
      memberships: [{ organization_id: id, role: 'MANAGER' }],
    });
    const again = world.as(manager).organizations.addMember({ id, user_email: outsider.email, role: 'member' });
    expect(await refusal(again)).toBe('organization.already_member');
    const byMember = world.as(member).organizations.addMember({ id, user_email: administrator.email });
    expect(await refusal(byMember)).toBe('request.forbidden');
  });

  test('who are owners are the business of owners', async () => {
    const { id, owner, manager, member, outsider } = await staffed();
    const asManager = world.as(manager).organizations;
    const sentence = 'Only an owner may make, change or remove owners.';
    await expect(asManager.addMember({ id, user_email: outsider.email, role: 'owner' })).rejects.toThrow(sentence);
    await expect(asManager.changeMember({ id, user_id: manager.id, role: 'owner' })).rejects.toThrow(sentence);
    await expect(asManager.changeMember({ id, user_id: owner.id, role: 'member' })).rejects.toThrow(sentence);
    await expect(asManager.removeMember({ id, user_id: owner.id })).rejects.toThrow(sentence);
    expect(await asManager.changeMember({ id, user_id: member.id, role: 'manager' })).toMatchObject({
      role: 'MANAGER',
    });
    expect(await world.as(owner).organizations.changeMember({ id, user_id: member.id, role: 'owner' })).toMatchObject({
      role: 'OWNER',
    });
    await world.as(member).organizations.removeMember({ id, user_id: owner.id });
    expect(await refusal(world.as(owner).organizations.listMembers({ id }))).toBe('request.forbidden');
    expect(await refusal(asManager.removeMember({ id, user_id: outsider.id }))).toBe('request.not_found');
    expect(await refusal(world.as(outsider).organizations.removeMember({ id, user_id: manager.id }))).toBe(
      'request.forbidden',
    );
    expect(await auditOf(id)).toEqual([
      'organization.created',
      'organization.member_invited',
      'organization.member_added',
      'organization.member_invited',
      'organization.member_added',
      'organization.member_role_changed',
      'organization.member_role_changed',
      'organization.member_removed',
    ]);
  });

  test('leave when they like, but for the last owner', async () => {
    const { id, owner, member, outsider } = await staffed();
    await world.as(member).organizations.leave({ id });
    expect(await refusal(world.as(member).organizations.leave({ id }))).toBe('request.forbidden');
    expect(await refusal(world.as(outsider).organizations.leave({ id }))).toBe('request.forbidden');
    const as = world.as(administrator).organizations;
    expect(await refusal(world.as(owner).organizations.leave({ id }))).toBe('organization.last_owner');
    expect(await refusal(as.removeMember({ id, user_id: owner.id }))).toBe('organization.last_owner');
    expect(await refusal(as.changeMember({ id, user_id: owner.id, role: 'manager' }))).toBe('organization.last_owner');
    expect(await refusal(as.changeMember({ id, user_id: owner.id, role: 'owner' }))).toBe('accepted');
  });
});

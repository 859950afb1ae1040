import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { phoneKey } from './phones.ts';

let world: World;
let superuser: UserActor;
let administrator: UserActor;
beforeAll(async () => {
  world = await openWorld();
  superuser = await world.make.administrator();
  administrator = await world.make.user({ role: 'administrator' });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

let counter = 0;
const phone = () => `0812345${String(++counter).padStart(4, '0')}`;
const create = (input: Record<string, unknown>, actor = administrator) =>
  world.as(actor).users.create(input as { name: string; phone: string });
const PHONE_TAKEN = 'A user with that phone number already exists.';

describe('an administrator creates a user', () => {
  test('from a name and a phone number alone', async () => {
    const number = phone();
    const made = await create({ name: 'John Michael Doe', phone: number });
    expect(made).toMatchObject({
      name: 'John Michael Doe',
      first_name: 'John',
      last_name: 'Michael Doe',
      phone: number,
      phone_number: number,
      role: 'customer',
      username: 'john.michael.doe',
      email: 'john.michael.doe@users.setiket.invalid',
      balance: 1_000_000,
      is_active: true,
    });
    expect(JSON.stringify(made)).not.toContain('password');
    expect(await world.as(administrator).users.get({ id: made.id })).toEqual(made);
    const [entry] = await world.deps.db.audit_entries.findMany({ where: { subject_id: made.id } });
    expect(entry).toMatchObject({ action: 'user.created', actor_id: administrator.id });
  });

  test('with everything, and the user signs in', async () => {
    const password = 'a long and winding road';
    const made = await create({
      name: 'Sari',
      phone: phone(),
      role: 'STAFF',
      email: 'Sari@Example.test',
      username: 'sari',
      password,
    });
    expect(made).toMatchObject({ role: 'staff', email: 'sari@example.test', first_name: 'Sari', last_name: '' });
    const tokens = await world.as().auth.login({ username: 'sari', password });
    expect(tokens.access).toEqual(expect.any(String));
  });

  test('and may make an administrator only as a superuser', async () => {
    const input = { name: 'Boss', phone: phone(), role: 'admin' };
    expect(await refusal(create(input))).toBe('account.superuser_needed');
    expect(await create(input, superuser)).toMatchObject({ role: 'administrator', is_superuser: false });
  });

  test('with the same name at the same moment', async () => {
    const made = await Promise.all([1, 2, 3].map(() => create({ name: 'Budi Santoso', phone: phone() })));
    expect(made.map(({ username }) => username).sort()).toEqual(['budi.santoso', 'budi.santoso2', 'budi.santoso3']);
  });

  test.each([
    [{ phone: undefined }, 'phone: This field is required.'],
    [{ phone: 'call me' }, 'phone: Enter a valid phone number.'],
    [{ name: ' ' }, 'name: This field may not be blank.'],
    [{ role: 'king' }, 'role: This is not a valid choice.'],
    [{ password: '12345' }, 'password: This password is too short.'],
    [{ is_superuser: true }, 'is_superuser: This field can’t be set here.'],
    [{ balance: 5 }, 'balance: This field can’t be set here.'],
  ])('but not with %j', async (fields, sentence) => {
    expect(await refusal(create({ name: 'Nobody', phone: phone(), ...fields }))).toContain(sentence);
  });

  test('and nobody else does', async () => {
    const input = { name: 'Mine', phone: phone() };
    for (const role of ['customer', 'event_organizer', 'staff', 'support'] as const)
      expect(await refusal(create(input, await world.make.user({ role })))).toBe('request.forbidden');
    expect(await refusal(world.as().users.create(input))).toBe('request.unauthenticated');
  });
});

describe('a phone number', () => {
  test('is the same however it is written', () => {
    const same = ['0812-345 678', '+62 812 345 678', '0062812345678', '62 (812) 345678'];
    expect(new Set(same.map((number) => phoneKey(number)))).toEqual(new Set(['62812345678']));
    expect(phoneKey(null)).toBeNull();
  });

  test('belongs to one of the accounts that administrators make', async () => {
    const number = phone();
    await create({ name: 'First', phone: number });
    const abroad = `+62 ${number.slice(1)}`;
    expect(await refusal(create({ name: 'Second', phone: abroad }))).toBe(`phone: ${PHONE_TAKEN}`);
    const other = await create({ name: 'Third', phone: phone() });
    const change = (fields: object) => refusal(world.as(administrator).account.updateAny({ id: other.id, ...fields }));
    expect(await change({ phone_number: number })).toBe(`phone_number: ${PHONE_TAKEN}`);
    expect(await change({ phone: number })).toBe(`phone: ${PHONE_TAKEN}`);
    expect(await change({ phone: other.phone })).toBe('accepted');
  });

  test('of two administrators who give it away at once, one is refused', async () => {
    const number = phone();
    const attempts = ['A', 'B', 'C'].map((name) => refusal(create({ name, phone: number })));
    expect((await Promise.all(attempts)).sort()).toEqual(['accepted', ...Array(2).fill(`phone: ${PHONE_TAKEN}`)]);
  });

  test('is free for who registers, or changes it for itself', async () => {
    const number = phone();
    await create({ name: 'Owner', phone: number });
    const [first, second] = [await world.make.user(), await world.make.user()];
    await world.as(first).account.update({ phone_number: number });
    await world.as(second).account.update({ phone_number: number });
    expect(await refusal(create({ name: 'Late', phone: number }))).toBe(`phone: ${PHONE_TAKEN}`);
  });

  test('that its owner gives up is free again', async () => {
    const number = phone();
    const { id, username, email } = await create({ name: 'Mover', phone: number });
    const own: UserActor = { ...administrator, id, username, email, role: 'customer' };
    await world.as(own).account.update({ phone_number: number, first_name: 'Still' });
    expect(await refusal(create({ name: 'Next', phone: number }))).toBe(`phone: ${PHONE_TAKEN}`);
    await world.as(own).account.update({ phone_number: phone() });
    expect(await refusal(create({ name: 'Next', phone: number }))).toBe('accepted');
  });
});

describe('one user', () => {
  test('is seen by administrators and by itself', async () => {
    const user = await world.make.user();
    expect((await world.as(user).users.get({ id: user.id })).username).toBe(user.username);
    expect((await world.as(administrator).users.get({ id: user.id })).name).toBe(user.username);
    const stranger = await world.make.organizer();
    expect(await refusal(world.as(stranger).users.get({ id: user.id }))).toBe('request.forbidden');
    expect(await refusal(world.as(stranger).users.get({ id: newId() }))).toBe('request.forbidden');
    expect(await refusal(world.as(administrator).users.get({ id: newId() }))).toBe('account.not_found');
    expect(await refusal(world.as().users.get({ id: user.id }))).toBe('request.unauthenticated');
  });

  test('is renamed by an administrator in one field', async () => {
    const user = await world.make.user();
    const renamed = await world.as(administrator).account.updateAny({ id: user.id, name: 'Ani Dewi Wijaya' });
    expect(renamed).toMatchObject({ first_name: 'Ani', last_name: 'Dewi Wijaya', name: 'Ani Dewi Wijaya' });
  });
});

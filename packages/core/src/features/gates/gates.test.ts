import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { openQrSigner } from '../ticket-qr/index.ts';
import { authenticateDevice, isDeviceToken } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function gate() {
  const organizer = await world.make.organizer();
  const event = await world.make.event(organizer);
  const as = world.as(organizer);
  return { organizer, event, as, gate: await as.gates.create({ id: event.id, name: 'North' }) };
}

const who = (token: string) => refusal(authenticateDevice(world.deps, token));

test('gates of an event have names of their own, and are closed for good', async () => {
  const { event, as, gate: north } = await gate();
  expect(north).toMatchObject({ event_id: event.id, name: 'North', is_open: true, devices: 0, closed_at: null });
  expect(await refusal(as.gates.create({ id: event.id, name: 'NORTH' }))).toBe('gate.name_taken');
  const south = await as.gates.create({ id: event.id, name: 'South' });
  expect(await refusal(as.gates.rename({ id: south.id, name: 'north' }))).toBe('gate.name_taken');
  expect(await as.gates.rename({ id: south.id, name: 'East' })).toMatchObject({ name: 'East' });
  await as.gates.close({ id: north.id });
  for (const late of [
    () => as.gates.close({ id: north.id }),
    () => as.gates.rename({ id: north.id, name: 'West' }),
    () => as.gates.addDevice({ id: north.id, name: 'Phone' }),
  ])
    expect(await refusal(late())).toBe('gate.closed');
  world.clock.advance(1);
  await as.gates.create({ id: event.id, name: 'North' });
  expect((await as.gates.list({ id: event.id })).items.map(({ name, is_open }) => [name, is_open])).toEqual([
    ['East', true],
    ['North', false],
    ['North', true],
  ]);
  expect(await refusal(as.gates.rename({ id: newId(), name: 'X' }))).toBe('gate.not_found');
});

test('settings are two hours and no re-entry until somebody says otherwise', async () => {
  const { event, as } = await gate();
  const starts = new Date(event.starts_at).getTime();
  expect(await as.gates.settings({ id: event.id })).toEqual({
    event_id: event.id,
    doors_open_minutes_before: 120,
    doors_open_at: new Date(starts - 120 * 60_000).toISOString(),
    allows_reentry: false,
  });
  await as.gates.changeSettings({ id: event.id, allows_reentry: true });
  const changed = await as.gates.changeSettings({ id: event.id, doors_open_minutes_before: 0 });
  expect(changed).toMatchObject({
    doors_open_minutes_before: 0,
    doors_open_at: event.starts_at,
    allows_reentry: true,
  });
  expect(await refusal(as.gates.changeSettings({ id: event.id, doors_open_minutes_before: -1 }))).toBe(
    'doors_open_minutes_before: This value must be 0 or more.',
  );
});

test('a pairing code becomes a token once, and what is kept opens nothing', async () => {
  const { event, as, gate: north } = await gate();
  const { device, pairing_code, expires_at } = await as.gates.addDevice({ id: north.id, name: 'Phone 7' });
  expect(device).toMatchObject({ name: 'Phone 7', gate: 'North', status: 'waiting', last_seen_at: null });
  expect(new Date(expires_at).getTime() - world.clock.now().getTime()).toBe(900_000);
  // As somebody types it.
  const typed = `${pairing_code.slice(0, 5)}-${pairing_code.slice(5)}`.toLowerCase();
  const paired = await world.as().gates.pair({ code: typed });
  expect(paired).toMatchObject({
    event_id: event.id,
    event: event.title,
    device: { id: device.id, status: 'paired' },
    qr_public_key: openQrSigner(world.env.QR_SIGNING_SECRET).public_key,
  });
  expect(paired.snapshot_public_key).not.toBe(paired.qr_public_key);
  expect(await refusal(world.as().gates.pair({ pairing_code }))).toBe('gate.pairing_invalid');
  expect(isDeviceToken(paired.token)).toBe(true);
  expect(await authenticateDevice(world.deps, paired.token)).toEqual({
    kind: 'gate',
    id: device.id,
    name: 'Phone 7',
    gate_id: north.id,
    gate_name: 'North',
    event_id: event.id,
  });
  const row = await world.deps.db.gate_devices.findUniqueOrThrow({ where: { id: device.id } });
  expect(JSON.stringify(row)).not.toContain(pairing_code);
  expect(JSON.stringify(row)).not.toContain(paired.token);
  expect(await who(`${paired.token}x`)).toBe('request.token_invalid');
});

test('of two that enter the same code at the same moment, one is too late', async () => {
  const { as, gate: north } = await gate();
  const { pairing_code } = await as.gates.addDevice({ id: north.id, name: 'Phone' });
  const results = await Promise.all(Array.from({ length: 5 }, () => refusal(world.as().gates.pair({ pairing_code }))));
  expect(results.sort()).toEqual(['accepted', ...Array(4).fill('gate.pairing_invalid')]);
});

test('a code is good for a quarter of an hour', async () => {
  const { event, as, gate: north } = await gate();
  const { pairing_code } = await as.gates.addDevice({ id: north.id, name: 'Phone' });
  world.clock.advance(900);
  expect(await refusal(world.as().gates.pair({ pairing_code }))).toBe('gate.pairing_invalid');
  expect((await as.gates.listDevices({ id: event.id })).items).toMatchObject([{ status: 'expired' }]);
});

test('codes can’t be guessed at for long', async () => {
  const attempt = () => refusal(world.as(undefined, { ip: '192.0.2.44' }).gates.pair({ pairing_code: 'AAAAABBBBB' }));
  for (let n = 0; n < 30; n++) expect(await attempt()).toBe('gate.pairing_invalid');
  expect(await attempt()).toBe('request.rate_limited');
  expect(await refusal(world.as().gates.pair({}))).toBe('pairing_code: This field is required.');
});

test('authenticateDevice: a revoked device is refused at once, and so is one of a closed gate', async () => {
  const { event, as, gate: north } = await gate();
  const tokens: string[] = [];
  for (const name of ['One', 'Two']) {
    const { pairing_code } = await as.gates.addDevice({ id: north.id, name });
    tokens.push((await world.as().gates.pair({ pairing_code })).token);
  }
  expect((await as.gates.list({ id: event.id })).items).toMatchObject([{ devices: 2 }]);
  const devices = (await as.gates.listDevices({ id: event.id })).items;
  const [one] = devices.filter(({ name }) => name === 'One');
  await as.gates.revokeDevice({ id: one!.id });
  expect(await refusal(as.gates.revokeDevice({ id: one!.id }))).toBe('gate.device_not_found');
  expect(await who(tokens[0]!)).toBe('gate.device_revoked');
  expect(await who(tokens[1]!)).toBe('accepted');
  await as.gates.close({ id: north.id });
  expect(await who(tokens[1]!)).toBe('gate.device_revoked');
  expect((await as.gates.listDevices({ id: event.id })).items.map(({ status }) => status)).toEqual([
    'revoked',
    'revoked',
  ]);
});

test('when a device was last seen is known to the half minute', async () => {
  const { event, as, gate: north } = await gate();
  const { pairing_code } = await as.gates.addDevice({ id: north.id, name: 'Phone' });
  const { token } = await world.as().gates.pair({ pairing_code });
  const seen = async () => (await as.gates.listDevices({ id: event.id })).items[0]?.last_seen_at;
  const first = await seen();
  world.clock.advance(20);
  await authenticateDevice(world.deps, token);
  expect(await seen()).toBe(first);
  world.clock.advance(20);
  await authenticateDevice(world.deps, token);
  expect(await seen()).toBe(world.clock.now().toISOString());
});

test('administrators bind staff to events', async () => {
  const { event } = await gate();
  const as = world.as(await world.make.administrator());
  const guard = await world.make.user({ role: 'staff' });
  const customer = await world.make.user();
  expect(await as.gates.bindStaff({ id: event.id, user_email: guard.email })).toMatchObject({ user_id: guard.id });
  for (const [user_email, refused] of [
    [guard.email, 'gate.already_bound'],
    [customer.email, 'gate.not_staff'],
    ['nobody@example.test', 'user_email: No account has verified this e-mail address.'],
  ] as const)
    expect(await refusal(as.gates.bindStaff({ id: event.id, user_email }))).toBe(refused);
  expect((await as.gates.listStaff({ id: event.id })).items).toMatchObject([{ username: guard.username }]);
  await as.gates.unbindStaff({ id: event.id, user_id: guard.id });
  expect(await refusal(as.gates.unbindStaff({ id: event.id, user_id: guard.id }))).toBe('request.not_found');
});

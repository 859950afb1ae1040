import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Door, openDoor, qrOf } from '../../../test/door.ts';
import type { Actor, UserActor } from '../../kernel/context.ts';
import type { DomainError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { newQrSecret, openQrSigner } from '../ticket-qr/index.ts';

let world: World;
let staff: UserActor;
beforeAll(async () => {
  world = await openWorld();
  staff = await world.make.user({ role: 'staff' });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const commit = (actor: Actor, qr_code: string, more: object = {}) => world.as(actor).scan.commit({ qr_code, ...more });
const validate = (actor: Actor, qr_code: string, more: object = {}) =>
  world.as(actor).scan.validate({ qr_code, ...more });
const scansOf = (ticket_id: string) =>
  world.deps.db.scans.findMany({ where: { ticket_id }, orderBy: [{ scanned_at: 'asc' }, { id: 'asc' }] });

async function refused(attempt: Promise<unknown>): Promise<DomainError> {
  const error = await attempt.then(
    () => undefined,
    (failure: { cause: DomainError }) => failure.cause,
  );
  if (!error) throw new Error('It was not refused.');
  return error;
}

test('lets the holder in, once, and writes down who did it, where and when', async () => {
  const door = await openDoor(world);
  const qr = await door.qr();
  expect(await validate(staff, qr)).toMatchObject({
    valid: true,
    action: 'admit',
    reason: null,
    ticket: { id: door.ticket_id, holder: door.buyer.username, ticket_type: 'Reguler', status: 'active' },
  });
  expect(await world.deps.db.scans.count({ where: { ticket_id: door.ticket_id } })).toBe(0);
  const passage = await commit(staff, qr, { gate: 'north', event_id: door.event.id });
  expect(passage).toMatchObject({
    admitted: true,
    result: 'admitted',
    gate: 'North',
    message: 'Welcome.',
    ticket: { status: 'used', is_inside: true, entries: 1, used_at: world.clock.now().toISOString() },
  });
  expect(await world.deps.db.tickets.findUniqueOrThrow({ where: { id: door.ticket_id } })).toMatchObject({
    status: 'used',
    used_at: world.clock.now(),
  });
  expect(await scansOf(door.ticket_id)).toMatchObject([
    {
      id: passage.scan_id,
      event_id: door.event.id,
      gate_id: door.gate_id,
      gate_name: 'North',
      actor_id: staff.id,
      device_id: null,
      source: 'online',
      direction: 'entry',
      result: 'admitted',
      reason: null,
    },
  ]);
  const trail = await world.deps.db.audit_entries.findMany({ where: { subject_id: door.ticket_id } });
  expect(trail.find((entry) => entry.action === 'ticket.used')).toMatchObject({ actor_id: staff.id });

  const { used_at } = passage.ticket;
  world.clock.advance(60);
  const error = await refused(commit(staff, qr, { gate: 'South' }));
  expect(error).toMatchObject({
    code: 'scan.already_used',
    kind: 'CONFLICT',
    message: 'This ticket was used already: 1 Apr 2026, 08:30:00 at North.',
    facts: { used_at, gate: 'North', is_inside: true },
  });
  expect(await scansOf(door.ticket_id)).toMatchObject([
    { result: 'admitted' },
    { result: 'refused', reason: 'already_used', gate_name: 'South' },
  ]);
});

test('speaks Indonesian to whoever wants no English', async () => {
  const door = await openDoor(world);
  const qr = await door.qr();
  await commit(staff, qr);
  const caller = world.as(staff, { locale: 'id' });
  expect((await caller.scan.validate({ qr })).message).toBe('Tiket ini sudah dipakai: 1 Apr 2026, 08:30:00.');
  expect((await refused(caller.scan.commit({ qr }))).message).toMatch(/^Tiket ini sudah dipakai/);
});

test('takes the text under any of its names, and a typed code', async () => {
  const door = await openDoor(world, { tickets: 3 });
  const qr = await door.qr();
  for (const name of ['qr_code', 'qr', 'code', 'token', 'qr_code_string', 'qr_data', 'ticket_code'])
    expect(await world.as(staff).scan.validate({ [name]: `${qr}\n` }), name).toMatchObject({ valid: true });
  const { code } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: door.ticket_id } });
  expect(await commit(staff, ` ${code.toLowerCase()} `)).toMatchObject({ admitted: true, ticket: { code } });
});

test.each([[{}], [{ qr: '' }], [{ qr: '   ' }]])('%j is no scan', async (input) => {
  expect(await refusal(world.as(staff).scan.commit(input))).toBe('qr_code: This field is required.');
  expect(await refusal(world.as(staff).scan.validate(input))).toBe('qr_code: This field is required.');
});

type Setup = (door: Door) => Promise<{ qr?: string; at?: Date; more?: object } | undefined>;

/** How a ticket comes to be refused, by the reason that is told. */
const REFUSED: Record<string, Setup> = {
  unknown: async (door) => ({
    qr: openQrSigner(world.env.QR_SIGNING_SECRET).sign({
      ticket_id: newId(),
      event_id: door.event.id,
      qr_secret: newQrSecret(),
    }),
  }),
  forged: async (door) => ({ qr: `${(await door.qr()).slice(0, -4)}AAAA` }),
  wrong_event: async () => ({ more: { event_id: (await openDoor(world)).event.id } }),
  event_cancelled: async ({ organizer, event }) => {
    await world.as(organizer).events.cancel({ id: event.id });
    return undefined;
  },
  transferred: async ({ ticket_id, qr }) => {
    const old = await qr();
    await world.deps.db.tickets.update({ where: { id: ticket_id }, data: { qr_secret: newQrSecret() } });
    return { qr: old };
  },
  refunded: async ({ buyer, ticket_id }) => {
    await world.as(buyer).tickets.refund({ id: ticket_id });
    return undefined;
  },
  cancelled: async ({ ticket_id }) => {
    await world.deps.db.tickets.update({
      where: { id: ticket_id },
      data: { status: 'cancelled', cancelled_at: world.clock.now() },
    });
    return undefined;
  },
  not_paid: async ({ ticket_id }) => {
    const { booking_id } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: ticket_id } });
    const data = { status: 'pending', expires_at: world.clock.now() } as const;
    await world.deps.db.bookings.update({ where: { id: booking_id }, data });
    return undefined;
  },
  already_used: async ({ qr }) => {
    await commit(staff, await qr());
    return undefined;
  },
  not_yet: async ({ event }) => ({ at: new Date(new Date(event.starts_at).getTime() - 121 * 60_000) }),
  event_over: async ({ event }) => ({ at: new Date(event.ends_at) }),
  not_inside: async () => ({ more: { direction: 'exit' } }),
};

test.each(Object.entries(REFUSED))('%s is refused, and validate says the same', async (reason, setup) => {
  const door = await openDoor(world, { tickets: 2 });
  const guard = await world.make.user({ role: 'staff' });
  const { qr = await door.qr(), at, more = {} } = (await setup(door)) ?? {};
  if (at) world.clock.set(at);
  const before = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: door.ticket_id } });
  const validation = await validate(guard, qr, more);
  expect(validation).toMatchObject({ valid: false, action: null, reason, code: `scan.${reason}` });
  const error = await refused(commit(guard, qr, more));
  expect(error).toMatchObject({ code: `scan.${reason}`, kind: reason === 'unknown' ? 'NOT_FOUND' : 'CONFLICT' });
  expect(error.message).toBe(validation.message);
  expect(await world.deps.db.tickets.findUniqueOrThrow({ where: { id: door.ticket_id } })).toEqual(before);
  const lines = await world.deps.db.scans.findMany({ where: { actor_id: guard.id } });
  expect(lines).toMatchObject([{ result: 'refused', reason }]);
});

test('gates open when the event says', async () => {
  const door = await openDoor(world);
  const qr = await door.qr();
  const opens = new Date(new Date(door.event.starts_at).getTime() - 45 * 60_000);
  await world.as(door.organizer).gates.changeSettings({ id: door.event.id, doors_open_minutes_before: 45 });
  world.clock.set(new Date(opens.getTime() - 1));
  expect(await refused(commit(staff, qr))).toMatchObject({
    code: 'scan.not_yet',
    message: 'The gates are not open yet: they open 1 Apr 2026, 08:15:00.',
    facts: { doors_open_at: opens.toISOString() },
  });
  world.clock.set(opens);
  expect(await commit(staff, qr)).toMatchObject({ admitted: true });
});

describe('a QR that we did not sign', () => {
  test.each([
    ['a bare ticket id', (door: Door) => door.ticket_id],
    ['a QR without its signature', async (door: Door) => (await door.qr()).split('.').slice(0, 3).join('.')],
    ['one in lower case', async (door: Door) => (await door.qr()).toLowerCase()],
    [
      'one signed with another key',
      async (door: Door) => {
        const { event_id, qr_secret } = await world.deps.db.tickets.findUniqueOrThrow({
          where: { id: door.ticket_id },
        });
        const signer = openQrSigner('another-secret-that-is-long-enough!!');
        return signer.sign({ ticket_id: door.ticket_id, event_id, qr_secret });
      },
    ],
  ])('%s is forged, whatever ticket it names', async (_what, make) => {
    const door = await openDoor(world);
    expect(await refusal(commit(staff, await make(door)))).toBe('scan.forged');
    expect(await scansOf(door.ticket_id)).toEqual([]);
  });

  test.each(['https://example.test/', 'TKT-20260302-ABCDEFGH', 'TKT-1', 'x'])('%s is unknown', async (text) => {
    expect(await refusal(commit(staff, text))).toBe('scan.unknown');
  });
});

describe('who may scan', () => {
  test('staff any event, unless they are bound to some', async () => {
    const [here, there] = [await openDoor(world), await openDoor(world)];
    const guard = await world.make.user({ role: 'staff' });
    expect(await validate(guard, await here.qr())).toMatchObject({ valid: true });
    const administrator = await world.make.administrator();
    await world.as(administrator).gates.bindStaff({ id: there.event.id, user_email: guard.email });
    expect(await validate(guard, await here.qr())).toMatchObject({ valid: false, reason: 'wrong_event', ticket: null });
    expect(await validate(guard, await there.qr())).toMatchObject({ valid: true });
    expect(await refusal(validate(guard, await here.qr(), { event_id: here.event.id }))).toBe('request.forbidden');
    await world.as(administrator).gates.unbindStaff({ id: there.event.id, user_id: guard.id });
    expect(await validate(guard, await here.qr())).toMatchObject({ valid: true });
  });

  test('organizers their own events; of others they learn nothing that a QR does not say', async () => {
    const [own, foreign] = [await openDoor(world), await openDoor(world)];
    const qr = await foreign.qr();
    const { code } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: foreign.ticket_id } });
    expect(await validate(own.organizer, await own.qr())).toMatchObject({ valid: true });
    expect(await validate(own.organizer, qr)).toMatchObject({ reason: 'wrong_event', ticket: null });
    expect(await validate(own.organizer, code)).toMatchObject({ reason: 'unknown', ticket: null });
    expect(await refusal(commit(own.organizer, qr, { event_id: foreign.event.id }))).toBe('request.forbidden');
    expect(await refusal(commit(own.organizer, qr, { event_id: newId() }))).toBe('event.not_found');
  });

  test('nobody else', async () => {
    const door = await openDoor(world);
    const qr = await door.qr();
    for (const role of ['customer', 'support', 'vendor'] as const)
      expect(await refusal(commit(await world.make.user({ role }), qr)), role).toBe('request.forbidden');
    expect(await refusal(commit({ kind: 'anonymous' }, qr))).toBe('request.unauthenticated');
  });

  test('a paired device its own event, at its own gate', async () => {
    const [door, other] = [await openDoor(world, { tickets: 2 }), await openDoor(world)];
    const device = await door.device('Phone 7');
    expect(await commit(device, await door.qr(), { gate: 'Elsewhere' })).toMatchObject({ gate: 'North' });
    expect(await scansOf(door.ticket_id)).toMatchObject([{ device_id: device.id, actor_id: null }]);
    expect(await refusal(commit(device, await other.qr()))).toBe('scan.wrong_event');
    expect(await refusal(commit(device, await door.qr(), { event_id: other.event.id }))).toBe('request.forbidden');
  });
});

describe('leaving and coming back', () => {
  test('where the event allows it, never two at once', async () => {
    const door = await openDoor(world, { allows_reentry: true });
    const qr = await door.qr();
    const exit = { direction: 'EXIT' };
    await commit(staff, qr);
    expect(await refusal(commit(staff, qr))).toBe('scan.already_used');
    expect(await commit(staff, qr, exit)).toMatchObject({ admitted: false, result: 'left', message: 'Goodbye.' });
    expect(await refusal(commit(staff, qr, exit))).toBe('scan.not_inside');
    expect(await validate(staff, qr)).toMatchObject({ valid: true, action: 'reenter' });
    world.clock.advance(60);
    expect(await commit(staff, qr)).toMatchObject({ result: 'reentered', ticket: { entries: 2, is_inside: true } });
    expect((await refused(commit(staff, qr))).facts).toMatchObject({ used_at: world.clock.now().toISOString() });
    expect(await world.deps.db.admissions.findUniqueOrThrow({ where: { ticket_id: door.ticket_id } })).toMatchObject({
      entries: 2,
      exits: 1,
      is_inside: true,
    });
  });

  test('elsewhere one leaves for good, even after the end', async () => {
    const door = await openDoor(world);
    const qr = await door.qr();
    await commit(staff, qr);
    world.clock.set(new Date(new Date(door.event.ends_at).getTime() + 60_000));
    await commit(staff, qr, { direction: 'exit' });
    expect(await refusal(commit(staff, qr))).toBe('scan.already_used');
  });
});

describe('a scan that is sent again', () => {
  test('is answered as it was, as long as it is the same', async () => {
    const door = await openDoor(world, { tickets: 2, allows_reentry: true });
    const device = await door.device();
    const qr = await door.qr();
    const first = await commit(device, qr, { device_scan_id: 's1' });
    world.clock.advance(5);
    const again = await commit(device, qr, { device_scan_id: 's1' });
    expect(again).toMatchObject({
      admitted: true,
      replayed: true,
      scan_id: first.scan_id,
      scanned_at: first.scanned_at,
    });
    expect(await scansOf(door.ticket_id)).toHaveLength(1);
    expect(await refusal(commit(device, qr, { device_scan_id: 's2' }))).toBe('scan.already_used');
    expect(await refusal(commit(await door.device(), qr, { device_scan_id: 's1' }))).toBe('scan.already_used');
    const other = await door.qr(door.ticket_ids[1]);
    expect(await refusal(commit(device, other, { device_scan_id: 's1' }))).toBe('scan.id_taken');
    expect(await commit(device, other, { device_scan_id: 's3' })).toMatchObject({ replayed: false });
  });

  test('with an Idempotency-Key gets the very same answer, refusals too', async () => {
    const door = await openDoor(world);
    const qr = await door.qr();
    const caller = (key: string) => world.as(staff, { idempotency_key: key });
    const first = await caller('in').scan.commit({ qr });
    expect(await caller('in').scan.commit({ qr })).toEqual(first);
    const no = await refused(caller('no').scan.commit({ qr }));
    const again = await refused(caller('no').scan.commit({ qr }));
    expect(again).toMatchObject({ code: 'scan.already_used', message: no.message, facts: no.facts! });
    expect(await scansOf(door.ticket_id)).toHaveLength(2);
  });
});

test('whoever waves junk at a camera does not fill the log', async () => {
  const waver = await world.make.user({ role: 'staff' });
  for (let n = 0; n < 70; n++) expect(await refusal(commit(waver, `https://example.test/${n}`))).toBe('scan.unknown');
  expect(await world.deps.db.scans.count({ where: { actor_id: waver.id } })).toBe(60);
  world.clock.advance(60);
  await refusal(commit(waver, 'once more'));
  expect(await world.deps.db.scans.count({ where: { actor_id: waver.id } })).toBe(61);
});

test('the database has the last word: no second admission, nobody inside twice', async () => {
  const door = await openDoor(world);
  await commit(staff, await door.qr());
  const [scan] = await scansOf(door.ticket_id);
  const copy = { ...scan!, id: newId() };
  await expect(world.deps.db.scans.create({ data: copy })).rejects.toThrow(/Unique constraint/);
  const where = { ticket_id: door.ticket_id };
  await expect(world.deps.db.admissions.update({ where, data: { entries: 2 } })).rejects.toThrow('admissions_inside');
  await expect(world.deps.db.scans.delete({ where: { id: scan!.id } })).rejects.toThrow();
});

test('a commit is six statements', async () => {
  const door = await openDoor(world);
  const device = await door.device();
  const qr = await qrOf(world, door.ticket_id);
  const { default: pg } = await import('pg');
  const client = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const original = client.query;
  let count = 0;
  client.query = function (...args) {
    count++;
    return original.apply(this, args);
  };
  try {
    await commit(device, qr);
  } finally {
    client.query = original;
  }
  expect(count).toBe(6);
});

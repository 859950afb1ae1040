import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoor } from '../../../test/door.ts';
import type { UserActor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';

let world: World;
let staff: UserActor;
beforeAll(async () => {
  world = await openWorld();
  staff = await world.make.user({ role: 'staff' });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

describe('taking an admission back', () => {
  test('makes the ticket an active one; the log keeps what happened, the trail says why', async () => {
    const door = await openDoor(world, { allows_reentry: true });
    const qr = await door.qr();
    const { ticket_id } = door;
    await world.as(staff).scan.commit({ qr });
    await world.as(staff).scan.commit({ qr, direction: 'exit' });
    const undo = world.as(door.organizer).scan.undo({ ticket_id, reason: 'Scanned at the wrong counter' });
    expect(await undo).toMatchObject({ ticket_id, status: 'active', scans_undone: 2 });
    expect(await world.deps.db.tickets.findUniqueOrThrow({ where: { id: ticket_id } })).toMatchObject({
      status: 'active',
      used_at: null,
    });
    const logs = (await world.as(staff).scan.logs({ ticket_id })).items;
    expect(logs.map(({ undone_at }) => undone_at !== null)).toEqual([true, true]);
    const trail = await world.deps.db.audit_entries.findFirstOrThrow({
      where: { subject_id: ticket_id, action: 'ticket.admission_undone' },
    });
    expect(trail).toMatchObject({
      actor_id: door.organizer.id,
      data: { reason: 'Scanned at the wrong counter', scans_undone: 2 },
    });
    const again = await world.as(staff).scan.commit({ qr });
    expect(again).toMatchObject({ result: 'admitted', ticket: { entries: 1 } });
  });

  test('is for supervisors alone, of tickets that are used', async () => {
    const door = await openDoor(world);
    const undo = (actor: UserActor, ticket_id = door.ticket_id) =>
      refusal(world.as(actor).scan.undo({ ticket_id, reason: 'x' }));
    expect(await undo(door.organizer)).toBe('scan.not_admitted');
    await world.as(staff).scan.commit({ qr: await door.qr() });
    expect(await undo(staff)).toBe('request.forbidden');
    expect(await undo(door.buyer)).toBe('request.forbidden');
    expect(await undo(await world.make.user())).toBe('ticket.not_found');
    expect(await undo(await world.make.organizer())).toBe('ticket.not_found');
    expect(await undo(door.organizer, newId())).toBe('ticket.not_found');
    expect(await refusal(world.as(door.organizer).scan.undo({ ticket_id: door.ticket_id, reason: '' }))).toMatch(
      /^reason: /,
    );
    const results = await Promise.all(Array.from({ length: 5 }, () => undo(door.organizer)));
    expect(results.sort()).toEqual(['accepted', ...Array(4).fill('scan.not_admitted')]);
  });
});

/** Two gates, an entry and a refusal at each, one person who has left, and one bit of junk. */
async function evening() {
  const door = await openDoor(world, { tickets: 4, allows_reentry: true });
  const south = await world.as(door.organizer).gates.create({ id: door.event.id, name: 'South' });
  const device = await door.device('Phone 7');
  const guard = await world.make.user({ role: 'staff' });
  const [one, two, three] = await Promise.all(door.ticket_ids.map((id) => door.qr(id)));
  const began = world.clock.now();
  await world.as(device).scan.commit({ qr: one! });
  await refusal(world.as(device).scan.commit({ qr: one! }));
  world.clock.advance(90);
  await world.as(guard).scan.commit({ qr: two!, gate_id: south.id });
  await world.as(guard).scan.commit({ qr: three!, gate: 'Backstage' });
  await world.as(guard).scan.commit({ qr: two!, gate_id: south.id, direction: 'exit' });
  await refusal(world.as(device).scan.commit({ qr: 'https://example.test' }));
  return { ...door, south, device, guard, began };
}

test('the log is filtered by event, gate, result, ticket and time', async () => {
  const { event, guard, gate_id, south, ticket_ids, device, began, organizer } = await evening();
  const log = async (filter: object) => {
    const { items } = await world.as(guard).scan.logs({ event_id: event.id, ...filter });
    return items.map(({ gate, result, reason }) => `${gate} ${reason ?? result}`).sort();
  };
  expect(await log({})).toHaveLength(6);
  expect(await log({ gate_id })).toEqual(['North admitted', 'North already_used', 'North unknown']);
  expect(await log({ gate: 'SOUTH' })).toEqual(['South admitted', 'South left']);
  expect(await log({ gate: south.id, result: 'left' })).toEqual(['South left']);
  expect(await log({ result: 'REFUSED', reason: 'unknown' })).toEqual(['North unknown']);
  expect(await log({ ticket_id: ticket_ids[1] })).toEqual(['South admitted', 'South left']);
  const { code } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: ticket_ids[0]! } });
  expect(await log({ ticket: code.toLowerCase() })).toEqual(['North admitted', 'North already_used']);
  expect(await log({ since: new Date(began.getTime() + 1000).toISOString() })).toHaveLength(4);

  const { items, total } = await world
    .as(organizer)
    .scan.logs({ event: event.id, ticket_id: ticket_ids[0]!, page_size: 1 });
  expect(total).toBe(2);
  expect(items).toMatchObject([{ ticket_code: code, gate_id, device_id: device.id, scanned_by: 'Phone 7' }]);
  const byGuard = (await world.as(guard).scan.logs({ ticket_id: ticket_ids[1]! })).items;
  expect(byGuard).toMatchObject([{ scanned_by: guard.username }, { scanned_by: guard.username }]);
});

test('organizers see their own events, bound staff theirs, others nothing', async () => {
  const [one, other] = [await evening(), await evening()];
  const eventsIn = async (actor: UserActor) => {
    const { items } = await world.as(actor).scan.logs({ page_size: 100 });
    return new Set(items.map(({ event_id }) => event_id));
  };
  expect(await eventsIn(one.organizer)).toEqual(new Set([one.event.id]));
  const bound = await world.make.user({ role: 'staff' });
  const administrator = world.as(await world.make.administrator());
  await administrator.gates.bindStaff({ id: other.event.id, user_email: bound.email });
  expect(await eventsIn(bound)).toEqual(new Set([other.event.id]));
  expect((await world.as(bound).scan.stats({})).event_id).toBe(other.event.id);
  for (const actor of [one.organizer, bound])
    expect(await refusal(world.as(actor).scan.logs({ event_id: newId() }))).toBe('event.not_found');
  expect(await refusal(world.as(one.organizer).scan.logs({ event_id: other.event.id }))).toBe('request.forbidden');
  expect(await refusal(world.as(one.buyer).scan.logs({}))).toBe('request.forbidden');
});

test('figures say who came, who is inside, and how the gates do', async () => {
  const { event, guard, gate_id, south, began, buyer, ticket_ids } = await evening();
  await world.as(buyer).tickets.refund({ id: ticket_ids[3]! });
  const stats = await world.as(guard).scan.stats({ event_id: event.id });
  const minute = (n: number) => new Date(Math.floor(began.getTime() / 60_000 + n) * 60_000).toISOString();
  expect(stats).toMatchObject({
    event_id: event.id,
    expected: 3,
    admitted: 3,
    inside_now: 2,
    left: 1,
    refused: 2,
    conflicts_open: 0,
    refusals: { already_used: 1, unknown: 1 },
    per_minute: [
      { minute: minute(0), entries: 1, exits: 0, refused: 1 },
      { minute: minute(1), entries: 2, exits: 1, refused: 1 },
    ],
  });
  expect(stats.gates.map(({ last_scan_at: _, ...gate }) => gate)).toEqual([
    { gate_id: null, gate: 'Backstage', admitted: 1, reentered: 0, left: 0, refused: 0 },
    { gate_id, gate: 'North', admitted: 1, reentered: 0, left: 0, refused: 2 },
    { gate_id: south.id, gate: 'South', admitted: 1, reentered: 0, left: 1, refused: 0 },
  ]);
  const whole = await world.as(guard).scan.stats({ minutes: 1 });
  expect(whole.event_id).toBeNull();
  expect(whole.admitted).toBeGreaterThanOrEqual(3);
  expect(whole.per_minute.every((row) => row.minute >= minute(0))).toBe(true);
});

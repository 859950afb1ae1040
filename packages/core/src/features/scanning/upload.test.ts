import { runAudit } from '@setiket/core/features/audit';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Door, openDoor, pairedDevice } from '../../../test/door.ts';
import type { Actor, GateActor, UserActor } from '../../kernel/context.ts';

let world: World;
let staff: UserActor;
beforeAll(async () => {
  world = await openWorld();
  staff = await world.make.user({ role: 'staff' });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

type Scan = { device_scan_id: string; qr: string; at: string; direction?: 'entry' | 'exit' };

const upload = (actor: Actor, scans: Scan[]) => world.as(actor).scan.upload({ scans });
const minutes = (n: number) => new Date(world.clock.now().getTime() + n * 60_000).toISOString();

async function twoGates(options: Parameters<typeof openDoor>[1] = {}) {
  const door = await openDoor(world, options);
  const south = await world.as(door.organizer).gates.create({ id: door.event.id, name: 'South' });
  const [a, b] = [await door.device('A'), await pairedDevice(world, door.organizer, south.id, 'B')];
  return { ...door, a, b };
}

async function conflictsOf({ organizer, event }: Pick<Door, 'organizer' | 'event'>) {
  const { items } = await world.as(organizer).scan.conflicts({ event_id: event.id, page_size: 100 });
  const named = ({ gate, scanned_by, at }: { gate: string; scanned_by: string; at: string }) =>
    `${scanned_by} at ${gate}, ${at.slice(14, 19)}`;
  return items
    .map(({ ticket_code, first_entry, second_entry }) => [ticket_code, named(first_entry!), named(second_entry)])
    .sort();
}

test('an offline scan is taken in once, however often it is sent', async () => {
  const door = await twoGates();
  const scan = { device_scan_id: '1', qr: await door.qr(), at: minutes(-5) };
  expect(await upload(door.a, [scan, scan])).toMatchObject({
    accepted: 1,
    duplicates: 1,
    scans: [
      { device_scan_id: '1', outcome: 'accepted', result: 'admitted', reason: null, message: 'Welcome.' },
      { device_scan_id: '1', outcome: 'duplicate', result: 'admitted' },
    ],
  });
  expect(await upload(door.a, [scan])).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(await world.deps.db.scans.count({ where: { ticket_id: door.ticket_id } })).toBe(1);
  expect(await world.deps.db.tickets.findUniqueOrThrow({ where: { id: door.ticket_id } })).toMatchObject({
    status: 'used',
    used_at: new Date(scan.at),
  });
  const trail = await world.deps.db.audit_entries.findMany({
    where: { subject_id: door.ticket_id, action: 'ticket.used' },
  });
  expect(trail).toHaveLength(1);
  expect(await refusal(world.as(staff).scan.commit({ qr: scan.qr }))).toBe('scan.already_used');
});

test('one that was committed before its network was lost is no second one', async () => {
  const door = await twoGates();
  const qr = await door.qr();
  await world.as(door.a).scan.commit({ qr, device_scan_id: '1' });
  const answer = await upload(door.a, [{ device_scan_id: '1', qr, at: minutes(-1) }]);
  expect(answer.scans).toMatchObject([{ outcome: 'duplicate', result: 'admitted' }]);
});

test('the first entry in time counts, whichever arrives first, and the other is named', async () => {
  const door = await twoGates();
  const qr = await door.qr();
  const late = { device_scan_id: '1', qr, at: minutes(-3) };
  const early = { device_scan_id: '1', qr, at: minutes(-9) };
  expect((await upload(door.b, [late])).scans).toMatchObject([{ outcome: 'accepted', result: 'admitted' }]);
  expect((await upload(door.a, [early])).scans).toMatchObject([{ outcome: 'accepted', result: 'admitted' }]);
  const again = await upload(door.b, [late]);
  expect(again.scans).toMatchObject([
    {
      outcome: 'duplicate',
      result: 'conflict',
      code: 'scan.already_used',
      first_entry: { gate: 'North', scanned_by: 'A', at: early.at },
    },
  ]);
  expect(await conflictsOf(door)).toEqual([
    [expect.stringMatching(/^TKT-/), `A at North, ${early.at.slice(14, 19)}`, `B at South, ${late.at.slice(14, 19)}`],
  ]);
  expect((await world.deps.db.tickets.findUniqueOrThrow({ where: { id: door.ticket_id } })).used_at).toEqual(
    new Date(early.at),
  );
});

test('an offline entry before an online one takes its place', async () => {
  const door = await twoGates();
  const qr = await door.qr();
  await world.as(door.b).scan.commit({ qr });
  await upload(door.a, [{ device_scan_id: '1', qr, at: minutes(-1) }]);
  expect(await conflictsOf(door)).toHaveLength(1);
  const scans = await world.deps.db.scans.findMany({
    where: { ticket_id: door.ticket_id },
    orderBy: { scanned_at: 'asc' },
  });
  expect(scans.map(({ source, result }) => [source, result])).toEqual([
    ['offline', 'admitted'],
    ['online', 'conflict'],
  ]);
});

describe('two gates without network', () => {
  /** Overlapping sets of tickets, at times of their own, some of them twice at the same gate. */
  const plan = fc.record({
    entries: fc.array(
      fc.record({ ticket: fc.nat(5), gate: fc.constantFrom('a', 'b'), minute: fc.integer({ min: -25, max: -1 }) }),
      { minLength: 4, maxLength: 16 },
    ),
    seed: fc.nat(),
  });

  test('name each double entry once, in whatever order they upload', { timeout: 180_000 }, async () => {
    const runs = fc.sample(plan, { numRuns: 8, seed: 20_261_121 });
    for (const { entries, seed } of runs) {
      const door = await twoGates({ tickets: 6 });
      const qrs = await Promise.all(door.ticket_ids.map((id) => door.qr(id)));
      const scans = entries.map(({ ticket, gate, minute }, n) => ({
        device: door[gate as 'a' | 'b'],
        ticket: door.ticket_ids[ticket]!,
        scan: { device_scan_id: `${n}`, qr: qrs[ticket]!, at: minutes(minute) },
      }));
      for (const batch of inBatches(shuffled(scans, seed)))
        await upload(
          batch[0]!.device,
          batch.map(({ scan }) => scan),
        );
      await expectEachDoubleOnce(door, scans);
      expect(await runAudit(world.deps.db)).toEqual([]);
    }
  });

  type Planned = { device: GateActor; ticket: string; scan: Scan };

  /** What the report has to say, worked out the plain way. */
  async function expectEachDoubleOnce(door: Door, scans: Planned[]) {
    const byTicket = Map.groupBy(scans, ({ ticket }) => ticket);
    const rows = await world.deps.db.scan_conflicts.findMany({
      where: { event_id: door.event.id },
      include: { scan: true, first_scan: true },
    });
    const doubles = [...byTicket.values()].reduce((sum, own) => sum + own.length - 1, 0);
    expect(rows).toHaveLength(doubles);
    for (const [ticket_id, own] of byTicket) {
      const first = own.toSorted((x, y) => x.scan.at.localeCompare(y.scan.at) || (tie(x) < tie(y) ? -1 : 1))[0]!;
      const { scan } = await world.deps.db.admissions.findUniqueOrThrow({
        where: { ticket_id },
        include: { scan: true },
      });
      expect([scan.device_id, scan.device_scan_id]).toEqual([first.device.id, first.scan.device_scan_id]);
      const named = rows.filter((row) => row.ticket_id === ticket_id);
      expect(new Set(named.map(({ first_scan_id }) => first_scan_id)).size).toBeLessThanOrEqual(1);
      expect(named.map(({ scan: { device_scan_id } }) => device_scan_id).sort()).toEqual(
        own
          .filter((one) => one !== first)
          .map((one) => one.scan.device_scan_id)
          .sort(),
      );
    }
  }
  const tie = ({ device, scan }: Planned) => `${device.id}:${scan.device_scan_id}`;

  /** The same shuffle for the same seed. */
  function shuffled<T>(items: T[], seed: number): T[] {
    return fc.sample(fc.shuffledSubarray(items, { minLength: items.length }), { numRuns: 1, seed })[0]!;
  }

  /** A gate sends what it has in a row as one batch. */
  function inBatches(scans: Planned[]): Planned[][] {
    const batches: Planned[][] = [];
    for (const scan of scans) {
      const last = batches.at(-1);
      if (last?.[0]?.device === scan.device) last.push(scan);
      else batches.push([scan]);
    }
    return batches;
  }

  test('upload at the same moment and leave one admission each', async () => {
    const door = await twoGates({ tickets: 20 });
    const scans = async (offset: number) =>
      Promise.all(
        door.ticket_ids.map(async (id, n) => ({
          device_scan_id: `${n}`,
          qr: await door.qr(id),
          at: minutes(-20 + ((n * 7 + offset) % 20)),
        })),
      );
    const [one, other] = [await scans(0), await scans(3)];
    await Promise.all([upload(door.a, one), upload(door.b, other.toReversed()), upload(door.a, one.toReversed())]);
    expect(await world.deps.db.scan_conflicts.count({ where: { event_id: door.event.id } })).toBe(20);
    expect(await world.deps.db.scans.count({ where: { event_id: door.event.id } })).toBe(40);
    expect(await runAudit(world.deps.db)).toEqual([]);
  });
});

test('leaving and coming back at different gates is put in order afterwards', async () => {
  const door = await twoGates({ allows_reentry: true });
  const qr = await door.qr();
  const back = { device_scan_id: '3', qr, at: minutes(-1) };
  const out = { device_scan_id: '2', qr, at: minutes(-5), direction: 'exit' as const };
  expect((await upload(door.b, [out])).scans).toMatchObject([{ outcome: 'accepted', result: 'unmatched' }]);
  expect((await upload(door.b, [back])).scans).toMatchObject([{ result: 'admitted' }]);
  await upload(door.a, [{ device_scan_id: '1', qr, at: minutes(-9) }]);
  const scans = await world.deps.db.scans.findMany({
    where: { ticket_id: door.ticket_id },
    orderBy: { scanned_at: 'asc' },
  });
  expect(scans.map(({ result }) => result)).toEqual(['admitted', 'left', 'reentered']);
  expect(await conflictsOf(door)).toEqual([]);
  expect(await world.deps.db.admissions.findUniqueOrThrow({ where: { ticket_id: door.ticket_id } })).toMatchObject({
    entries: 2,
    exits: 1,
    is_inside: true,
  });
});

test('upload: refuses what is no ticket of the event', async () => {
  const [door, foreign] = [await twoGates({ tickets: 2 }), await openDoor(world)];
  const [typed, forged] = door.ticket_ids;
  const { code } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: typed! } });
  const qrs = [code, `${await door.qr(forged)}`.slice(0, -3), await foreign.qr(), 'https://example.test'];
  const batch = qrs.map((qr, n) => ({ device_scan_id: `${n}`, qr, at: minutes(-1) }));
  const { scans, ...counts } = await upload(door.a, batch);
  expect(scans.map(({ result, reason }) => reason ?? result)).toEqual(['admitted', 'forged', 'wrong_event', 'unknown']);
  expect(counts).toEqual({ accepted: 1, duplicates: 0, conflicts: 0, refused: 3 });
  expect(await upload(door.a, batch)).toMatchObject({ duplicates: 4 });
});

describe('an entry that the server would have refused', () => {
  /** Gives a ticket away: its code and QR are new from then on. */
  async function transferred({ buyer }: Door, ticket_id: string) {
    const friend = await world.make.user();
    const { id } = await world.as(buyer).transfers.create({ ticket_id, to_email: friend.email });
    await world.as(friend).transfers.acceptReceived({ id });
    return friend;
  }

  const inside = async ({ organizer, event }: Door) =>
    (await world.as(organizer).scan.stats({ event_id: event.id })).inside_now;

  test('upload: records it as a conflict with its reason, and counts the people', async () => {
    const door = await twoGates({ tickets: 4 });
    const [given, typed, refunded, cancelled] = door.ticket_ids as [string, string, string, string];
    const qrs = [await door.qr(given), await door.qr(refunded), await door.qr(cancelled)];
    const { code } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: typed } });
    await transferred(door, given);
    await transferred(door, typed);
    await world.as(door.buyer).tickets.refund({ id: refunded });
    await world.deps.db.tickets.update({
      where: { id: cancelled },
      data: { status: 'cancelled', cancelled_at: world.clock.now() },
    });
    const batch = [...qrs, code].map((qr, n) => ({ device_scan_id: `${n}`, qr, at: minutes(-9 + n) }));
    const { scans, ...counts } = await upload(door.a, batch);
    expect(scans.map(({ outcome, result, code }) => [outcome, result, code])).toEqual([
      ['conflict', 'conflict', 'scan.transferred'],
      ['conflict', 'conflict', 'scan.refunded'],
      ['conflict', 'conflict', 'scan.cancelled'],
      ['conflict', 'conflict', 'scan.transferred'],
    ]);
    expect(counts).toEqual({ accepted: 0, duplicates: 0, conflicts: 4, refused: 0 });
    expect(await upload(door.a, batch)).toMatchObject({ duplicates: 4, conflicts: 0 });

    const conflicts = await world.as(door.organizer).scan.conflicts({ event_id: door.event.id });
    expect(conflicts.items.map(({ reason }) => reason).sort()).toEqual([
      'cancelled',
      'refunded',
      'transferred',
      'transferred',
    ]);
    expect(conflicts.items.every(({ first_entry }) => first_entry === null)).toBe(true);
    expect(await inside(door)).toBe(4);
    await upload(door.a, [{ device_scan_id: 'out', qr: qrs[1]!, at: minutes(-1), direction: 'exit' }]);
    expect(await inside(door)).toBe(3);

    const [{ id, ticket_id }] = conflicts.items.filter(({ reason }) => reason === 'refunded') as [
      (typeof conflicts.items)[0],
    ];
    await world.as(door.organizer).scan.resolveConflict({ id, note: 'Paid again at the desk.' });
    const trail = await world.deps.db.audit_entries.findMany({ where: { subject_id: ticket_id } });
    expect(trail.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['ticket.irregular_entry_found', 'ticket.irregular_entry_resolved']),
    );
    expect((await runAudit(world.deps.db)).filter(({ check }) => check.startsWith('scan.'))).toEqual([]);
  });

  test('upload: leaves the ticket to its present holder', async () => {
    const door = await twoGates();
    const old = await door.qr();
    await transferred(door, door.ticket_id);
    await upload(door.a, [{ device_scan_id: '1', qr: old, at: minutes(-5) }]);
    expect(await world.as(door.b).scan.commit({ qr: await door.qr() })).toMatchObject({ result: 'admitted' });
    expect(await inside(door)).toBe(2);
    expect(await world.as(door.organizer).scan.undo({ ticket_id: door.ticket_id, reason: 'x' })).toMatchObject({
      scans_undone: 1,
    });
    expect(await inside(door)).toBe(1);
  });

  test('upload: lets people leave an event that was cancelled meanwhile', async () => {
    const door = await twoGates();
    const qr = await door.qr();
    await upload(door.a, [{ device_scan_id: '1', qr, at: minutes(-5) }]);
    await world.as(door.organizer).events.cancel({ id: door.event.id });
    const { scans } = await upload(door.a, [{ device_scan_id: '2', qr, at: minutes(-1), direction: 'exit' }]);
    expect(scans).toMatchObject([{ outcome: 'accepted', result: 'left', reason: null }]);
    expect(await inside(door)).toBe(0);
  });
});

describe('a time that can’t be true', () => {
  test.each([
    ['before the device was paired', () => minutes(-200)],
    ['long ago', () => '1970-01-01T00:00:00Z'],
    ['in the future', () => minutes(600)],
  ])('upload: counts the time of arrival where the sent one is %s', async (_, at) => {
    const door = await twoGates();
    const qr = await door.qr();
    const { scans } = await upload(door.a, [{ device_scan_id: '1', qr, at: at() }]);
    const now = world.clock.now();
    expect(scans).toMatchObject([{ result: 'admitted', is_time_corrected: true, scanned_at: now.toISOString() }]);
    const { used_at } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: door.ticket_id } });
    expect(used_at).toEqual(now);
  });

  test('upload: never takes the place of a genuine first entry', async () => {
    const door = await twoGates();
    const admitted = await world.as(door.b).scan.commit({ qr: await door.qr() });
    world.clock.advance(60);
    const { code } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: door.ticket_id } });
    const old_staff = await world.make.user({ role: 'staff' });
    const forged = [{ device_scan_id: 'z', qr: code, at: '2000-01-01T00:00:00Z' }];
    expect((await upload(door.a, forged)).scans).toMatchObject([{ outcome: 'conflict' }]);
    expect((await upload(old_staff, forged)).scans).toMatchObject([{ outcome: 'conflict' }]);
    const { used_at } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: door.ticket_id } });
    expect(used_at?.toISOString()).toBe(admitted.scanned_at);
  });

  test('upload: is not before the doors open by more than an hour', async () => {
    const door = await twoGates();
    const starts_at = new Date(door.event.starts_at);
    const doors = new Date(starts_at.getTime() - 120 * 60_000);
    world.clock.set(new Date(doors.getTime() - 24 * 3_600_000));
    const early = await door.device('Early');
    const { scans } = await upload(early, [{ device_scan_id: '1', qr: await door.qr(), at: minutes(-1) }]);
    expect(scans).toMatchObject([{ outcome: 'conflict', reason: 'not_yet' }]);
    world.clock.set(new Date(doors.getTime() + 60_000));
    const hour = (before: number) => new Date(doors.getTime() - before * 3_600_000).toISOString();
    const again = await upload(early, [
      { device_scan_id: '2', qr: await door.qr(), at: hour(2) },
      { device_scan_id: '3', qr: await door.qr(), at: hour(0.5) },
    ]);
    expect(again.scans).toMatchObject([
      { outcome: 'conflict', is_time_corrected: true },
      { outcome: 'accepted', is_time_corrected: false },
    ]);
  });
});

test('names the scan that says nothing', async () => {
  const { a } = await twoGates();
  const as = world.as(a).scan;
  expect(await refusal(as.upload({ scans: [{ device_scan_id: '1', qr: 'x' }] }))).toBe(
    'scans.0.at: This field is required.',
  );
  expect(await refusal(as.upload({ scans: [{ device_scan_id: '1', at: minutes(0) }] }))).toBe(
    'scans.0.qr_code: This field is required.',
  );
  const many = Array.from({ length: 501 }, (_, n) => ({ device_scan_id: `${n}`, qr: 'x', at: minutes(0) }));
  expect(await refusal(as.upload({ scans: many }))).toMatch(/^scans: /);
});

test('people upload too, and say where they stood', async () => {
  const door = await twoGates();
  const answer = await world.as(staff).scan.upload({
    scans: [{ device_scan_id: '1', qr: await door.qr(), scanned_at: minutes(-1), gate: 'south' }],
  });
  expect(answer.accepted).toBe(1);
  const scan = await world.deps.db.scans.findFirstOrThrow({ where: { ticket_id: door.ticket_id } });
  expect(scan).toMatchObject({ gate_name: 'South', gate_id: door.b.gate_id, actor_id: staff.id, device_id: null });
});

test('a supervisor resolves a double entry, once, with a note', async () => {
  const door = await twoGates();
  const qr = await door.qr();
  await upload(door.a, [{ device_scan_id: '1', qr, at: minutes(-5) }]);
  const { scans } = await upload(door.b, [{ device_scan_id: '1', qr, at: minutes(-4) }]);
  expect(scans).toMatchObject([
    { outcome: 'conflict', message: expect.stringMatching(/^This ticket was used already: .* at North\.$/) },
  ]);
  const [conflict] = (await world.as(staff).scan.conflicts({ event_id: door.event.id, is_resolved: false })).items;
  const { id } = conflict!;
  expect(conflict).toMatchObject({ holder: door.buyer.username, resolved_at: null, note: '' });
  expect(await refusal(world.as(staff).scan.resolveConflict({ id, note: 'x' }))).toBe('request.forbidden');
  expect(await world.as(door.organizer).scan.resolveConflict({ id, note: 'Same person.' })).toMatchObject({
    note: 'Same person.',
    resolved_by: door.organizer.username,
  });
  expect(await refusal(world.as(door.organizer).scan.resolveConflict({ id, note: 'Again' }))).toBe(
    'scan.conflict_resolved',
  );
  expect((await world.as(staff).scan.conflicts({ event_id: door.event.id, is_resolved: false })).total).toBe(0);
});

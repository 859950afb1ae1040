import { runAudit } from '@setiket/core/features/audit';
import type { GateActor } from '@setiket/core/kernel/context';
import { DomainError } from '@setiket/core/kernel/errors';
import { newId } from '@setiket/core/kernel/ids';
import { openWorld, type World } from '@setiket/testing/world';
import { expect, test } from 'vitest';
import { type Door, openDoor } from '../door.ts';

const GATES = 200;

/** As many devices as gates, side by side. */
function devices(door: Door, count: number): Promise<GateActor[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => door.device(`Phone ${n}`)));
}

/** What came of many attempts: how many got in, and with which words the others were refused. */
async function outcomes<T>(attempts: Promise<T>[]): Promise<{ done: T[]; refused: DomainError[] }> {
  const done: T[] = [];
  const refused: DomainError[] = [];
  for (const result of await Promise.allSettled(attempts)) {
    if (result.status === 'fulfilled') done.push(result.value);
    else if (result.reason.cause instanceof DomainError) refused.push(result.reason.cause);
    else throw result.reason;
  }
  return { done, refused };
}

const commit = (world: World, actor: GateActor, qr: string, direction?: 'exit') =>
  world.as(actor).scan.commit({ qr, ...(direction && { direction }) });

test('200 gates read the same QR: one admits, 199 say when and where it was used', { timeout: 120_000 }, async () => {
  await using world = await openWorld({ env: { RATE_LIMIT: 'off' } });
  const door = await openDoor(world);
  const qr = await door.qr();
  const gates = await devices(door, GATES);
  const { done, refused } = await outcomes(gates.map((gate) => commit(world, gate, qr)));
  expect(done).toHaveLength(1);
  expect(refused).toHaveLength(GATES - 1);
  const used_at = world.clock.now().toISOString();
  for (const { code, message, facts } of refused) {
    expect(code).toBe('scan.already_used');
    expect(message).toBe('This ticket was used already: 1 Apr 2026, 08:30:00 at North.');
    expect(facts).toEqual({ used_at, gate: 'North', is_inside: true });
  }
  const log = await world.deps.db.scans.groupBy({ by: ['result'], _count: true, orderBy: { result: 'asc' } });
  expect(log.map(({ result, _count }) => [result, _count])).toEqual([
    ['admitted', 1],
    ['refused', GATES - 1],
  ]);
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('control: looking first and writing afterwards lets several in', async () => {
  await using world = await openWorld();
  const door = await openDoor(world);
  const { db } = world.deps;
  await db.$executeRaw`DROP INDEX scans_one_admission`;
  const device = await door.device();
  const { ticket_id } = door;
  const now = world.clock.now();
  const naiveCommit = async () => {
    const ticket = await db.tickets.findUniqueOrThrow({ where: { id: ticket_id } });
    if (ticket.status !== 'active') return;
    await db.tickets.update({ where: { id: ticket_id }, data: { status: 'used', used_at: now } });
    await db.scans.create({
      data: {
        id: newId(),
        event_id: ticket.event_id,
        ticket_id,
        device_id: device.id,
        source: 'online',
        direction: 'entry',
        result: 'admitted',
        scanned_at: now,
        received_at: now,
      },
    });
  };
  await Promise.all(Array.from({ length: GATES }, naiveCommit));
  expect(await db.scans.count({ where: { ticket_id, result: 'admitted' } })).toBeGreaterThan(1);
  expect((await runAudit(db)).map(({ check }) => check)).toContain('scan.one_admission');
});

test('the same device sending the same scan 50 times has scanned once', async () => {
  await using world = await openWorld();
  const door = await openDoor(world);
  const qr = await door.qr();
  const device = await door.device();
  const { done, refused } = await outcomes(
    Array.from({ length: 50 }, () => world.as(device).scan.commit({ qr, device_scan_id: '1' })),
  );
  expect(refused).toEqual([]);
  expect(new Set(done.map(({ scan_id }) => scan_id)).size).toBe(1);
  expect(done.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(await world.deps.db.scans.count()).toBe(1);
});

test('of an admission and a refund at the same moment, one happens', async () => {
  await using world = await openWorld();
  const door = await openDoor(world, { tickets: 20 });
  const device = await door.device();
  const buyer = world.as(door.buyer);
  for (const id of door.ticket_ids) {
    const qr = await door.qr(id);
    const { done } = await outcomes<object>([commit(world, device, qr), buyer.tickets.refund({ id })]);
    expect(done).toHaveLength(1);
  }
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('entries, exits, undoing and uploads of the same tickets at once leave one story each', {
  timeout: 120_000,
}, async () => {
  await using world = await openWorld();
  const door = await openDoor(world, { tickets: 5, allows_reentry: true });
  const [one, other] = await devices(door, 2);
  const supervisor = world.as(door.organizer);
  const qrs = await Promise.all(door.ticket_ids.map((id) => door.qr(id)));
  const at = (n: number) => new Date(world.clock.now().getTime() - n * 1000).toISOString();
  const work = qrs.flatMap((qr, n) => [
    () => commit(world, one!, qr),
    () => commit(world, one!, qr, 'exit'),
    () => commit(world, one!, qr),
    () => world.as(other).scan.upload({ scans: [{ device_scan_id: `${n}`, qr, at: at(n) }] }),
    () => supervisor.scan.undo({ ticket_id: door.ticket_ids[n]!, reason: 'Practice' }),
    () => commit(world, other!, qr, 'exit'),
    () => world.as(other).scan.upload({ scans: [{ device_scan_id: `x${n}`, qr, at: at(n), direction: 'exit' }] }),
  ]);
  for (let round = 0; round < 4; round++) await outcomes<object>(work.map((step) => step()));
  expect(await runAudit(world.deps.db)).toEqual([]);
});

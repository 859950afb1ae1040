import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completePastEvents } from './events.jobs.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world[Symbol.asyncDispose]());

async function statusOf(id: string): Promise<string> {
  return (await world.deps.db.events.findUniqueOrThrow({ where: { id } })).status;
}

test('an event that is over is completed, once, and nothing else is', async () => {
  const organizer = await world.make.organizer();
  const over = await world.make.event(organizer, { starts_in_days: 1 });
  const waiting = await world.make.event(organizer, { starts_in_days: 1, status: 'pending' });
  const later = await world.make.event(organizer, { starts_in_days: 9 });
  await completePastEvents.run(world.deps, {}, { id: 'job-1' });
  expect(await statusOf(over.id)).toBe('approved');
  world.clock.advance(2 * 86_400);
  await completePastEvents.run(world.deps, {}, { id: 'job-2' });
  await completePastEvents.run(world.deps, {}, { id: 'job-3' });
  expect(await Promise.all([over.id, waiting.id, later.id].map(statusOf))).toEqual([
    'completed',
    'pending',
    'approved',
  ]);
  const entries = await world.deps.db.audit_entries.findMany({ where: { action: 'event.completed' } });
  expect(entries.map((entry) => entry.subject_id)).toEqual([over.id]);
});

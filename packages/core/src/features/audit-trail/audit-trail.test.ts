import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test('tells who did what to which thing, and is searched by each of them', async () => {
  const administrator = await world.make.administrator();
  const look = world.as(administrator).auditTrail;
  const organizer = await world.make.organizer();
  const event = await world.make.event(organizer);
  const { items } = await look.list({ subject_id: event.id });
  expect(items[0]).toMatchObject({ action: 'event.approved', subject_type: 'event', subject_id: event.id });
  expect(items.at(-1)).toMatchObject({ actor: { id: organizer.id, username: organizer.username } });

  const of = async (search: Parameters<typeof look.list>[0]) => (await look.list(search)).items;
  for (const who of [organizer.username.toUpperCase(), organizer.email, organizer.id]) {
    const found = await of({ who });
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ actor }) => actor?.id))).toEqual(new Set([organizer.id]));
  }
  expect(await of({ who: 'nobody-at-all' })).toEqual([]);
  expect((await of({ action: 'event.approved' })).map(({ subject_id }) => subject_id)).toContain(event.id);
  expect((await of({ action: 'event.approved', who: organizer.username })).length).toBe(0);
  expect(new Set((await of({ subject_type: 'event' })).map(({ subject_type }) => subject_type))).toEqual(
    new Set(['event']),
  );
  const now = world.clock.now().toISOString();
  expect((await of({ subject_id: event.id, from: now })).length).toBe(items.length);
  expect(await of({ subject_id: event.id, to: now })).toEqual([]);
});

test('pages meet without a gap, though the trail grows between them and many entries are of one moment', async () => {
  const look = world.as(await world.make.administrator()).auditTrail;
  const organizer = await world.make.organizer();
  for (let n = 0; n < 4; n++) await world.make.event(organizer);
  const everything = await look.list({ page_size: 100 });
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await look.list({ page_size: 3, ...(before !== undefined && { before }) });
    seen.push(...page.items.map(({ id }) => id));
    before = page.next ?? undefined;
    await world.make.event(organizer);
  } while (before !== undefined);
  expect(seen).toEqual(everything.items.map(({ id }) => id));
});

test('a moment that no calendar of the database has, and a place that is none, are refused', async () => {
  const look = world.as(await world.make.administrator()).auditTrail;
  expect(await refusal(look.list({ from: '0000-01-01T00:00:00Z' }))).toBe(
    'from: Date and time have wrong format. Use ISO 8601.',
  );
  expect(await refusal(look.list({ before: `1_${'-'.repeat(36)}` }))).toContain('before');
});

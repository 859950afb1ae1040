import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEAD_LETTERS } from '../../kernel/jobs.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world[Symbol.asyncDispose]());

async function failedJob(error: string): Promise<string> {
  const id = await world.deps.jobs.boss.send(DEAD_LETTERS, { user_id: 'x' });
  await world.deps.db.$executeRaw`
    UPDATE pgboss.job SET source_name = 'mail.welcome', source_retry_count = 8, source_created_on = now(),
      output = ${JSON.stringify({ message: error })}::jsonb
    WHERE name = ${DEAD_LETTERS} AND id = ${id}::uuid`;
  return id!;
}

test('only administrators see and retry failed jobs', async () => {
  const id = await failedJob('x');
  for (const actor of [
    undefined,
    await world.make.user(),
    await world.make.organizer(),
    await world.make.user({ role: 'support' }),
  ]) {
    const code = actor === undefined ? 'UNAUTHORIZED' : 'FORBIDDEN';
    await expect(world.as(actor).jobs.listFailed({})).rejects.toMatchObject({ code });
    await expect(world.as(actor).jobs.retry({ id })).rejects.toMatchObject({ code });
  }
  const administrator = await world.make.administrator();
  expect((await world.as(administrator).jobs.listFailed({})).total).toBe(1);
  await world.as(administrator).jobs.retry({ id });
  const [entry] = await world.deps.db.audit_entries.findMany({ where: { action: 'job.retried' } });
  expect(entry).toMatchObject({ actor_id: administrator.id, subject_id: id });
  await expect(world.as(administrator).jobs.retry({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a page shows one line of each error, the latest job first', async () => {
  const administrator = world.as(await world.make.administrator());
  await failedJob('\nNo route to host\n    at Socket (net.js:1)');
  const latest = await failedJob('Refused');
  const first = await administrator.jobs.listFailed({ page_size: 1 });
  expect(first).toMatchObject({
    total: 2,
    next_cursor: '2',
    items: [{ id: latest, error: 'Refused', attempts: 9, job: 'mail.welcome' }],
  });
  const second = await administrator.jobs.listFailed({ page_size: 1, page: 2 });
  expect(second).toMatchObject({ next_cursor: null, items: [{ error: 'No route to host' }] });
});

test('the same Idempotency-Key retries a job once, and gets the same answer', async () => {
  const administrator = await world.make.administrator();
  const id = await failedJob('x');
  const caller = () => world.as(administrator, { idempotency_key: 'retry-1' });
  const answer = await caller().jobs.retry({ id });
  expect(await caller().jobs.retry({ id })).toEqual(answer);
});

import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRequestedAudit } from './audit.jobs.ts';
import { checkNames } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const carryOut = (report_id: string) => runRequestedAudit.run(world.deps, { report_id }, { id: report_id });

test('an audit is asked for, carried out by a job, and shows every check', async () => {
  const administrator = await world.make.administrator();
  const audits = world.as(administrator).audits;
  const { type } = await world.make.sale({ price: '1000' });
  const asked = await audits.request({});
  expect(asked).toMatchObject({ status: 'running', requested_by: administrator.username, finished_at: null });
  expect(await refusal(audits.request({}))).toBe('audit.already_running');
  await world.deps.db
    .$executeRaw`UPDATE pools SET held = held + 1 WHERE id = (SELECT pool_id FROM ticket_types WHERE id = ${type.id}::uuid)`;
  await carryOut(asked.id);
  const report = await audits.get({ id: asked.id });
  expect(report).toMatchObject({ status: 'finished', checks: checkNames.length, findings: 1 });
  expect(report.results.map(({ check }) => check)).toEqual(checkNames);
  expect(report.results.flatMap(({ findings }) => findings)).toMatchObject([
    { check: 'pool.held', expected: '0', actual: '1' },
  ]);

  await world.deps.db
    .$executeRaw`UPDATE pools SET held = held - 1 WHERE id = (SELECT pool_id FROM ticket_types WHERE id = ${type.id}::uuid)`;
  await carryOut(asked.id);
  expect((await audits.get({ id: asked.id })).findings).toBe(1);
  world.clock.advance(1);
  const again = await audits.request({});
  await carryOut(again.id);
  expect((await audits.list({})).items).toMatchObject([
    { id: again.id, status: 'finished', findings: 0 },
    { id: asked.id, findings: 1 },
  ]);
});

test('of many who ask at once one is heard', async () => {
  const { audits } = world.as(await world.make.administrator());
  world.clock.advance(1);
  const answers = await Promise.allSettled(Array.from({ length: 5 }, () => audits.request({})));
  expect(answers.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  expect(await world.deps.db.audit_reports.count({ where: { status: 'running' } })).toBe(1);
});

test('what nobody finished is given up after an hour, and makes way', async () => {
  const { audits } = world.as(await world.make.administrator());
  const [stuck] = (await audits.list({})).items;
  expect(stuck!.status).toBe('running');
  expect(await refusal(audits.request({}))).toBe('audit.already_running');
  world.clock.advance(3601);
  const next = await audits.request({});
  expect((await audits.get({ id: stuck!.id })).status).toBe('failed');
  await carryOut(stuck!.id);
  expect((await audits.get({ id: stuck!.id })).status).toBe('failed');
  expect((await audits.get({ id: next.id })).status).toBe('running');
});

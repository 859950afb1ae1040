import { runJobs } from '@setiket/testing/jobs';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmtpServer, startSmtp } from '../../../test/smtp.ts';
import { DEAD_LETTERS } from '../../kernel/jobs.ts';
import { operatorAlertMail, watchFailedJobs } from '../notifications/index.ts';
import { auditJobs } from './index.ts';
import { nightlyAudit as nightly } from './request-audit.ts';

let world: World;
let smtp: SmtpServer;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await openWorld({ env: { SMTP_URL: smtp.url, CONTACT_EMAIL: 'operator@example.test' } });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await smtp.close();
});

const jobs = [...auditJobs, operatorAlertMail];
const subjects = () => smtp.mails.splice(0).map(({ subject, to }) => `${to?.[0]?.address}: ${subject}`);

test('audit.nightly: writes a report, and a mail only when something does not add up', async () => {
  expect(nightly.schedule).toBe('20 20 * * *');
  const { type } = await world.make.sale({ price: '1000' });
  await nightly.run(world.deps, {}, { id: '1' });
  await runJobs(world.deps, ...jobs);
  expect(await world.deps.db.audit_reports.findMany()).toMatchObject([
    { status: 'finished', findings: 0, requested_by: null },
  ]);
  expect(subjects()).toEqual([]);

  await world.deps.db
    .$executeRaw`UPDATE pools SET held = held + 1 WHERE id = (SELECT pool_id FROM ticket_types WHERE id = ${type.id}::uuid)`;
  await nightly.run(world.deps, {}, { id: '2' });
  await runJobs(world.deps, ...jobs);
  expect(subjects()).toEqual(['operator@example.test: Pemeriksaan pembukuan menemukan 1 selisih']);
});

test('audit.nightly: leaves an audit that runs alone', async () => {
  const administrator = await world.make.administrator();
  world.clock.advance(1);
  await world.as(administrator).audits.request({});
  await nightly.run(world.deps, {}, { id: '3' });
  expect(await world.deps.db.audit_reports.count({ where: { status: 'running' } })).toBe(1);
});

test('job.watch_failed: one mail an hour about jobs that failed for good', async () => {
  // Dead letters are dated by the database, which does not follow the test's clock.
  world.clock.set(new Date());
  await watchFailedJobs.run(world.deps, {}, { id: '1' });
  await runJobs(world.deps, operatorAlertMail);
  expect(subjects()).toEqual([]);
  await world.deps.jobs.boss.send(DEAD_LETTERS, {});
  await world.deps.jobs.boss.send(DEAD_LETTERS, {});
  for (const id of ['2', '3']) await watchFailedJobs.run(world.deps, {}, { id });
  await runJobs(world.deps, operatorAlertMail);
  expect(subjects()).toEqual(['operator@example.test: 2 pekerjaan gagal dan menunggu Anda']);
});

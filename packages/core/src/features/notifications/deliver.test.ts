import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '@setiket/testing/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDeps } from '../../../test/deps.ts';
import { sampleEvent, sampleSale, sampleTicketType, sampleUser } from '../../../test/sample-sale.ts';
import { type SmtpServer, startSmtp } from '../../../test/smtp.ts';
import { bookingConfirmedMail } from './index.ts';

let database: TestDatabase;
let smtp: SmtpServer;
let deps: Awaited<ReturnType<typeof openTestDeps>>;
const attempt = { id: 'job-1' };

beforeAll(async () => {
  database = await createTestDatabase();
  smtp = await startSmtp();
  deps = await openTestDeps({ database_url: database.url, smtp_url: smtp.url });
});

afterAll(async () => {
  await deps.close();
  await smtp.close();
  await database.drop();
});

beforeEach(() => {
  smtp.mails.length = 0;
  smtp.refuse = 0;
  smtp.during = undefined;
});

async function sold() {
  const user = await sampleUser(deps.db);
  const type = await sampleTicketType(deps.db, await sampleEvent(deps.db));
  return { booking: await sampleSale(deps.db, { user, type }) };
}

test('a job that runs twice sends one mail', async () => {
  const { booking } = await sold();
  await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
  await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
  expect(smtp.mails).toHaveLength(1);
});

test('while one worker sends, others don’t, and come again later', async () => {
  const { booking } = await sold();
  const others: PromiseSettledResult<void>[] = [];
  smtp.during = async () => {
    const runs = Array.from({ length: 5 }, () => bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt));
    others.push(...(await Promise.allSettled(runs)));
  };
  await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
  expect(others.map((run) => run.status)).toEqual(Array(5).fill('rejected'));
  await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
  expect(smtp.mails).toHaveLength(1);
});

test('a mail that the server refused is sent by the next attempt', async () => {
  const { booking } = await sold();
  smtp.refuse = 1;
  await expect(bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt)).rejects.toThrow();
  expect(await deps.db.mails.count({ where: { subject_id: booking.id, sent_at: null } })).toBe(1);
  await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
  expect(smtp.mails).toHaveLength(1);
  expect(await deps.db.mails.count({ where: { subject_id: booking.id, sent_at: { not: null } } })).toBe(1);
});

test('a worker that died while sending is followed by another, with the same Message-ID', async () => {
  const { booking } = await sold();
  // It dies between the mail server's yes and its own mark.
  smtp.during = async () => {
    smtp.during = undefined;
    await deps.db.$executeRaw`UPDATE mails SET subject_id = 'lost' WHERE subject_id = ${booking.id}`;
  };
  await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
  await deps.db.$executeRaw`UPDATE mails SET subject_id = ${booking.id}, sent_at = NULL WHERE subject_id = 'lost'`;
  await expect(bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt)).rejects.toThrow('Another worker');
  await deps.db
    .$executeRaw`UPDATE mails SET claimed_until = now() - interval '1 second' WHERE subject_id = ${booking.id}`;
  await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
  const [first, second] = smtp.mails;
  expect(smtp.mails).toHaveLength(2);
  expect(second?.messageId).toBe(first?.messageId);
});

test('a slow mail server does not look like a dead worker', async () => {
  const { booking } = await sold();
  const claims: Date[] = [];
  smtp.during = async () => {
    for (let seconds = 0; seconds < 7; seconds += 6.5) {
      await sleep(seconds * 1000);
      claims.push((await deps.db.mails.findFirstOrThrow({ where: { subject_id: booking.id } })).claimed_until);
    }
  };
  await bookingConfirmedMail.run(deps, { booking_id: booking.id }, attempt);
  expect(claims[1]!.getTime()).toBeGreaterThan(claims[0]!.getTime());
});

import { setTimeout as delay } from 'node:timers/promises';
import { runAudit } from '@setiket/core/features/audit';
import { purchaseTicket } from '@setiket/core/features/bookings';
import { cancelEvent } from '@setiket/core/features/event-planning';
import { expect, test } from 'vitest';
import { PASSWORD, startShop, stockShop } from './shop.ts';

/*
 * The promise: whatever dies in the middle of a sale, a buyer who retries with its Idempotency-Key ends with exactly
 * one ticket, the books are right, and every ticket is mailed in the end. Real processes, real kill -9, a database
 * with durable commits.
 */

const PURCHASES = 192;
/** At once, so that some are always in the middle of something. */
const CLIENTS = 64;

type Post = (path: string, body: object, headers?: Record<string, string>) => Promise<Response | undefined>;

/** Undefined when nobody was there or the server could not: then the same request is sent again. */
function client(url: string): Post {
  return async (path, body, headers = {}) => {
    try {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', ...headers },
      });
      return answer.status >= 500 ? undefined : answer;
    } catch {
      return undefined;
    }
  };
}

async function untilAnswered(attempt: () => Promise<Response | undefined>): Promise<Response> {
  const deadline = Date.now() + 90_000;
  let last = 'none';
  while (Date.now() < deadline) {
    const answer = await attempt();
    last = answer ? `${answer.status}` : 'no connection';
    // 409 in progress: the first attempt's transaction still hangs on a dead connection.
    if (answer && !(answer.status === 409 && answer.headers.get('retry-after'))) return answer;
    // As a client that means well; sixty that ask without a pause would leave nothing to those who start again.
    await delay(25);
  }
  throw new Error(`No answer within a minute; the last was ${last}.`);
}

test.each(['api', 'other_api', 'worker', 'database'] as const)(
  'kill -9 of the %s in the middle of 192 purchases through two processes loses and doubles nothing',
  async (victim) => {
    await using shop = await startShop();
    const { deps, ticket_id, buyers } = await stockShop(shop.settings);
    const doors = [client(shop.url), client(shop.other_url)];
    let turn = 0;
    // As behind a balancer: any attempt may come to either process.
    const post: Post = (...request) => doors[turn++ % doors.length]!(...request);
    const tokens = await Promise.all(
      buyers.map(async (username) => {
        const answer = await untilAnswered(() => post('/auth/login/', { username, password: PASSWORD }));
        return ((await answer.json()) as { access: string }).access;
      }),
    );

    let sold = 0;
    let killed: Promise<void> | undefined;
    const buy = async (n: number): Promise<string> => {
      const headers = { Authorization: `Bearer ${tokens[n % tokens.length]}`, 'Idempotency-Key': `purchase-${n}` };
      const answer = await untilAnswered(() => post('/ticket/purchase/', { ticket_id }, headers));
      expect(answer.status).toBe(201);
      if (++sold === PURCHASES / 4) killed = shop.kill[victim]();
      return ((await answer.json()) as { id: string }).id;
    };
    const queue = Array.from({ length: PURCHASES }, (_, n) => n);
    const ids: string[] = [];
    const lane = async () => {
      for (let n = queue.shift(); n !== undefined; n = queue.shift()) ids.push(await buy(n));
    };
    await Promise.all(Array.from({ length: CLIENTS }, lane));
    await killed;

    expect(new Set(ids).size).toBe(PURCHASES);
    const db = deps.db;
    const stored = await retried(() => db.tickets.findMany({ select: { id: true } }));
    expect(stored.map((ticket) => ticket.id).sort()).toEqual(ids.sort());
    expect(await runAudit(db)).toEqual([]);
    await everyMailArrives(shop.inbox_url, 'tickets for Konser', PURCHASES);
    await deps.close();
  },
  120_000,
);

/** The test's own connections died with the database too. */
async function retried<T>(query: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await query();
    } catch (error) {
      if (attempt >= 20) throw error;
    }
  }
}

/** As many as the inbox shows at once. */
const PAGE = 1000;
const PATIENCE_MS = 300_000;

/**
 * Notes each mail as it comes, because the inbox keeps the newest only; as long as one comes within five minutes of
 * the one before.
 */
async function everyMailArrives(inbox_url: string, subject: string, count: number): Promise<void> {
  const seen = new Set<string>();
  const query = encodeURIComponent(`subject:"${subject}"`);
  for (let deadline = Date.now() + PATIENCE_MS; seen.size < count && Date.now() < deadline; ) {
    const known = seen.size;
    for (let start = 0, isLast = false; !isLast; start += PAGE) {
      const answer = await fetch(`${inbox_url}/api/v1/search?query=${query}&limit=${PAGE}&start=${start}`);
      const { messages } = (await answer.json()) as { messages: { MessageID: string; To: { Address: string }[] }[] };
      for (const mail of messages) if (mail.To[0]?.Address.startsWith('buyer')) seen.add(mail.MessageID);
      isLast = messages.length < PAGE;
    }
    if (seen.size > known) deadline = Date.now() + PATIENCE_MS;
    else await delay(100);
  }
  expect(seen.size).toBe(count);
}

/** Bookings of the event that is cancelled; more of them by hand: `CANCELLED_BOOKINGS=5000`. */
const CANCELLED = Number(process.env.CANCELLED_BOOKINGS ?? 120);

test('an event is cancelled while the worker is killed three times: every guest is refunded once and told once', async () => {
  await using shop = await startShop();
  const { deps, event_id, ticket_id, cast, organizer } = await stockShop(shop.settings);
  const queue = Array.from({ length: CANCELLED }, (_, n) => cast[n % cast.length]!);
  const lane = async () => {
    for (let buyer = queue.shift(); buyer; buyer = queue.shift()) await purchaseTicket(buyer, { ticket_id });
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  await cancelEvent(organizer, { id: event_id, reason: 'Storm' });
  const told = everyMailArrives(shop.inbox_url, 'Refund for', CANCELLED);
  const done = async () => (await deps.db.event_cancellations.findUniqueOrThrow({ where: { event_id } })).bookings_done;
  for (const share of [0.2, 0.4, 0.6]) {
    await until(async () => (await done()) >= CANCELLED * share);
    await shop.kill.worker();
  }
  await until(
    async () => (await deps.db.event_cancellations.findUniqueOrThrow({ where: { event_id } })).finished_at !== null,
  );
  expect(await done()).toBe(CANCELLED);
  expect(await deps.db.refunds.count()).toBe(CANCELLED);
  const balances = await deps.db.balances.findMany({ where: { user_id: { in: cast.map((buyer) => buyer.actor.id) } } });
  expect(balances.map((row) => row.amount.toNumber())).toEqual(cast.map(() => 1_000_000));
  expect(await runAudit(deps.db)).toEqual([]);
  await told;
  await deps.close();
}, 1_800_000);

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 600_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('This did not happen within ten minutes.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

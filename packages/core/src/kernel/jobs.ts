import { openPool, Prisma } from '@setiket/db';
import { fromPrisma, PgBoss } from 'pg-boss';
import type { z } from 'zod';
import type { Deps } from './context.ts';
import type { Logger } from './log.ts';
import type { Part } from './rows.ts';
import { contextOf, type Tx } from './transaction.ts';

/**
 * Work for later. A job carries ids, re-reads, re-checks and may run twice. It is enqueued in the transaction of
 * what caused it, so it exists exactly if its cause does.
 */
export type Job<T extends object> = {
  name: string;
  payload: z.ZodType<T>;
  run(deps: Deps, payload: T, attempt: { id: string }): Promise<void>;
  /** For many at once, all or nothing. When it fails, the worker runs each of them alone. */
  runMany?(deps: Deps, payloads: readonly T[]): Promise<void>;
  /** How many `runMany` takes at once; 50 unless said otherwise. */
  batch_size?: number;
  /** Cron line (UTC), for jobs that come by themselves. */
  schedule?: string;
  /** How many run at once in one worker; two unless said otherwise. */
  concurrency?: number;
  retry_limit?: number;
  /** How long one may take before it counts as failed; a quarter of an hour unless said otherwise. */
  expire_seconds?: number;
};

/** Makes a job. The name is `noun.what_it_does`. */
export function defineJob<T extends object>(job: Job<T>): Job<T> {
  return job;
}

/** Makes a job of which many cost little more than one. */
export function defineBatchJob<T extends object>(
  job: Omit<Job<T>, 'run' | 'runMany'> & Required<Pick<Job<T>, 'runMany'>>,
): Job<T> {
  return { ...job, run: (deps, payload) => job.runMany(deps, [payload]) };
}

// A registry of jobs has to forget their payloads' types; each payload is parsed again before its job runs.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyJob = Job<any>;

export type JobQueue = { boss: PgBoss };

/** All failed jobs end here; an administrator sees them and sends them again. */
export const DEAD_LETTERS = 'dead_letters';

/** Failed jobs stay until an administrator has dealt with them: a refund that failed may not vanish. */
const DEAD_LETTER_RETENTION_SECONDS = 10 * 365 * 24 * 3600;

/**
 * A worker says every few seconds that it still works on a job. When it dies, its jobs are taken up again soon after,
 * instead of when they expire.
 */
const HEARTBEAT_SECONDS = 10;
const SUPERVISION = { superviseIntervalSeconds: 5, monitorIntervalSeconds: 5 } as const;

const RETRY = {
  retryLimit: 8,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 3600,
  heartbeatSeconds: HEARTBEAT_SECONDS,
} as const;

type QueueOptions = { url: string; log: Logger; worker?: boolean; pool_size?: number };

/**
 * Opens the queue. An API process only sends; a worker also supervises and keeps the schedules.
 * The tables are made by `prepareJobs`, which belongs to migrating.
 */
export async function openQueue({
  url,
  log,
  worker = false,
  pool_size = 2,
}: QueueOptions): Promise<JobQueue & { close(): Promise<void> }> {
  const pool = openPool({ url, pool_size, name: 'setiket-jobs' });
  const boss = new PgBoss({
    // Not its own pool, whose connections nobody listens to while they are used.
    db: { executeSql: (text, values) => pool.query(text, values) },
    migrate: false,
    supervise: worker,
    schedule: worker,
    createSchema: false,
    ...SUPERVISION,
  });
  boss.on('error', (error) => log.error({ err: error }, 'job queue'));
  const close = async () => {
    await boss.stop({ graceful: worker, timeout: 20_000 });
    await pool.end();
  };
  try {
    await boss.start();
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { boss, close };
}

/** Makes or updates the queue's own tables and a queue a job. Safe to repeat. */
export async function prepareJobs(url: string, jobs: readonly AnyJob[]): Promise<void> {
  const boss = new PgBoss({ connectionString: url, max: 2, supervise: false, schedule: false });
  boss.on('error', () => {});
  await boss.start();
  try {
    const stays = { retentionSeconds: DEAD_LETTER_RETENTION_SECONDS };
    if (await boss.getQueue(DEAD_LETTERS)) await boss.updateQueue(DEAD_LETTERS, stays);
    else await boss.createQueue(DEAD_LETTERS, { ...stays, policy: 'standard' });
    for (const job of jobs) {
      const options = {
        ...RETRY,
        ...(job.retry_limit !== undefined && { retryLimit: job.retry_limit }),
        ...(job.expire_seconds !== undefined && { expireInSeconds: job.expire_seconds }),
        deadLetter: DEAD_LETTERS,
      };
      if (await boss.getQueue(job.name)) await boss.updateQueue(job.name, options);
      else await boss.createQueue(job.name, { ...options, policy: 'standard' });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

type When = { start_after?: Date };

/** Writes a job in the caller's transaction: gone when that rolls back. */
export async function enqueue<T extends object>(tx: Tx, job: Job<T>, payload: T, when: When = {}): Promise<void> {
  await contextOf(tx).jobs.boss.send(job.name, payload, {
    db: fromPrisma(tx),
    ...(when.start_after && { startAfter: when.start_after }),
  });
}

/** The same for many payloads of one job, in one statement; each may have its own moment. */
export async function enqueueAll<T extends object>(
  tx: Tx,
  job: Job<T>,
  payloads: readonly T[],
  when?: (payload: T) => When,
): Promise<void> {
  if (payloads.length > 0) await insert(contextOf(tx), fromPrisma(tx), { job, payloads, when });
}

/**
 * The same as part of a statement that does other things too. The statement is pg-boss's own, taken down instead of sent.
 * @returns nothing where there is no payload
 */
export async function jobsEnqueued<T extends object>(
  deps: Pick<Deps, 'jobs'>,
  job: Job<T>,
  payloads: readonly T[],
  when?: (payload: T) => When,
): Promise<Part[]> {
  if (payloads.length === 0) return [];
  const taken: { text: string; values: unknown[] }[] = [];
  const listener = {
    async executeSql(text: string, values: unknown[] = []) {
      taken.push({ text, values });
      return { rows: [] };
    },
  };
  await insert(deps, listener, { job, payloads, when });
  const [statement] = taken;
  // A queue that keeps silent, as when demo data is made.
  if (!statement) return [];
  const { text, values } = statement;
  const [before, after, more] = text.split('$1');
  if (taken.length > 1 || before === undefined || after === undefined || more !== undefined)
    throw new Error('pg-boss no longer inserts jobs by one statement with one parameter.');
  const name = `jobs_${job.name.replace(/\W/g, '_')}`;
  return [{ name, sql: Prisma.sql`${Prisma.raw(before)}${values[0] as string}${Prisma.raw(after)}` }];
}

type Jobs<T extends object> = { job: Job<T>; payloads: readonly T[]; when: ((payload: T) => When) | undefined };

async function insert<T extends object>(
  { jobs: { boss } }: Pick<Deps, 'jobs'>,
  db: ReturnType<typeof fromPrisma>,
  { job, payloads, when }: Jobs<T>,
): Promise<void> {
  const rows = payloads.map((data) => {
    const start_after = when?.(data).start_after;
    return { data, ...(start_after && { startAfter: start_after }) };
  });
  await boss.insert(job.name, rows, { db });
}

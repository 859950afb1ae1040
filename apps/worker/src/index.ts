import { allJobs, openDeps } from '@setiket/core';
import type { Env } from '@setiket/core/env';
import type { Deps } from '@setiket/core/kernel/context';
import type { AnyJob } from '@setiket/core/kernel/jobs';
import type { Logger } from '@setiket/core/kernel/log';

type Options = {
  env: Env;
  log: Logger;
  /** The registry; every job of the product unless a test brings its own. */
  jobs?: readonly AnyJob[];
};

export type Worker = {
  /** Takes no more jobs, waits for those that run (20 seconds at most), closes everything. */
  stop(): Promise<void>;
};

/** How often each queue is looked at. A mail a second after the purchase is soon enough. */
const POLL_SECONDS = 1;
/** Jobs that come by a schedule can wait, and their queues are empty nearly always. */
const SCHEDULED_POLL_SECONDS = 10;
const SLOW_JOB_MS = 5_000;

/** Starts to work off every queue, and keeps the schedules. The queues are made by migrating. */
export async function startWorker({ env, log, jobs = allJobs }: Options): Promise<Worker> {
  const deps = await openDeps(env, log, { worker: true });
  try {
    for (const job of jobs) await workOff(deps, job);
    await keepSchedules(deps, jobs);
  } catch (error) {
    await deps.close();
    throw error;
  }
  log.info({ queues: jobs.length }, 'worker is ready');
  return { stop: () => deps.close() };
}

const DEFAULT_CONCURRENCY = 2;

/**
 * Jobs of one queue run side by side up to its concurrency, and each succeeds or fails by itself. pg-boss takes the next
 * jobs without waiting for its poll only after a full batch of two or more, so a batch is never smaller. A slow job holds
 * back only the fetch of its own small batch, because several batches run side by side.
 */
async function workOff(deps: Deps, job: AnyJob): Promise<void> {
  const concurrency = job.concurrency ?? DEFAULT_CONCURRENCY;
  if (job.runMany) return workOffTogether(deps, job, job.runMany.bind(job));
  const batchSize = Math.max(2, Math.floor(concurrency / 4));
  const options = {
    batchSize,
    localConcurrency: Math.ceil(concurrency / batchSize),
    pollingIntervalSeconds: job.schedule === undefined ? POLL_SECONDS : SCHEDULED_POLL_SECONDS,
    burstWhenBatchFull: true,
    perJobResults: true,
  } as const;
  await deps.jobs.boss.work<object, unknown, typeof options>(job.name, options, (batch) =>
    concurrency === 1 ? oneByOne(deps, job, batch) : Promise.all(batch.map((next) => runOnce(deps, job, next))),
  );
}

const DEFAULT_BATCH_SIZE = 50;

/** A batch is one run. When that fails, each job is run alone, so that one bad job fails by itself. */
async function workOffTogether(deps: Deps, job: AnyJob, runMany: NonNullable<AnyJob['runMany']>): Promise<void> {
  const options = {
    batchSize: job.batch_size ?? DEFAULT_BATCH_SIZE,
    pollingIntervalSeconds: POLL_SECONDS,
    burstWhenBatchFull: true,
    perJobResults: true,
  } as const;
  await deps.jobs.boss.work<object, unknown, typeof options>(job.name, options, async (batch) => {
    const payloads = batch.map(({ data }) => job.payload.safeParse(data ?? {}));
    if (batch.length === 1 || payloads.some(({ success }) => !success)) return oneByOne(deps, job, batch);
    const log = deps.log.child({ job: job.name });
    const started = performance.now();
    try {
      await runMany(
        { ...deps, log },
        payloads.map(({ data }) => data),
      );
    } catch (error) {
      log.warn({ err: error, jobs: batch.length }, 'a batch of jobs failed; running each alone');
      return oneByOne(deps, job, batch);
    }
    log.debug({ jobs: batch.length, duration_ms: Math.round(performance.now() - started) }, 'jobs done');
    return batch.map(({ id }) => ({ id, status: 'completed' as const }));
  });
}

async function oneByOne(deps: Deps, job: AnyJob, batch: readonly Attempt[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const next of batch) outcomes.push(await runOnce(deps, job, next));
  return outcomes;
}

type Attempt = { id: string; data: unknown };
type Outcome = { id: string; status: 'completed' | 'failed' | 'deadletter'; output?: unknown };

async function runOnce(deps: Deps, job: AnyJob, { id, data }: Attempt): Promise<Outcome> {
  const log = deps.log.child({ job: job.name, job_id: id });
  const started = performance.now();
  const duration_ms = () => Math.round(performance.now() - started);
  const parsed = job.payload.safeParse(data ?? {});
  if (!parsed.success) {
    // It will never parse, however often it is tried.
    log.error({ err: parsed.error }, 'job has a payload that it does not understand');
    return { id, status: 'deadletter', output: { message: `Payload is not understood: ${parsed.error.message}` } };
  }
  try {
    await job.run({ ...deps, log }, parsed.data, { id });
    // Thousands of short jobs follow a sale; a line for each would cost as much as the job.
    const took = duration_ms();
    log[took >= SLOW_JOB_MS || job.schedule !== undefined ? 'info' : 'debug']({ duration_ms: took }, 'job done');
    return { id, status: 'completed' };
  } catch (error) {
    log.error({ err: error, duration_ms: duration_ms() }, 'job failed');
    return { id, status: 'failed', output: error };
  }
}

/** Writes the schedules that the registry has, and forgets those that it no longer has. */
async function keepSchedules(deps: Deps, jobs: readonly AnyJob[]): Promise<void> {
  const { boss } = deps.jobs;
  const scheduled = jobs.filter((job) => job.schedule !== undefined);
  for (const job of scheduled) await boss.schedule(job.name, job.schedule!, {}, { tz: 'UTC' });
  const names = new Set(scheduled.map((job) => job.name));
  for (const { name } of await boss.getSchedules()) if (!names.has(name)) await boss.unschedule(name);
}

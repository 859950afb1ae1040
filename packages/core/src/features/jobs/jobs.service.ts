import { fromPrisma } from 'pg-boss';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx } from '../../kernel/context.ts';
import { defineErrors } from '../../kernel/errors.ts';
import { DEAD_LETTERS } from '../../kernel/jobs.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import type { FailedJob, retriedJobOutput } from './jobs.schema.ts';

const errors = defineErrors('job', {
  not_found: ['NOT_FOUND', 'There is no such failed job. It may have been retried already.'],
  unknown: ['CONFLICT', 'This version of Setiket has no such job any more.'],
});

type Row = {
  id: string;
  source_name: string | null;
  data: Record<string, unknown> | null;
  output: { message?: string } | null;
  source_retry_count: number | null;
  source_created_on: Date | null;
  created_on: Date;
};

/** Jobs that failed for good, the latest first. */
export async function listFailedJobs(ctx: Ctx, input: PageInput): Promise<Page<FailedJob>> {
  const { skip, take } = rowsOf(input);
  const [rows, [counted]] = await Promise.all([
    ctx.db.$queryRaw<Row[]>`
      SELECT id, source_name, data, output, source_retry_count, source_created_on, created_on FROM pgboss.job
      WHERE name = ${DEAD_LETTERS} AND state < 'active'
      ORDER BY created_on DESC, id DESC LIMIT ${take} OFFSET ${skip}`,
    ctx.db.$queryRaw<[{ total: bigint }]>`
      SELECT count(*) AS total FROM pgboss.job WHERE name = ${DEAD_LETTERS} AND state < 'active'`,
  ]);
  return toPage(input, rows.map(failedJob), Number(counted.total));
}

function failedJob(row: Row): FailedJob {
  return {
    id: row.id,
    job: row.source_name ?? DEAD_LETTERS,
    payload: row.data ?? {},
    error: firstLine(row.output?.message),
    attempts: (row.source_retry_count ?? 0) + 1,
    enqueued_at: iso(row.source_created_on),
    failed_at: iso(row.created_on),
  };
}

/** An error's further lines are stacks, statements and paths, which stay in the log. */
function firstLine(message: string | undefined): string {
  const line = message?.split('\n').find((text) => text.trim() !== '');
  return line?.trim().slice(0, 300) ?? '';
}

/**
 * Puts a failed job back into its own queue. Taking it out of the dead letters is what two callers compete for, and it
 * is one transaction with putting it back: the job runs again once, or stays where it is.
 */
export async function retryJob(ctx: Ctx, { id }: { id: string }): Promise<z.output<typeof retriedJobOutput>> {
  return withTransaction(ctx, async (tx) => {
    const { job, payload } = await takeDeadLetter(tx, id);
    const new_id = await ctx.jobs.boss.send(job, payload, { db: fromPrisma(tx) });
    if (!new_id) throw errors.unknown();
    await audit(tx, { action: 'job.retried', subject_type: 'job', subject_id: id, data: { job, new_id } });
    return { id: new_id, job };
  });
}

async function takeDeadLetter(tx: Tx, id: string): Promise<{ job: string; payload: object }> {
  const [row] = await tx.$queryRaw<{ source_name: string | null; data: object | null; is_known: boolean }[]>`
    DELETE FROM pgboss.job WHERE name = ${DEAD_LETTERS} AND id = ${id}::uuid AND state < 'active'
    RETURNING source_name, data, EXISTS (SELECT 1 FROM pgboss.queue WHERE queue.name = source_name) AS is_known`;
  if (!row) throw errors.not_found();
  if (row.source_name === null || !row.is_known) throw errors.unknown();
  return { job: row.source_name, payload: row.data ?? {} };
}

import { listFailedJobs, retryJob } from '@setiket/core/features/jobs';
import { type Ctx, systemContext } from '@setiket/core/kernel/context';
import { type Command, type Io, UsageError } from '../command.ts';
import { withDeps } from '../settings.ts';
import { table } from '../table.ts';

const PAGE_SIZE = 100;

export const jobsCommand: Command = {
  summary: 'List jobs that failed for good, and send them again',
  usage: '[list] | retry <id> | retry --all',
  options: { all: { type: 'boolean', help: 'Retry every failed job' } },
  allows_positionals: true,
  run(io, values, [action = 'list', ...ids]) {
    return withDeps(io, async (deps) => {
      const ctx = systemContext(deps, 'cli.jobs');
      if (action === 'list') return list(ctx, io);
      if (action !== 'retry') throw new UsageError(`There is no "jobs ${action}". Use list or retry.`);
      if (!values.all && ids.length === 0) throw new UsageError('Say which: "jobs retry <id>", or "jobs retry --all".');
      return retry(ctx, io, values.all ? await allIds(ctx) : ids);
    });
  },
};

async function list(ctx: Ctx, io: Io): Promise<number> {
  const { items, total } = await listFailedJobs(ctx, { page_size: PAGE_SIZE });
  if (total === 0) {
    io.out('No job has failed.');
    return 0;
  }
  const rows = items.map((job) => [job.id, job.job, job.failed_at, String(job.attempts), job.error]);
  for (const line of table(['id', 'job', 'failed at', 'attempts', 'error'], rows)) io.out(line);
  if (total > items.length) io.out(`… and ${total - items.length} more.`);
  io.out('\nSend one again with "pnpm setiket jobs retry <id>", all with "pnpm setiket jobs retry --all".');
  return 0;
}

async function allIds(ctx: Ctx): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page++) {
    const { items, next_cursor } = await listFailedJobs(ctx, { page, page_size: PAGE_SIZE });
    ids.push(...items.map(({ id }) => id));
    if (next_cursor === null) return ids;
  }
}

async function retry(ctx: Ctx, io: Io, ids: string[]): Promise<number> {
  for (const id of ids) {
    const { job } = await retryJob(ctx, { id });
    io.out(`${job} is back in its queue.`);
  }
  if (ids.length === 0) io.out('No job has failed.');
  return 0;
}

import { allJobs } from '@setiket/core';
import { loadEnv } from '@setiket/core/env';
import { prepareJobs } from '@setiket/core/kernel/jobs';
import { prepareBucket } from '@setiket/core/kernel/s3-store';
import { migrate } from '@setiket/db/migrate';
import type { Command } from '../command.ts';
import { settingsOf } from '../settings.ts';

export const migrateCommand: Command = {
  summary: 'Bring database, job queues and object store up to date',
  usage: '',
  options: {},
  async run(io) {
    const settings = settingsOf(io);
    const env = loadEnv(settings);
    const applied = await migrate({ url: env.DATABASE_URL, log: io.out });
    if (applied.length === 0) io.out('The database is up to date.');
    await prepareJobs(env.DATABASE_URL, allJobs);
    io.out(`${allJobs.length} job queues are ready.`);
    await prepareBucket(env);
    io.out(`The bucket ${env.S3_BUCKET} is ready.`);
    return 0;
  },
};

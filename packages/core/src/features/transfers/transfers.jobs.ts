import { z } from 'zod';
import { systemContext } from '../../kernel/context.ts';
import { type AnyJob, defineJob } from '../../kernel/jobs.ts';
import { endOverdue } from './ending.ts';

/** Waits for the end of an offer. Nobody depends on it: what has run out can't be accepted. */
export const expireTransfer = defineJob({
  name: 'transfer.expire',
  payload: z.object({ transfer_id: z.uuid() }),
  async run(deps, { transfer_id }) {
    await endOverdue(systemContext(deps, 'transfer.expire'), { id: transfer_id });
  },
});

export const transferJobs: readonly AnyJob[] = [expireTransfer];

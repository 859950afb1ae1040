import { z } from 'zod';
import { systemContext } from '../../kernel/context.ts';
import { defineJob } from '../../kernel/jobs.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { completeEvents } from './events.state.ts';

/** An event that is over leaves the state in which tickets are sold. */
export const completePastEvents = defineJob({
  name: 'event.complete_past',
  payload: z.object({}),
  schedule: '*/10 * * * *',
  async run(deps) {
    const ctx = systemContext(deps, 'event.complete_past');
    await withTransaction(ctx, (tx) => completeEvents(tx, ctx));
  },
});

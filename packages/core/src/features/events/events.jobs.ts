import { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { systemContext } from '../../kernel/context.ts';
import { defineJob } from '../../kernel/jobs.ts';
import { withTransaction } from '../../kernel/transaction.ts';

/** An event that is over leaves the state in which tickets are sold. */
export const completePastEvents = defineJob({
  name: 'event.complete_past',
  payload: z.object({}),
  schedule: '*/10 * * * *',
  async run(deps) {
    const ctx = systemContext(deps, 'event.complete_past');
    await withTransaction(ctx, async (tx) => {
      const now = ctx.clock.now();
      const over = await tx.events.updateManyAndReturn({
        where: { status: 'approved', ends_at: { lt: now } },
        data: { status: 'completed', updated_at: now },
        select: { id: true },
      });
      for (const { id } of over) await audit(tx, { action: 'event.completed', subject_type: 'event', subject_id: id });
    });
  },
});

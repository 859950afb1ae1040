import { z } from 'zod';
import { systemContext } from '../../kernel/context.ts';
import { type AnyJob, defineJob } from '../../kernel/jobs.ts';
import { withTransaction } from '../../kernel/transaction.ts';

/** Who waited for tickets of an event is nobody's business when it is over. How it was drawn stays. */
export const forgetWaitingPlaces = defineJob({
  name: 'waiting_room.forget_places',
  payload: z.object({}),
  schedule: '40 20 * * *',
  async run(deps) {
    const ctx = systemContext(deps, 'waiting_room.forget_places');
    await withTransaction(ctx, async (tx) => {
      const event = { OR: [{ ends_at: { lt: ctx.clock.now() } }, { status: 'cancelled' as const }] };
      const where = { room: { event } };
      await tx.waiting_places.deleteMany({ where });
      await tx.waiting_admissions.deleteMany({ where });
      await tx.waiting_pulses.deleteMany({ where });
    });
  },
});

export const waitingRoomJobs: readonly AnyJob[] = [forgetWaitingPlaces];

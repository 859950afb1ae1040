import { z } from 'zod';
import { systemContext } from '../../kernel/context.ts';
import { type AnyJob, defineJob } from '../../kernel/jobs.ts';
import { expireUpgrades } from './life.ts';

/** Waits for the end of a hold. Whoever needs the place earlier takes it without it. */
export const expireUpgrade = defineJob({
  name: 'upgrade.expire',
  payload: z.object({ upgrade_id: z.uuid() }),
  async run(deps, { upgrade_id }) {
    const upgrade = await deps.db.ticket_upgrades.findUnique({
      where: { id: upgrade_id },
      select: { status: true, ticket: { select: { event_id: true } } },
    });
    if (upgrade?.status === 'pending')
      await expireUpgrades(systemContext(deps, 'upgrade.expire'), upgrade.ticket.event_id);
  },
});

export const upgradeJobs: readonly AnyJob[] = [expireUpgrade];

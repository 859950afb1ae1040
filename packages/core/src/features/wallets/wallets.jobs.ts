import { z } from 'zod';
import { type AnyJob, defineJob } from '../../kernel/jobs.ts';
import { openPush } from './apple/push.ts';
import { updateGooglePasses } from './google/updates.ts';

/**
 * Tells phones that passes have changed; they then ask what has. It may run twice: a phone that is told twice finds nothing
 * new the second time.
 */
export const pushPasses = defineJob({
  name: 'wallet.push',
  payload: z.object({ pass_ids: z.array(z.uuid()) }),
  concurrency: 2,
  async run(deps, { pass_ids }) {
    const rows = await deps.db.wallet_registrations.findMany({ where: { pass_id: { in: pass_ids } } });
    if (rows.length === 0) return;
    const push = openPush(deps.env);
    if (!push) {
      deps.log.info({ passes: pass_ids.length }, 'phones are not told of changed passes: Apple Wallet is not set up');
      return;
    }
    // One phone with several of them is told once.
    const tokens = [...new Set(rows.map(({ push_token }) => push_token))];
    const gone = await push(tokens);
    await deps.db.wallet_registrations.deleteMany({ where: { push_token: { in: gone } } });
  },
});

/** Tells Google of the same; it keeps the passes itself. */
export const updateAtGoogle = defineJob({
  name: 'wallet.google',
  payload: z.object({ pass_ids: z.array(z.uuid()) }),
  concurrency: 2,
  run: (deps, { pass_ids }) => updateGooglePasses(deps, pass_ids),
});

export const walletJobs: readonly AnyJob[] = [pushPasses, updateAtGoogle];

import { openDeps } from '@setiket/core';
import type { Env } from '@setiket/core/env';
import { audit } from '@setiket/core/kernel/audit';
import { systemContext } from '@setiket/core/kernel/context';
import type { Logger } from '@setiket/core/kernel/log';
import { withTransaction } from '@setiket/core/kernel/transaction';
import { openDb } from '@setiket/db';

type Options = { env: Env; log: Logger };

/** The entry in the audit trail that says that the demo is complete. */
const MARKER = { action: 'demo.loaded', subject_type: 'demo', subject_id: 'demo' } as const;

/**
 * Loads demo accounts, events and sales into a migrated database, once: where they are already, it does nothing and
 * takes a moment only. What an interrupted load has left is completed by the next one. Everything goes through the use
 * cases of the product, so that money, places and figures add up.
 */
export async function loadDemo({ env, log }: Options): Promise<{ loaded: boolean }> {
  if (await isLoaded(env)) return { loaded: false };
  const started = performance.now();
  // What draws the pictures is not even read where there is nothing to load.
  const { loadEverything } = await import('./load.ts');
  const deps = await openDeps(env, log);
  try {
    await loadEverything(deps);
    await withTransaction(systemContext(deps, 'demo.load'), (tx) => audit(tx, MARKER));
  } finally {
    await deps.close();
  }
  log.info({ duration_ms: Math.round(performance.now() - started) }, 'demo data loaded');
  return { loaded: true };
}

async function isLoaded(env: Env): Promise<boolean> {
  const db = openDb({ url: env.DATABASE_URL, pool_size: 1 });
  try {
    return (await db.audit_entries.findFirst({ where: MARKER, select: { id: true } })) !== null;
  } finally {
    await db.$disconnect();
  }
}

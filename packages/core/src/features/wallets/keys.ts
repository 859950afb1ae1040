import type { KeyObject } from 'node:crypto';
import type { wallet_platform } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import { deriveKey, seal, unseal } from '../../kernel/crypto.ts';
import { walletErrors } from './wallets.errors.ts';

/**
 * Keys of our own for a wallet that is not set up: made once and kept sealed in the database, so that every process signs
 * alike and a pass can be updated tomorrow. Not in production, where a pass that no phone takes helps nobody.
 * @throws wallet.not_configured
 */
export async function developmentKeys<T extends object>(
  deps: Deps,
  platform: wallet_platform,
  make: (now: Date) => Promise<T>,
): Promise<T> {
  if (deps.env.NODE_ENV === 'production') throw walletErrors.not_configured();
  const key = deriveKey(deps.env.APP_SECRET, `wallet-keys:${platform}`);
  const kept = await read<T>(deps, platform, key);
  if (kept) return kept;
  const now = deps.clock.now();
  const sealed = new Uint8Array(seal(key, JSON.stringify(await make(now))));
  // Of two processes that make some at the same moment, the first one's are kept, and both use them.
  const rows = await deps.db.wallet_keys.createManyAndReturn({
    data: { platform, sealed, created_at: now },
    skipDuplicates: true,
  });
  // What another APP_SECRET has sealed can't be read any more: that secret's passes are not updated any more either.
  if (rows.length === 0 && !(await read<T>(deps, platform, key)))
    await deps.db.wallet_keys.update({ where: { platform }, data: { sealed, created_at: now } });
  const stored = await read<T>(deps, platform, key);
  if (!stored) throw walletErrors.not_configured();
  return stored;
}

async function read<T>(deps: Deps, platform: wallet_platform, key: KeyObject): Promise<T | undefined> {
  const row = await deps.db.wallet_keys.findUnique({ where: { platform } });
  if (!row) return undefined;
  try {
    return JSON.parse(unseal(key, row.sealed)) as T;
  } catch {
    return undefined;
  }
}

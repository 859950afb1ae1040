import type { upgrade_status } from '@setiket/db';

type Transition = { from: readonly upgrade_status[]; to: upgrade_status; by: 'payer' | 'system' };

/**
 * An upgrade's life. What is paid from the balance, or costs nothing, begins `completed`; what waits for a card begins
 * `pending` and holds its place. Every change of state is one of these, as a compare-and-set on `from`.
 */
export const upgradeTransitions = {
  /** The money is there; it may come after the time was over, and then needs the place to be free again. */
  complete: { from: ['pending', 'expired'], to: 'completed', by: 'system' },
  cancel: { from: ['pending'], to: 'cancelled', by: 'payer' },
  /** The ticket was cancelled or refunded meanwhile. */
  drop: { from: ['pending'], to: 'cancelled', by: 'system' },
  expire: { from: ['pending'], to: 'expired', by: 'system' },
} as const satisfies Record<string, Transition>;

export type UpgradeAction = keyof typeof upgradeTransitions;

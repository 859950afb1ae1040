import type { transfer_status } from '@setiket/db';

type Transition = { from: transfer_status; to: transfer_status; by: 'recipient' | 'sender' | 'system' };

/**
 * A transfer's life. Every change of state is one of these, as a compare-and-set on `from`. Until it is accepted the
 * ticket is the sender's: it opens the door and can be refunded, and either ends the transfer.
 */
export const transferTransitions = {
  accept: { from: 'pending', to: 'accepted', by: 'recipient' },
  decline: { from: 'pending', to: 'declined', by: 'recipient' },
  cancel: { from: 'pending', to: 'cancelled', by: 'sender' },
  /** The ticket was used, cancelled or refunded meanwhile. */
  drop: { from: 'pending', to: 'cancelled', by: 'system' },
  expire: { from: 'pending', to: 'expired', by: 'system' },
} as const satisfies Record<string, Transition>;

export type TransferAction = keyof typeof transferTransitions;

import type { ticket_status } from '@setiket/db';

/** A ticket's life. Every change of state is one of these, as a compare-and-set on `from`. */
export const ticketTransitions = {
  /** At a gate. */
  use: { from: 'active', to: 'used' },
  /** A supervisor takes an admission back. */
  reopen: { from: 'used', to: 'active' },
  cancel: { from: 'active', to: 'cancelled' },
} as const satisfies Record<string, { from: ticket_status; to: ticket_status }>;

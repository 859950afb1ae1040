import type { booking_status } from '@setiket/db';

/** A booking's life. Every change of state is one of these, as a compare-and-set on `from`. */
export const bookingTransitions = {
  cancel: { from: ['pending', 'confirmed'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly booking_status[]; to: booking_status }>;

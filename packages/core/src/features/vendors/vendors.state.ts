import type { vendor_status } from '@setiket/db';

/** A vendor's life: which states an administrator may lead to which. Giving a booth to a pending vendor approves it. */
export const vendorTransitions = {
  pending: ['approved', 'suspended'],
  approved: ['suspended'],
  suspended: ['approved'],
} as const satisfies Record<vendor_status, readonly vendor_status[]>;

export function mayBecome(from: vendor_status, to: vendor_status): boolean {
  const allowed: readonly vendor_status[] = vendorTransitions[from];
  return allowed.includes(to);
}

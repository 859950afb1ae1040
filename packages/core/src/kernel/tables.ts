/** Tables that belong to no feature: only the kernel writes them. */
export const tables = ['idempotency_keys', 'rate_windows', 'audit_entries'] as const;

import { type Db, Prisma } from '@setiket/db';
import { bookingChecks } from './checks/bookings.ts';
import type { Check, Mismatch } from './checks/check.ts';
import { eventChecks } from './checks/events.ts';
import { inventoryChecks } from './checks/inventory.ts';
import { invoiceChecks } from './checks/invoices.ts';
import { ledgerChecks } from './checks/ledger.ts';
import { paymentChecks } from './checks/payments.ts';
import { scanChecks } from './checks/scans.ts';
import { transferChecks } from './checks/transfers.ts';
import { compChecks, upgradeChecks } from './checks/upgrades.ts';
import { walletChecks } from './checks/wallets.ts';

/** Something that does not add up. */
export type Finding = Mismatch & {
  /** Which check found it: `pool.sold`. */
  check: string;
  sentence: string;
};

const checks: readonly Check[] = [
  ...inventoryChecks,
  ...ledgerChecks,
  ...bookingChecks,
  ...paymentChecks,
  ...eventChecks,
  ...scanChecks,
  ...transferChecks,
  ...invoiceChecks,
  ...walletChecks,
  ...upgradeChecks,
  ...compChecks,
];

/** Names of all checks, in the order in which they run. */
export const checkNames: readonly string[] = checks.map(({ name }) => name);

/** More of the same kind tell nothing new, and a report of a million lines is read by nobody. */
const FINDINGS_A_CHECK = 1_000;

const TIMEOUT_MS = 30 * 60_000;

/**
 * Proves that what was sold and what was paid add up, or says what does not: pools, balances, ledger, bookings,
 * payments and figures are recomputed from the rows beneath them. All checks see the same moment, so sales may go on
 * meanwhile.
 */
export async function runAudit(db: Db): Promise<Finding[]> {
  return db.$transaction(
    async (tx) => {
      const findings: Finding[] = [];
      for (const check of checks) {
        const rows = await tx.$queryRaw<Mismatch[]>(
          Prisma.sql`SELECT * FROM (${check.query}) AS found ORDER BY subject_id LIMIT ${FINDINGS_A_CHECK}`,
        );
        findings.push(...rows.map((row) => ({ check: check.name, ...row, sentence: check.sentence(row) })));
      }
      return findings;
    },
    { isolationLevel: 'RepeatableRead', timeout: TIMEOUT_MS, maxWait: 10_000 },
  );
}

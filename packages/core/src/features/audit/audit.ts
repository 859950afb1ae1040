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

/** What one check found, and how long it took. `findings` are at most as many as were asked for. */
export type CheckResult = { check: string; findings: Finding[]; milliseconds: number };

/**
 * Proves that what was sold and what was paid add up, or says what does not: pools, balances, ledger, bookings,
 * payments and figures are recomputed from the rows beneath them. All checks see the same moment, so sales may go on
 * meanwhile.
 */
export async function runAudit(db: Db): Promise<Finding[]> {
  return (await runChecks(db)).flatMap(({ findings }) => findings);
}

/** The same, check by check. */
export async function runChecks(db: Db, findings_a_check: number = FINDINGS_A_CHECK): Promise<CheckResult[]> {
  return db.$transaction(
    async (tx) => {
      const results: CheckResult[] = [];
      for (const check of checks) {
        const began = performance.now();
        const rows = await tx.$queryRaw<Mismatch[]>(
          Prisma.sql`SELECT * FROM (${check.query}) AS found ORDER BY subject_id LIMIT ${findings_a_check}`,
        );
        const findings = rows.map((row) => ({ check: check.name, ...row, sentence: check.sentence(row) }));
        results.push({ check: check.name, findings, milliseconds: Math.round(performance.now() - began) });
      }
      return results;
    },
    { isolationLevel: 'RepeatableRead', timeout: TIMEOUT_MS, maxWait: 10_000 },
  );
}

import type { ledger_account_kind } from '@setiket/db';
import { defineErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Amount, moneyText } from '../../kernel/money.ts';
import { contextOf, type Tx } from '../../kernel/transaction.ts';

export const ledgerErrors = defineErrors('payment', {
  insufficient_balance: ['PAYMENT_REQUIRED', 'Your balance is not sufficient.'],
});

/** The house itself owns the accounts that belong to nobody. */
const HOUSE = '00000000-0000-0000-0000-000000000000';

type AccountRef = { kind: ledger_account_kind; owner_id?: string };

/**
 * `sale` and `refund` move an organization's revenue. Money on its way through a provider: `surplus` came and has to go
 * back, `payout` went back, `fallback` went to the balance because the provider would not take it. `dispute` was taken
 * back by a bank, `dispute_won` returned.
 */
type MovementKind = 'signup_credit' | 'sale' | 'refund' | 'surplus' | 'payout' | 'fallback' | 'dispute' | 'dispute_won';

/** One movement of money between two accounts: `amount` leaves `from` and arrives at `to`. Never negative. */
type Movement = {
  kind: MovementKind;
  from: AccountRef;
  to: AccountRef;
  amount: Amount;
  currency: string;
  booking_id?: string;
  ticket_id?: string;
};

/**
 * The only way in which money moves: one ledger transaction of two entries, and the balance of a user on either side
 * with it. Zero moves nothing and writes nothing.
 * @throws payment.insufficient_balance when a user would owe
 */
export async function post(tx: Tx, movement: Movement): Promise<void> {
  if (movement.amount.isZero()) return;
  const { clock } = contextOf(tx);
  if (movement.from.kind === 'user_balance') await debit(tx, movement.from, movement);
  if (movement.to.kind === 'user_balance') await credit(tx, movement.to, movement);
  const transaction_id = newId();
  const from = await accountId(tx, movement.from, movement.currency);
  const to = await accountId(tx, movement.to, movement.currency);
  await tx.ledger_transactions.create({
    data: {
      id: transaction_id,
      kind: movement.kind,
      booking_id: movement.booking_id ?? null,
      ticket_id: movement.ticket_id ?? null,
      created_at: clock.now(),
    },
  });
  const entry = (account_id: string, value: Amount) => ({
    id: newId(),
    transaction_id,
    account_id,
    amount: value.toFixed(),
    currency: movement.currency,
  });
  // One statement, because the trigger that proves the sum looks at a statement's rows.
  await tx.ledger_entries.createMany({ data: [entry(from, movement.amount.negated()), entry(to, movement.amount)] });
}

/** The condition is in the statement: two purchases at once can't both see the same money. */
async function debit(tx: Tx, { owner_id = HOUSE }: AccountRef, { amount, currency }: Movement): Promise<void> {
  const { count } = await tx.balances.updateMany({
    where: { user_id: owner_id, currency, amount: { gte: amount.toFixed() } },
    data: { amount: { decrement: amount.toFixed() }, updated_at: contextOf(tx).clock.now() },
  });
  if (count > 0) return;
  throw insufficientBalance({ amount, currency, locale: contextOf(tx).call.locale });
}

/** Says how much is needed, in the words of who asks. */
export function insufficientBalance({
  amount,
  currency,
  locale,
}: {
  amount: Amount;
  currency: string;
  locale: string;
}) {
  return ledgerErrors.insufficient_balance(
    `Your balance is not sufficient: ${moneyText(amount, currency, locale)} are needed.`,
  );
}

async function credit(tx: Tx, { owner_id = HOUSE }: AccountRef, { amount, currency }: Movement): Promise<void> {
  const now = contextOf(tx).clock.now();
  await tx.balances.upsert({
    where: { user_id_currency: { user_id: owner_id, currency } },
    create: { user_id: owner_id, currency, amount: amount.toFixed(), updated_at: now },
    update: { amount: { increment: amount.toFixed() }, updated_at: now },
  });
}

/** The account, made where it is the first movement. */
export async function accountId(tx: Tx, { kind, owner_id = HOUSE }: AccountRef, currency: string): Promise<string> {
  const where = { kind_owner_id_currency: { kind, owner_id, currency } };
  const known = await tx.ledger_accounts.findUnique({ where, select: { id: true } });
  if (known) return known.id;
  // Two first movements at once: both insert, one does, both read the same row.
  await tx.ledger_accounts.createMany({
    data: [{ id: newId(), kind, owner_id, currency, created_at: contextOf(tx).clock.now() }],
    skipDuplicates: true,
  });
  const made = await tx.ledger_accounts.findUniqueOrThrow({ where, select: { id: true } });
  return made.id;
}

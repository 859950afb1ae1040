import type { ledger_account_kind } from '@setiket/db';
import type { Amount } from '../../kernel/money.ts';
import { newId } from '../../kernel/ids.ts';
import { contextOf, type Tx } from '../../kernel/transaction.ts';

/** The house itself owns the accounts that belong to nobody. */
const HOUSE = '00000000-0000-0000-0000-000000000000';

type AccountRef = { kind: ledger_account_kind; owner_id?: string };

/** One movement of money between two accounts: `amount` leaves `from` and arrives at `to`. Always positive. */
type Movement = {
  kind: 'signup_credit' | 'sale' | 'refund';
  from: AccountRef;
  to: AccountRef;
  amount: Amount;
  currency: string;
  booking_id?: string;
  ticket_id?: string;
};

/** Writes a movement as one ledger transaction of two entries. Zero moves nothing and writes nothing. */
export async function post(tx: Tx, movement: Movement): Promise<void> {
  if (movement.amount.isZero()) return;
  const { clock } = contextOf(tx);
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
  const entry = (account_id: string, value: Amount) => ({ id: newId(), transaction_id, account_id, amount: value.toFixed(), currency: movement.currency });
  await tx.ledger_entries.createMany({ data: [entry(from, movement.amount.negated()), entry(to, movement.amount)] });
}

async function accountId(tx: Tx, { kind, owner_id = HOUSE }: AccountRef, currency: string): Promise<string> {
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


import { audit } from '../../kernel/audit.ts';
import type { Role } from '../../kernel/context.ts';
import { contextOf, type DbOrTx, type Tx } from '../../kernel/transaction.ts';

/** Where no mail is ever delivered (RFC 2606), for accounts that have no address. A CHECK keeps it unverified. */
const NO_MAIL_DOMAIN = 'users.setiket.invalid';

export function addressWithoutMail(mailbox: string): string {
  return `${mailbox}@${NO_MAIL_DOMAIN}`;
}

export type VerifiedUser = { id: string; username: string; role: Role };

/**
 * The account whose owner proved to read this address. Every feature that gives something to an address asks here: an
 * account that only claims it is no account.
 */
export async function findVerifiedUser(db: DbOrTx, email: string): Promise<VerifiedUser | undefined> {
  const user = await db.users.findUnique({
    where: { email, email_verified_at: { not: null }, is_active: true },
    select: { id: true, username: true, role: true },
  });
  return user ?? undefined;
}

/**
 * Marks an address as verified, for a caller who came with a token that was mailed there. Does nothing when it is verified
 * already or was changed meanwhile.
 * @returns whether it was marked
 */
export async function proveAddress(tx: Tx, { user_id, email }: { user_id: string; email: string }): Promise<boolean> {
  const { count } = await tx.users.updateMany({
    where: { id: user_id, email, email_verified_at: null },
    data: { email_verified_at: contextOf(tx).clock.now() },
  });
  if (count === 0) return false;
  await audit(tx, { action: 'user.email_verified', subject_type: 'user', subject_id: user_id });
  return true;
}

import { randomFew } from '../../kernel/crypto.ts';
import type { DbOrTx } from '../../kernel/transaction.ts';

/** How many numbers are tried before a random one is taken. */
const NUMBERED = 20;

/** A free username like the wish: `ani.wijaya`, or `ani.wijaya2` where that is taken. */
export async function freeUsername(db: DbOrTx, wish: string): Promise<string> {
  const stem = wish.replace(/[^\p{L}\p{M}\p{N}._-]/gu, '').slice(0, 130) || 'user';
  const numbered = Array.from({ length: NUMBERED }, (_, n) => (n === 0 ? stem : `${stem}${n + 1}`));
  // By equality, so that a common name reads a few rows of the index and not all that begin with it.
  const taken = await db.users.findMany({
    where: { username_key: { in: numbered.map((name) => name.toLowerCase()) } },
    select: { username_key: true },
  });
  const keys = new Set(taken.map((user) => user.username_key));
  return numbered.find((name) => !keys.has(name.toLowerCase())) ?? `${stem}${randomFew(6).readUIntBE(0, 6)}`;
}

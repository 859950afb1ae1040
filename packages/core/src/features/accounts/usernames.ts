import type { Ctx } from '../../kernel/context.ts';

/** A free username like the wish: `ani.wijaya`, or `ani.wijaya2` where that is taken. */
export async function freeUsername(ctx: Pick<Ctx, 'db'>, wish: string): Promise<string> {
  const stem = wish.replace(/[^\p{L}\p{N}._-]/gu, '').slice(0, 140) || 'user';
  const taken = await ctx.db.users.findMany({
    where: { username_key: { startsWith: stem.toLowerCase() } },
    select: { username_key: true },
  });
  const keys = new Set(taken.map((user) => user.username_key));
  let candidate = stem;
  for (let n = 2; keys.has(candidate.toLowerCase()); n++) candidate = `${stem}${n}`;
  return candidate;
}

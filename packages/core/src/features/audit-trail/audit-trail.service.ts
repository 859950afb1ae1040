import type { Prisma } from '@setiket/db';
import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { keysetOf } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import type { AuditEntry, auditPageOutput, listAuditEntriesInput } from './audit-trail.schema.ts';

type Search = z.output<typeof listAuditEntriesInput>;

/** The trail of what happened, the latest first. The trail only grows at its end, so a page is found by where the last one ended. */
export async function listAuditEntries(ctx: Ctx, search: Search): Promise<z.output<typeof auditPageOutput>> {
  const where = await conditionsOf(ctx, search);
  if (!where) return { items: [], total: 0, next_cursor: null, next: null };
  const keyset = keysetOf(search, 'created_at');
  const before = search.before === undefined ? {} : olderThan(search.before);
  const [rows, total] = await Promise.all([
    ctx.db.audit_entries.findMany({ where: { AND: [where, before, keyset.where] }, ...keyset.window }),
    ctx.db.audit_entries.count({ where }),
  ]);
  const names = await namesOf(ctx, rows);
  const page = keyset.page(rows, total, (row) => ({
    id: row.id,
    at: iso(row.created_at),
    actor: row.actor_id === null ? null : { id: row.actor_id, username: names.get(row.actor_id) ?? null },
    action: row.action,
    subject_type: row.subject_type,
    subject_id: row.subject_id,
    data: row.data as AuditEntry['data'],
    request_id: row.request_id,
  }));
  const last = page.items.at(-1);
  return { ...page, next: page.next_cursor && last ? `${Date.parse(last.at)}_${last.id}` : null };
}

/** Undefined where nobody is called so. */
async function conditionsOf(ctx: Ctx, search: Search): Promise<Prisma.audit_entriesWhereInput | undefined> {
  const { who, action, subject_type, subject_id, from, to } = search;
  const actor_id = who === undefined ? undefined : await personOf(ctx, who);
  if (actor_id === null) return undefined;
  return {
    ...(actor_id !== undefined && { actor_id }),
    ...(action !== undefined && { action }),
    ...(subject_type !== undefined && { subject_type }),
    ...(subject_id !== undefined && { subject_id }),
    created_at: {
      ...(from !== undefined && { gte: new Date(from) }),
      ...(to !== undefined && { lt: new Date(to) }),
    },
  };
}

/** Both conditions say the same, but only the first one can use an index. */
function olderThan(before: string): Prisma.audit_entriesWhereInput {
  const [at = '', id = ''] = before.split('_');
  const created_at = new Date(Number(at));
  return { created_at: { lte: created_at }, OR: [{ created_at: { lt: created_at } }, { id: { lt: id } }] };
}

/** Accounts that are gone are still found by their id. */
async function personOf(ctx: Ctx, who: string): Promise<string | null> {
  if (z.uuid().safeParse(who).success) return who;
  const name = who.toLowerCase();
  const found = await ctx.db.users.findMany({ where: { OR: [{ username_key: name }, { email: name }] } });
  // As at signing in: an address goes before somebody else's username.
  return (found.find(({ email }) => email === name) ?? found[0])?.id ?? null;
}

async function namesOf(ctx: Ctx, rows: readonly { actor_id: string | null }[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ actor_id }) => actor_id ?? []))];
  const people = await ctx.db.users.findMany({ where: { id: { in: ids } }, select: { id: true, username: true } });
  return new Map(people.map(({ id, username }) => [id, username]));
}

import type { Prisma } from '@setiket/db';
import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { iso } from '../../kernel/time.ts';
import type { AuditEntry, auditPageOutput, listAuditEntriesInput } from './audit-trail.schema.ts';

type Search = z.output<typeof listAuditEntriesInput>;

/** The trail of what happened, the latest first. The trail only grows at its end, so a page is found by where the last one ended. */
export async function listAuditEntries(ctx: Ctx, search: Search): Promise<z.output<typeof auditPageOutput>> {
  const where = await conditionsOf(ctx, search);
  if (!where) return { items: [], next: null };
  const rows = await ctx.db.audit_entries.findMany({
    where,
    orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
    take: search.page_size + 1,
  });
  const shown = rows.slice(0, search.page_size);
  const last = shown.at(-1);
  const names = await namesOf(ctx, shown);
  return {
    items: shown.map((row) => ({
      id: row.id,
      at: iso(row.created_at),
      actor: row.actor_id === null ? null : { id: row.actor_id, username: names.get(row.actor_id) ?? null },
      action: row.action,
      subject_type: row.subject_type,
      subject_id: row.subject_id,
      data: row.data as AuditEntry['data'],
      request_id: row.request_id,
    })),
    next: rows.length > shown.length && last ? `${last.created_at.getTime()}_${last.id}` : null,
  };
}

/** Undefined where nobody is called so. */
async function conditionsOf(ctx: Ctx, search: Search): Promise<Prisma.audit_entriesWhereInput | undefined> {
  const { who, action, subject_type, subject_id, from, to, before } = search;
  const actor_id = who === undefined ? undefined : await personOf(ctx, who);
  if (actor_id === null) return undefined;
  return {
    ...(actor_id !== undefined && { actor_id }),
    ...(action !== undefined && { action }),
    ...(subject_type !== undefined && { subject_type }),
    ...(subject_id !== undefined && { subject_id }),
    AND: [
      {
        created_at: {
          ...(from !== undefined && { gte: new Date(from) }),
          ...(to !== undefined && { lt: new Date(to) }),
        },
      },
      ...(before === undefined ? [] : [olderThan(before)]),
    ],
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

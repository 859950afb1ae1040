import { Prisma } from '@setiket/db';
import type { Ctx } from './context.ts';
import { newId } from './ids.ts';
import { type Part, rowsOf } from './rows.ts';
import { contextOf, noteEdit, type Tx } from './transaction.ts';

/** What happened, dotted and in the past tense: `event.approved`, `ticket.refunded`. */
type Entry = {
  action: `${string}.${string}`;
  subject_type: string;
  subject_id: string;
  /** Ids and reasons; never secrets or personal data beyond them. */
  data?: Record<string, string | number | boolean | null>;
};

/** What is sold, scanned or paid is in no cache, and must not wait for one. */
const UNCACHED = new Set(['booking', 'ticket', 'payment', 'refund']);

/** Changes nothing that a cache holds, and happens too often to wait for one. */
const SIGN_IN = 'user.signed_in';

/** Writes to the audit trail in the transaction of what it tells. */
export async function audit(tx: Tx, entry: Entry): Promise<void> {
  await auditAll(tx, [entry]);
}

/** The same for what happened to many things at once, in one statement. */
export async function auditAll(tx: Tx, entries: Entry[]): Promise<void> {
  const { actor, call, clock } = contextOf(tx);
  if (entries.some(({ subject_type, action }) => !UNCACHED.has(subject_type) && action !== SIGN_IN)) noteEdit(tx);
  await tx.audit_entries.createMany({
    data: entries.map(({ action, subject_type, subject_id, data = {} }) => ({
      id: newId(),
      actor_id: actor.kind === 'user' ? actor.id : null,
      action,
      subject_type,
      subject_id,
      data,
      request_id: call.id,
      created_at: clock.now(),
    })),
  });
}

const COLUMNS = {
  id: 'uuid',
  actor_id: 'uuid',
  action: 'text',
  subject_type: 'text',
  subject_id: 'text',
  data: 'jsonb',
  request_id: 'text',
  created_at: 'timestamptz',
} as const;

/** Entries of several callers, each in the name of who asked, in one statement with what they tell. */
export function insertAuditEntries(told: readonly { ctx: Ctx; entry: Entry }[], now: Date): Part {
  const rows = told.map(({ ctx: { actor, call }, entry: { data = {}, ...entry } }) => ({
    id: newId(),
    actor_id: actor.kind === 'user' ? actor.id : null,
    ...entry,
    data,
    request_id: call.id,
    created_at: now.toISOString(),
  }));
  return { name: 'new_audit_entries', sql: Prisma.sql`INSERT INTO audit_entries ${rowsOf(COLUMNS, rows)}` };
}

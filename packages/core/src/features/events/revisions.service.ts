import type { events, Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { type Ctx, isAdministrator, type UserCtx } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { type DbOrTx, isUniqueViolation, type Tx } from '../../kernel/transaction.ts';
import { revisionDecidedMail } from '../notifications/index.ts';
import { eventErrors } from './events.errors.ts';
import type { listRevisionsInput } from './revisions.schema.ts';
import { type Proposed, proposedOf, type RevisionView, revisionView, withRevisedEvent } from './revisions.view.ts';

/** Whether what this caller changes of an event waits for an administrator, while the event stays on sale. */
export function needsApproval(
  ctx: UserCtx,
  { status, organization }: { status: events['status']; organization: { is_verified: boolean } },
): boolean {
  return status === 'approved' && !organization.is_verified && !isAdministrator(ctx.actor);
}

/** The change of an event that waits for approval. */
export function findPendingRevision(db: DbOrTx, event_id: string) {
  return db.event_revisions.findFirst({ where: { event_id, status: 'pending' } });
}

/**
 * Stores what an organizer proposes in the place of what waits already. The caller holds the event's row.
 * Nothing to propose withdraws what waits.
 */
export async function proposeRevision(
  tx: Tx,
  ctx: UserCtx,
  { event_id, proposed }: { event_id: string; proposed: Proposed },
): Promise<void> {
  const pending = await findPendingRevision(tx, event_id);
  if (pending && isSame(pending.proposed, proposed)) return;
  if (pending) await closeRevisions(tx, ctx, [event_id]);
  if (Object.keys(proposed).length === 0) return;
  const now = ctx.clock.now();
  const id = newId(now.getTime());
  try {
    await tx.event_revisions.create({
      data: { id, event_id, author_id: ctx.actor.id, proposed, image_id: proposed.image_id ?? null, created_at: now },
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw commonErrors.conflict();
    throw error;
  }
  const data = { revision_id: id, fields: Object.keys(proposed).join(' ') };
  await audit(tx, { action: 'event.revision_proposed', subject_type: 'event', subject_id: event_id, data });
}

/** Key order is the database's own, so the fields are compared one by one. */
function isSame(stored: Prisma.JsonValue, proposed: Proposed): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(stored as object) === sorted(proposed);
}

/** Makes a poster the picture of an event that has none; where that needs approval, it is proposed. */
export async function adoptPicture(
  tx: Tx,
  ctx: UserCtx,
  { id, image_id }: { id: string; image_id: string },
): Promise<void> {
  const event = await tx.events.findUniqueOrThrow({ where: { id }, include: { organization: true } });
  if (event.image_id !== null) return;
  if (!needsApproval(ctx, event)) {
    await tx.events.update({ where: { id }, data: { image_id, updated_at: ctx.clock.now() } });
    return;
  }
  const pending = await findPendingRevision(tx, id);
  const proposed = pending ? proposedOf(pending) : {};
  if (proposed.image_id == null) await proposeRevision(tx, ctx, { event_id: id, proposed: { ...proposed, image_id } });
}

/** Withdraws what waits for these events: taken back, replaced, or the event is over. */
export async function closeRevisions(tx: Tx, ctx: Pick<Ctx, 'clock'>, event_ids: readonly string[]): Promise<number> {
  if (event_ids.length === 0) return 0;
  const closed = await tx.event_revisions.updateManyAndReturn({
    where: { event_id: { in: [...event_ids] }, status: 'pending' },
    data: { status: 'withdrawn', decided_at: ctx.clock.now() },
    select: { id: true, event_id: true },
  });
  for (const { id, event_id } of closed) {
    const data = { revision_id: id };
    await audit(tx, { action: 'event.revision_withdrawn', subject_type: 'event', subject_id: event_id, data });
  }
  return closed.length;
}

type Decision = { id: string; event_id: string; status: 'approved' | 'rejected'; reason: string };

/** Records an administrator's decision and mails it to the author. Applying the change is up to the caller. */
export async function decideRevision(tx: Tx, ctx: UserCtx, decision: Decision): Promise<void> {
  const { id, event_id, status, reason } = decision;
  const { count } = await tx.event_revisions.updateMany({
    where: { id, status: 'pending' },
    data: { status, reason, decided_by: ctx.actor.id, decided_at: ctx.clock.now() },
  });
  if (count === 0) throw eventErrors.already_decided();
  const data = { revision_id: id, message: reason };
  await audit(tx, { action: `event.revision_${status}`, subject_type: 'event', subject_id: event_id, data });
  await enqueue(tx, revisionDecidedMail, { revision_id: id });
}

/** Proposed changes, the longest wait first. */
export function listRevisions(
  ctx: UserCtx,
  { status = 'pending', ...input }: z.output<typeof listRevisionsInput>,
): Promise<Page<RevisionView>> {
  return pageOfRevisions(ctx, { status }, 'asc', input);
}

/** Those of one event, the latest first. */
export function listRevisionsOf(
  ctx: UserCtx,
  { id, ...input }: PageInput & { id: string },
): Promise<Page<RevisionView>> {
  return pageOfRevisions(ctx, { event_id: id }, 'desc', input);
}

async function pageOfRevisions(
  ctx: UserCtx,
  where: Prisma.event_revisionsWhereInput,
  direction: 'asc' | 'desc',
  input: PageInput,
): Promise<Page<RevisionView>> {
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.event_revisions.findMany({
      where,
      include: withRevisedEvent,
      orderBy: [{ created_at: direction }, { id: direction }],
      skip,
      take,
    }),
    ctx.db.event_revisions.count({ where }),
  ]);
  return toPage(
    input,
    rows.map((row) => revisionView(ctx, row.event, row)),
    total,
  );
}

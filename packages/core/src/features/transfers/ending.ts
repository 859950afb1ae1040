import type { Prisma } from '@setiket/db';
import { audit } from '../../kernel/audit.ts';
import { type Ctx, systemContext } from '../../kernel/context.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { contextOf, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { transferEndedMail } from '../notifications/index.ts';
import { transferErrors } from './transfers.errors.ts';
import { type TransferAction, transferTransitions } from './transfers.state.ts';

type Ending = { to_user_id?: string; reason?: string };

/**
 * The one place in which a transfer changes its state: compare-and-set, with its audit entry.
 * @throws transfer.not_pending
 */
export async function endTransfer(
  tx: Tx,
  transfer: { id: string; ticket_id: string },
  action: TransferAction,
  { to_user_id, reason = '' }: Ending = {},
): Promise<void> {
  const now = contextOf(tx).clock.now();
  const { from, to } = transferTransitions[action];
  const { count } = await tx.ticket_transfers.updateMany({
    // What has run out can only expire, also where the job that says so is late.
    where: { id: transfer.id, status: from, ...(action === 'accept' && { expires_at: { gt: now } }) },
    data: { status: to, ended_at: now, updated_at: now, reason, ...(to_user_id !== undefined && { to_user_id }) },
  });
  if (count === 0) throw transferErrors.not_pending();
  await audit(tx, {
    action: `transfer.${to}`,
    subject_type: 'ticket',
    subject_id: transfer.ticket_id,
    data: { transfer_id: transfer.id, by: action, reason },
  });
  if (action !== 'accept') await enqueue(tx, transferEndedMail, { transfer_id: transfer.id });
}

/**
 * Ends what is pending for tickets that nobody can have any more. Whoever cancels, refunds or uses a ticket calls this
 * after it has changed the ticket's row, in the same transaction: that row is what all of them wait for.
 */
export async function dropTransfersOf(tx: Tx, ticket_ids: string[], reason: string): Promise<void> {
  if (ticket_ids.length === 0) return;
  const pending = await tx.ticket_transfers.findMany({ where: { ticket_id: { in: ticket_ids }, status: 'pending' } });
  for (const transfer of pending) await endTransfer(tx, transfer, 'drop', { reason });
}

/** Writes down what has run out: for a job, and for whoever comes first where the job is late. */
export async function endOverdue(
  ctx: Ctx,
  where: Pick<Prisma.ticket_transfersWhereInput, 'id' | 'ticket_id'>,
): Promise<void> {
  const overdue = { ...where, status: 'pending' as const, expires_at: { lte: ctx.clock.now() } };
  if ((await ctx.db.ticket_transfers.count({ where: overdue })) === 0) return;
  await withTransaction(
    systemContext(ctx, 'transfer.expire'),
    async (tx) => {
      const rows = await tx.$queryRaw<{ id: string; ticket_id: string }[]>`
        SELECT id, ticket_id FROM ticket_transfers WHERE status = 'pending' AND expires_at <= ${ctx.clock.now()}
          AND (ticket_id = ${where.ticket_id ?? null}::uuid OR id = ${where.id ?? null}::uuid) FOR UPDATE`;
      for (const row of rows) await endTransfer(tx, row, 'expire');
    },
    { side: true },
  );
}

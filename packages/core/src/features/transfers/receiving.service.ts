import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { proveAddress } from '../accounts/index.ts';
import { transferAcceptedMail, transferReceivedMail } from '../notifications/index.ts';
import { changeTicketOwner } from '../tickets/index.ts';
import { touchPasses } from '../wallets/index.ts';
import { endOverdue, endTransfer } from './ending.ts';
import { transferErrors } from './transfers.errors.ts';
import type { transferTokenInput } from './transfers.schema.ts';
import { requireTransferable, reread, visibleTo } from './transfers.service.ts';
import { isOverdue, type TransferRow, type TransferView, withParts } from './transfers.view.ts';

type TokenInput = z.output<typeof transferTokenInput>;

/** `oc-mena.md`, Accept transfer: by the token of the mail, signed in with the address that it went to. */
export async function acceptTransfer(ctx: UserCtx, { token }: TokenInput): Promise<TransferView> {
  return accept(ctx, await byToken(ctx, token), { by_token: true });
}

/** The same from the list of what was received, for an account that has verified the address. */
export async function acceptReceivedTransfer(ctx: UserCtx, { id }: { id: string }): Promise<TransferView> {
  return accept(ctx, await byId(ctx, id));
}

/** Says no; the sender is told. */
export async function declineTransfer(ctx: UserCtx, { token }: TokenInput): Promise<TransferView> {
  return decline(ctx, await byToken(ctx, token));
}

export async function declineReceivedTransfer(ctx: UserCtx, { id }: { id: string }): Promise<TransferView> {
  return decline(ctx, await byId(ctx, id));
}

/**
 * The token entitles, and nobody but the one whom it was sent to may use it: a mail that was forwarded or left open
 * gives the ticket to no third person. Addresses are kept in lower case, so their case makes no difference.
 */
async function byToken(ctx: UserCtx, token: string): Promise<TransferRow> {
  const transfer = await ctx.db.ticket_transfers.findUnique({
    where: { token_hash: sha256Hex(token) },
    include: withParts,
  });
  if (!transfer) throw transferErrors.not_found();
  if (transfer.to_email !== ctx.actor.email || transfer.from_user_id === ctx.actor.id) throw transferErrors.not_yours();
  return transfer;
}

/** What is meant for an address is visible only to the account that has verified it, so no token is needed here. */
async function byId(ctx: UserCtx, id: string): Promise<TransferRow> {
  const transfer = await ctx.db.ticket_transfers.findFirst({
    where: { id, ...visibleTo(ctx.actor) },
    include: withParts,
  });
  if (!transfer) throw transferErrors.not_found();
  if (transfer.from_user_id === ctx.actor.id) throw transferErrors.not_yours();
  return transfer;
}

/**
 * Owner, code, QR and transfer change together, once. The ticket's row goes first, as it does for whoever refunds or uses it:
 * all of them wait at the same place, and only one finds the ticket as it was.
 */
async function accept(
  ctx: UserCtx,
  transfer: TransferRow,
  { by_token = false }: { by_token?: boolean } = {},
): Promise<TransferView> {
  await requirePending(ctx, transfer);
  requireTransferable(transfer.ticket, ctx.clock.now());
  const { id, ticket_id, from_user_id } = transfer;
  const to_user_id = ctx.actor.id;
  return withTransaction(ctx, async (tx) => {
    const former_code_id = await changeTicketOwner(tx, { id: ticket_id, owner_id: from_user_id, to: to_user_id });
    if (former_code_id === undefined) throw transferErrors.not_pending();
    // The token came by mail alone.
    if (by_token) await proveAddress(tx, { user_id: to_user_id, email: transfer.to_email });
    await touchPasses(tx, { ticket_ids: [ticket_id], change: 'transferred' });
    await endTransfer(tx, transfer, 'accept', { to_user_id });
    await audit(tx, {
      action: 'ticket.transferred',
      subject_type: 'ticket',
      subject_id: ticket_id,
      data: { transfer_id: id, from: from_user_id, to: to_user_id, former_code_id },
    });
    await enqueue(tx, transferReceivedMail, { transfer_id: id });
    await enqueue(tx, transferAcceptedMail, { transfer_id: id });
    return reread(tx, ctx, id);
  });
}

async function decline(ctx: UserCtx, transfer: TransferRow): Promise<TransferView> {
  await requirePending(ctx, transfer);
  return withTransaction(ctx, async (tx) => {
    await endTransfer(tx, transfer, 'decline');
    return reread(tx, ctx, transfer.id);
  });
}

async function requirePending(ctx: UserCtx, transfer: TransferRow): Promise<void> {
  if (isOverdue(transfer, ctx.clock.now())) await endOverdue(ctx, { id: transfer.id });
  if (transfer.status === 'expired' || isOverdue(transfer, ctx.clock.now())) throw transferErrors.expired();
  if (transfer.status !== 'pending') throw transferErrors.not_pending(`This transfer was ${transfer.status}.`);
}

import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { type Ctx, type UserActor, type UserCtx, verifiedEmail } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { commonErrors, fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { hitAll } from '../../kernel/rate-limit.ts';
import { addSeconds } from '../../kernel/time.ts';
import { isUniqueViolation, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { findVerifiedUser } from '../accounts/index.ts';
import { transferOfferedMail, transferToken } from '../notifications/index.ts';
import { lockTicket, ticketErrors } from '../tickets/index.ts';
import { endOverdue, endTransfer } from './ending.ts';
import { transferErrors } from './transfers.errors.ts';
import { expireTransfer } from './transfers.jobs.ts';
import type { createTransferInput, listTransfersInput } from './transfers.schema.ts';
import { type TransferView, transferView, withParts } from './transfers.view.ts';

const HOUR_SECONDS = 3600;
/** Each one is a mail to an address that somebody typed, with their own words in it. */
const OFFERS_AN_HOUR = 30;

/**
 * `oc-mena.md`, Create transfer: offers a ticket to an e-mail address. The ticket stays the sender's, and works, until
 * somebody accepts.
 * @throws ticket.not_found, transfer.already_pending, transfer.ticket_*, transfer.event_*, request.invalid
 */
export async function createTransfer(ctx: UserCtx, input: z.output<typeof createTransferInput>): Promise<TransferView> {
  const to_email = recipientOf(ctx, input);
  const now = ctx.clock.now();
  const owned = { id: input.ticket_id, owner_id: ctx.actor.id };
  const ticket = await ctx.db.tickets.findFirst({ where: owned, include: { event: true } });
  if (!ticket) throw ticketErrors.not_found();
  requireTransferable(ticket, now);
  await refuseFlood(ctx);
  await endOverdue(ctx, { ticket_id: ticket.id });
  const to = await findVerifiedUser(ctx.db, to_email);
  const id = newId(now.getTime());
  const wanted = addSeconds(now, ctx.env.TRANSFER_TTL_SECONDS);
  const expires_at = earlier(wanted, ticket.event.ends_at);
  try {
    return await withTransaction(ctx, async (tx) => {
      // Whoever refunds or uses it at this moment either comes first, which is seen here, or finds the transfer.
      const status = await lockTicket(tx, owned);
      if (status === undefined) throw ticketErrors.not_found();
      requireTransferable({ status, event: ticket.event }, now);
      const row = await tx.ticket_transfers.create({
        data: {
          id,
          ticket_id: ticket.id,
          from_user_id: ctx.actor.id,
          to_email,
          to_user_id: to?.id ?? null,
          message: input.message?.trim() ?? '',
          token_hash: sha256Hex(transferToken(ctx.env, id)),
          expires_at,
          created_at: now,
          updated_at: now,
        },
        include: withParts,
      });
      await audit(tx, {
        action: 'ticket.offered',
        subject_type: 'ticket',
        subject_id: ticket.id,
        data: { transfer_id: id },
      });
      await enqueue(tx, transferOfferedMail, { transfer_id: id });
      await enqueue(tx, expireTransfer, { transfer_id: id }, { start_after: expires_at });
      return transferView(row, ctx.actor, now);
    });
  } catch (error) {
    throw isUniqueViolation(error) ? transferErrors.already_pending() : error;
  }
}

function earlier(one: Date, other: Date): Date {
  return new Date(Math.min(one.getTime(), other.getTime()));
}

function recipientOf(ctx: UserCtx, input: z.output<typeof createTransferInput>): string {
  const field =
    (['to_email', 'recipient_email', 'email'] as const).find((name) => input[name] !== undefined) ?? 'to_email';
  const to_email = input[field];
  if (to_email === undefined) throw fieldError(field, 'This field is required.');
  if (to_email === ctx.actor.email) throw fieldError(field, 'This is your own address: the ticket is yours already.');
  return to_email;
}

type Transferable = {
  status: 'active' | 'used' | 'cancelled';
  event: { status: string; ends_at: Date };
};

/** @throws transfer.event_cancelled, transfer.event_over, transfer.ticket_used, transfer.ticket_cancelled */
export function requireTransferable({ status, event }: Transferable, now: Date): void {
  if (event.status === 'cancelled') throw transferErrors.event_cancelled();
  if (status === 'cancelled') throw transferErrors.ticket_cancelled();
  if (status === 'used') throw transferErrors.ticket_used();
  if (event.status === 'completed' || event.ends_at <= now) throw transferErrors.event_over();
}

async function refuseFlood(ctx: UserCtx): Promise<void> {
  const key = `transfer:account:${ctx.actor.id}`;
  await hitAll(ctx, [{ key, limit: OFFERS_AN_HOUR, window_seconds: HOUR_SECONDS }]);
}

/** `oc-mena.md`, Cancel transfer: by its sender, while it is pending. */
export async function cancelTransfer(ctx: UserCtx, { id }: { id: string }): Promise<TransferView> {
  const transfer = await ctx.db.ticket_transfers.findFirst({ where: { id, ...visibleTo(ctx.actor) } });
  if (!transfer) throw transferErrors.not_found();
  // To the recipient it is no secret, so this is said aloud.
  if (transfer.from_user_id !== ctx.actor.id) throw commonErrors.forbidden();
  await endOverdue(ctx, { ticket_id: transfer.ticket_id });
  return withTransaction(ctx, async (tx) => {
    await endTransfer(tx, transfer, 'cancel');
    return reread(tx, ctx, id);
  });
}

/** Those that a caller has sent, and those that are meant for it: for its account, or for its verified address. */
export function visibleTo(actor: UserActor): Prisma.ticket_transfersWhereInput {
  return { OR: [{ from_user_id: actor.id }, receivedBy(actor)] };
}

function receivedBy(actor: UserActor): Prisma.ticket_transfersWhereInput {
  const own = verifiedEmail(actor);
  const toAddress = own === undefined ? [] : [{ to_email: own }];
  return { from_user_id: { not: actor.id }, OR: [{ to_user_id: actor.id }, ...toAddress] };
}

/** `oc-mena.md`, My transfers: sent and received, the latest first. */
export async function listTransfers(
  ctx: UserCtx,
  input: z.output<typeof listTransfersInput>,
): Promise<Page<TransferView>> {
  const now = ctx.clock.now();
  const { actor } = ctx;
  const scope = { sent: { from_user_id: actor.id }, received: receivedBy(actor) };
  const where: Prisma.ticket_transfersWhereInput = {
    AND: [input.direction ? scope[input.direction] : visibleTo(actor), input.status ? inStatus(input.status, now) : {}],
  };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.ticket_transfers.findMany({
      where,
      include: withParts,
      orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
      skip,
      take,
    }),
    ctx.db.ticket_transfers.count({ where }),
  ]);
  return toPage(
    input,
    rows.map((row) => transferView(row, actor, now)),
    total,
  );
}

/** As the view tells it: what has run out is expired although its row may not say so yet. */
function inStatus(status: TransferView['status'], now: Date): Prisma.ticket_transfersWhereInput {
  if (status === 'pending') return { status, expires_at: { gt: now } };
  if (status === 'expired') return { OR: [{ status }, { status: 'pending', expires_at: { lte: now } }] };
  return { status };
}

export async function reread(
  tx: Tx,
  ctx: Omit<Ctx, 'actor'> & { actor: UserActor },
  id: string,
): Promise<TransferView> {
  const row = await tx.ticket_transfers.findUniqueOrThrow({ where: { id }, include: withParts });
  return transferView(row, ctx.actor, ctx.clock.now());
}

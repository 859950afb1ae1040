import type { Prisma, wallet_platform } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { BinaryFile } from '../../kernel/binary.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { newId } from '../../kernel/ids.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { lockTicket, ticketErrors } from '../tickets/index.ts';
import { appleSigner } from './apple/identity.ts';
import { authTokenOf, buildApplePass } from './apple/pass.ts';
import { googleSaveLink, googleSigner } from './google/link.ts';
import type { createPassInput, googlePassOutput, listPassesInput } from './wallets.schema.ts';
import { type PassRow, type WalletPassView, walletPassView, withParts } from './wallets.view.ts';

type CreateInput = z.output<typeof createPassInput>;

/** Says which pass was made; the file is made of that, again for whoever sends the same key again. */
type Made = { pass_id: string };

export const MEDIA_TYPE = 'application/vnd.apple.pkpass';

/** `oc-mena.md`, Create Apple Wallet pass. Whoever asks again gets the same pass, as the ticket is now. */
export async function createApplePass(ctx: UserCtx, input: CreateInput): Promise<Made> {
  // Before anything is written: where there is no wallet, there are no passes.
  await appleSigner(ctx);
  return ensurePass(ctx, input, 'apple');
}

export async function applePassFile(ctx: UserCtx, { pass_id }: Made): Promise<BinaryFile> {
  const row = await passOf(ctx, pass_id);
  const { body, is_development } = await buildApplePass(ctx, row);
  if (is_development) ctx.call.reply('X-Wallet-Pass', 'development');
  return new BinaryFile({ body, content_type: MEDIA_TYPE, filename: `${row.ticket.code}.pkpass` });
}

/** `oc-mena.md`, Create Google Wallet pass. @throws wallet.not_configured, ticket.not_found, ticket.cancelled */
export async function createGooglePass(ctx: UserCtx, input: CreateInput): Promise<Made> {
  await googleSigner(ctx);
  return ensurePass(ctx, input, 'google');
}

export async function googlePass(ctx: UserCtx, { pass_id }: Made): Promise<z.output<typeof googlePassOutput>> {
  const row = await passOf(ctx, pass_id);
  return { pass: walletPassView(row), ...(await googleSaveLink(ctx, row)) };
}

/**
 * The pass of a ticket and platform, made where there is none. Under the ticket's lock: whoever changes the ticket finds
 * the pass, or is found by it.
 * @throws ticket.not_found, ticket.cancelled
 */
async function ensurePass(ctx: UserCtx, { ticket_id }: CreateInput, platform: wallet_platform): Promise<Made> {
  return withTransaction(ctx, async (tx) => {
    const status = await lockTicket(tx, { id: ticket_id, owner_id: ctx.actor.id });
    if (status === undefined) throw ticketErrors.not_found();
    if (status === 'cancelled') throw ticketErrors.cancelled();
    const existing = await tx.wallet_passes.findFirst({ where: { ticket_id, platform, voided_at: null } });
    if (existing) return { pass_id: existing.id };
    const now = ctx.clock.now();
    const id = newId(now.getTime());
    const auth_token_hash = platform === 'apple' ? sha256Hex(authTokenOf(ctx, id)) : null;
    await tx.wallet_passes.create({
      data: { id, ticket_id, user_id: ctx.actor.id, platform, auth_token_hash, created_at: now, updated_at: now },
    });
    await audit(tx, {
      action: 'ticket.pass_created',
      subject_type: 'ticket',
      subject_id: ticket_id,
      data: { pass_id: id, platform },
    });
    return { pass_id: id };
  });
}

/** One's own, with all that it is made of. @throws ticket.not_found */
async function passOf(ctx: UserCtx, id: string): Promise<PassRow> {
  const row = await ctx.db.wallet_passes.findFirst({ where: { id, user_id: ctx.actor.id }, include: withParts });
  if (!row) throw ticketErrors.not_found();
  return row;
}

/** `oc-mena.md`, My wallet passes: the latest first, those that are void too. */
export async function listPasses(ctx: UserCtx, input: z.output<typeof listPassesInput>): Promise<Page<WalletPassView>> {
  const { platform, status, ticket_id } = input;
  const where: Prisma.wallet_passesWhereInput = {
    user_id: ctx.actor.id,
    ...(platform && { platform }),
    ...(ticket_id && { ticket_id }),
    ...(status && { voided_at: status === 'active' ? null : { not: null } }),
  };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.wallet_passes.findMany({
      where,
      include: withParts,
      orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
      skip,
      take,
    }),
    ctx.db.wallet_passes.count({ where }),
  ]);
  return toPage(input, rows.map(walletPassView), total);
}

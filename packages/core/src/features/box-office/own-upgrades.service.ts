import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { confirmFound, type confirmUpgradeInput, presentIntent, presentPage } from '../checkout/index.ts';
import { endUpgrade, upgradeErrors } from '../upgrades/index.ts';
import type { Started } from './upgrade.service.ts';
import type {
  confirmedUpgradeOutput,
  createUpgradeInput,
  listUpgradesInput,
  startedUpgradeOutput,
} from './upgrades.schema.ts';
import { type UpgradeView, upgradeView, withUpgradeParts } from './upgrades.view.ts';

/** The upgrade, and what the buyer's browser needs to pay for it. */
export async function presentStarted(
  ctx: UserCtx,
  { upgrade_id, payment_id }: Started,
  { flow, ...wayBack }: z.output<typeof createUpgradeInput>,
): Promise<z.output<typeof startedUpgradeOutput>> {
  const [payment, checkout] =
    payment_id === null
      ? [null, null]
      : flow === 'page'
        ? [null, await presentPage(ctx, { payment_id }, wayBack)]
        : [await presentIntent(ctx, { payment_id }), null];
  return { ...(await viewOf(ctx, upgrade_id)), payment, checkout };
}

/** What staff have done. */
export function presentStaffUpgrade(ctx: UserCtx, { upgrade_id }: Started): Promise<UpgradeView> {
  return viewOf(ctx, upgrade_id);
}

async function viewOf(ctx: Pick<Ctx, 'db' | 'clock'>, id: string): Promise<UpgradeView> {
  const row = await ctx.db.ticket_upgrades.findUniqueOrThrow({ where: { id }, include: withUpgradeParts });
  return upgradeView(row, ctx.clock.now());
}

/** `oc-mena.md`, My upgrades: of tickets that were the caller's then, the latest first. */
export async function listUpgrades(
  ctx: UserCtx,
  input: z.output<typeof listUpgradesInput>,
): Promise<Page<UpgradeView>> {
  const now = ctx.clock.now();
  const where: Prisma.ticket_upgradesWhereInput = {
    payer_id: ctx.actor.id,
    ...(input.status && inStatus(input.status, now)),
  };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.ticket_upgrades.findMany({
      where,
      include: withUpgradeParts,
      orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
      skip,
      take,
    }),
    ctx.db.ticket_upgrades.count({ where }),
  ]);
  return toPage(
    input,
    rows.map((row) => upgradeView(row, now)),
    total,
  );
}

/** As the view tells it: what has run out is expired although its row may not say so yet. */
function inStatus(status: UpgradeView['status'], now: Date): Prisma.ticket_upgradesWhereInput {
  if (status === 'pending') return { status, expires_at: { gt: now } };
  if (status === 'expired') return { OR: [{ status }, { status: 'pending', expires_at: { lte: now } }] };
  return { status };
}

/**
 * Gives up an upgrade that was not paid yet.
 * @throws upgrade.not_found, upgrade.not_pending
 */
export async function cancelUpgrade(ctx: UserCtx, { id }: { id: string }): Promise<UpgradeView> {
  const row = await ctx.db.ticket_upgrades.findFirst({ where: { id, payer_id: ctx.actor.id } });
  if (!row) throw upgradeErrors.not_found();
  return withTransaction(ctx, async (tx) => {
    await endUpgrade(tx, id, 'cancel');
    const ended = await tx.ticket_upgrades.findUniqueOrThrow({ where: { id }, include: withUpgradeParts });
    return upgradeView(ended, ctx.clock.now());
  });
}

type Confirmed = Awaited<ReturnType<typeof confirmFound>>;

/**
 * Asks the provider about the payment of an upgrade, as confirming that of a booking does.
 * @throws upgrade.not_found, payment.not_completed, payment.declined
 */
export async function confirmUpgrade(ctx: UserCtx, input: z.output<typeof confirmUpgradeInput>): Promise<Confirmed> {
  const payment = await ctx.db.payments.findFirst({
    where: { provider: 'stripe', upgrade: { id: input.id, payer_id: ctx.actor.id } },
    orderBy: { created_at: 'desc' },
  });
  if (!payment) throw upgradeErrors.not_found();
  return confirmFound(ctx, payment, input);
}

export async function presentConfirmedUpgrade(
  ctx: UserCtx,
  { next_action_url }: Confirmed,
  { id }: z.output<typeof confirmUpgradeInput>,
): Promise<z.output<typeof confirmedUpgradeOutput>> {
  return { ...(await viewOf(ctx, id)), next_action: next_action_url === null ? null : { url: next_action_url } };
}

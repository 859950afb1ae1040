import type { z } from 'zod';
import { type Ctx, systemContext, type UserCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { amount } from '../../kernel/money.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { addSeconds, iso } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { type CardPayment, type PaymentProvider, type ProviderPayment, providerOf } from '../payments/index.ts';
import type { Difference, listReconciliationsInput, reconcileInput, reconciliationOutput } from './checkout.schema.ts';
import { findByProvider } from './find-payment.ts';
import { settle } from './settle.service.ts';
import { refundedThere } from './webhook.service.ts';

const DAY = 24 * 3600;

/** A payment of this minute may be on its way between the two books. */
const SETTLING_SECONDS = 120;

/**
 * Lays our books beside the provider's: every payment that either of them knows of. What a lost message explains is
 * mended on the spot; what is left is for people.
 */
export async function reconcileWith(
  ctx: Ctx,
  provider: PaymentProvider,
  since: Date,
): Promise<{ id: string; failures: unknown[] }> {
  const started_at = ctx.clock.now();
  const differences: Difference[] = [];
  const failures: unknown[] = [];
  const seen = new Set<string>();
  let checked = 0;
  for await (const theirs of provider.listPayments(since)) {
    const ours = await findByProvider(ctx.db, provider.name, theirs);
    if (ours) seen.add(ours.id);
    // Without our id it belongs to somebody else who uses the same account.
    if (!ours && theirs.payment_id === undefined) continue;
    checked += 1;
    try {
      const difference = ours ? await compare(ctx, provider, ours, theirs) : unknownHere(theirs);
      if (difference) differences.push(difference);
    } catch (error) {
      // One payment that can't be compared keeps none of the others from being mended.
      ctx.log.error({ err: error, provider: provider.name, provider_ref: theirs.ref }, 'payment not reconciled');
      differences.push(notCompared(ours, theirs));
      failures.push(error);
    }
  }
  differences.push(...(await unknownThere(ctx, provider, since, seen)));
  const id = newId(started_at.getTime());
  await ctx.db.reconciliations.create({
    data: {
      id,
      provider: provider.name,
      since,
      started_at,
      finished_at: ctx.clock.now(),
      checked,
      mended: differences.filter(({ mended }) => mended).length,
      differences,
    },
  });
  const open = differences.filter(({ mended }) => !mended).length;
  ctx.log[open > 0 ? 'error' : 'info']({ provider: provider.name, checked, differences: open }, 'payments reconciled');
  return { id, failures };
}

function notCompared(ours: CardPayment | undefined, theirs: ProviderPayment): Difference {
  const sum = `${theirs.amount.toFixed()} ${theirs.currency}`;
  const about = { payment_id: ours?.id ?? null, provider_ref: theirs.ref };
  return { kind: 'not_compared', ...about, ours: ours?.status ?? 'no such payment', theirs: sum, mended: false };
}

function unknownHere({ ref, amount: sum, currency }: ProviderPayment): Difference {
  const theirs = `${sum.toFixed()} ${currency}`;
  return { kind: 'unknown_here', payment_id: null, provider_ref: ref, ours: 'no such payment', theirs, mended: false };
}

async function compare(
  ctx: Ctx,
  provider: PaymentProvider,
  ours: CardPayment,
  theirs: ProviderPayment,
): Promise<Difference | undefined> {
  const about = { payment_id: ours.id, provider_ref: theirs.ref };
  const isPaid = (ours.status === 'succeeded' || ours.status === 'surplus') && ours.provider_ref === theirs.ref;
  if (theirs.status === 'succeeded' && !isPaid) {
    await settle(ctx, provider.name, theirs);
    return { kind: 'not_recorded', ...about, ours: ours.status, theirs: 'succeeded', mended: true };
  }
  if (!isPaid) {
    await settle(ctx, provider.name, theirs);
    return undefined;
  }
  if (theirs.status !== 'succeeded')
    return { kind: 'not_recorded', ...about, ours: ours.status, theirs: theirs.status, mended: false };
  if (!theirs.received.equals(amount(ours.amount)))
    return {
      kind: 'amount',
      ...about,
      ours: amount(ours.amount).toFixed(),
      theirs: theirs.received.toFixed(),
      mended: false,
    };
  return theirs.refunded === undefined ? undefined : compareRefunds(ctx, ours, theirs, theirs.refunded);
}

async function compareRefunds(
  ctx: Ctx,
  ours: CardPayment,
  { ref }: ProviderPayment,
  theirs: ReturnType<typeof amount>,
): Promise<Difference | undefined> {
  const refunds = await ctx.db.refunds.findMany({ where: { payment_id: ours.id, provider: 'stripe' } });
  const sumOf = (rows: typeof refunds) => rows.reduce((sum, row) => sum.plus(amount(row.amount)), amount(0));
  const asked = sumOf(refunds);
  const done = sumOf(refunds.filter((refund) => refund.status === 'succeeded'));
  const about = { payment_id: ours.id, provider_ref: ref, ours: asked.toFixed(), theirs: theirs.toFixed() };
  if (theirs.greaterThan(asked)) {
    const { outcome } = await withTransaction(ctx, (tx) => refundedThere(tx, ctx, ours, theirs), { side: true });
    return { kind: 'refund', ...about, mended: outcome === 'applied' };
  }
  // Between the two, one is on its way.
  return theirs.lessThan(done) ? { kind: 'refund', ...about, ours: done.toFixed(), mended: false } : undefined;
}

/** What we count as paid, and the provider did not name. */
async function unknownThere(
  ctx: Ctx,
  provider: PaymentProvider,
  since: Date,
  seen: Set<string>,
): Promise<Difference[]> {
  const rows = await ctx.db.payments.findMany({
    where: {
      provider: provider.name,
      status: { in: ['succeeded', 'surplus'] },
      created_at: { gte: since, lte: addSeconds(ctx.clock.now(), -SETTLING_SECONDS) },
    },
    select: { id: true, provider_ref: true, amount: true, currency: true },
  });
  const missing: Difference[] = [];
  for (const row of rows) {
    // Begun a little before this time there, and after it here.
    if (seen.has(row.id) || (row.provider_ref !== null && (await provider.fetchPayment(row.provider_ref)))) continue;
    const ours = `${row.amount.toFixed()} ${row.currency}`;
    missing.push({
      kind: 'unknown_there',
      payment_id: row.id,
      provider_ref: row.provider_ref,
      ours,
      theirs: 'no such payment',
      mended: false,
    });
  }
  return missing;
}

/** By an administrator, now. */
export async function reconcileNow(ctx: UserCtx, { days }: z.output<typeof reconcileInput>): Promise<{ id: string }> {
  const since = addSeconds(ctx.clock.now(), -days * DAY);
  const provider = await providerOf(ctx, 'stripe');
  const { id } = await reconcileWith(systemContext(ctx, 'payments.reconcile'), provider, since);
  return withTransaction(ctx, async () => ({ id }));
}

type ReconciliationView = z.output<typeof reconciliationOutput>;

export async function getReconciliation(ctx: UserCtx, { id }: { id: string }): Promise<ReconciliationView> {
  return view(await ctx.db.reconciliations.findUniqueOrThrow({ where: { id } }));
}

/** The latest first. */
export async function listReconciliations(
  ctx: UserCtx,
  input: z.output<typeof listReconciliationsInput>,
): Promise<Page<ReconciliationView>> {
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.reconciliations.findMany({ orderBy: { started_at: 'desc' }, skip, take }),
    ctx.db.reconciliations.count(),
  ]);
  return toPage(input, rows.map(view), total);
}

function view(row: Awaited<ReturnType<UserCtx['db']['reconciliations']['findUniqueOrThrow']>>): ReconciliationView {
  return {
    ...row,
    since: iso(row.since),
    started_at: iso(row.started_at),
    finished_at: iso(row.finished_at),
    differences: row.differences as Difference[],
  };
}

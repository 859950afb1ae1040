import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { readCached } from '../../kernel/cache.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { type DbOrTx, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { recordUpload, storeUpload } from '../media/index.ts';
import { vendorErrors } from './vendors.errors.ts';
import type { dashboardOutput, listPublicVendorsInput, updateProfileInput } from './vendors.schema.ts';
import {
  nameOfVendor,
  type PublicVendorView,
  publicVendorView,
  type VendorAccount,
  type VendorView,
  vendorView,
  withPublicParts,
  withVendor,
} from './vendors.view.ts';

type ListInput = z.output<typeof listPublicVendorsInput>;

/** `oc-mena.md`, Public vendor list: who was approved, by name. */
export async function listPublicVendors(ctx: Ctx, input: ListInput): Promise<Page<PublicVendorView>> {
  const load = () => findPublicVendors(ctx, input);
  // What somebody searches for is rarely searched for again.
  if (input.search !== undefined) return load();
  return (await readCached(ctx, { key: `vendors:${JSON.stringify(input)}` }, load)).value;
}

async function findPublicVendors(ctx: Ctx, input: ListInput): Promise<Page<PublicVendorView>> {
  const where: Prisma.vendorsWhereInput = {
    status: 'approved',
    user: { role: 'vendor', is_active: true },
    ...(input.event && {
      booths: { some: { event_id: input.event, event: { status: { in: ['approved', 'completed'] } } } },
    }),
    ...(input.category && { category: { equals: input.category, mode: 'insensitive' } }),
    ...(input.search && { name: { contains: input.search, mode: 'insensitive' } }),
  };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.vendors.findMany({
      where,
      include: withPublicParts,
      orderBy: [{ name: 'asc' }, { user_id: 'asc' }],
      skip,
      take,
    }),
    ctx.db.vendors.count({ where }),
  ]);
  return toPage(
    input,
    rows.map((row) => publicVendorView(ctx, row)),
    total,
  );
}

/** @throws vendor.not_found for an account that is no vendor's */
export async function findVendor(db: DbOrTx, id: string): Promise<VendorAccount> {
  const account = await db.users.findUnique({ where: { id }, include: withVendor });
  if (!account || (account.role !== 'vendor' && !account.vendor)) throw vendorErrors.not_found();
  return account;
}

/** `oc-mena.md`, Vendor profile. Until something is said in it, it says what the account does. */
export async function getOwnProfile(ctx: UserCtx): Promise<VendorView> {
  return vendorView(ctx, await findVendor(ctx.db, ctx.actor.id));
}

/** `oc-mena.md`, Update profile: makes it where there is none. */
export async function updateOwnProfile(
  ctx: UserCtx,
  { logo, ...fields }: z.output<typeof updateProfileInput>,
): Promise<VendorView> {
  const account = await findVendor(ctx.db, ctx.actor.id);
  const upload = await storeUpload(ctx, { field: 'logo', kind: 'logo', file: logo });
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    await ensureVendor(tx, ctx, account);
    const logo_id = logo === null ? null : await recordUpload(tx, upload, ctx.actor.id, now);
    const { name, description, category, website, contact_email, phone } = fields;
    const said = { name, description, category, website, contact_email, phone, logo_id };
    const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    await tx.vendors.update({ where: { user_id: ctx.actor.id }, data: { ...given, updated_at: now } });
    await audit(tx, {
      action: 'vendor.updated',
      subject_type: 'vendor',
      subject_id: ctx.actor.id,
      data: { fields: Object.keys(given).join(',') },
    });
    return vendorView(ctx, await findVendor(tx, ctx.actor.id));
  });
}

/** The profile's row, for whoever is the first to write something in it; of two at once one makes it. */
export async function ensureVendor(tx: Tx, ctx: Ctx, account: VendorAccount): Promise<void> {
  const now = ctx.clock.now();
  const { count } = await tx.vendors.createMany({
    data: [{ user_id: account.id, name: nameOfVendor(account), created_at: now, updated_at: now }],
    skipDuplicates: true,
  });
  if (count > 0) await audit(tx, { action: 'vendor.created', subject_type: 'vendor', subject_id: account.id });
}

/** `oc-mena.md`, Vendor dashboard: where to be, and what is still to do. */
export async function getDashboard(ctx: UserCtx): Promise<z.output<typeof dashboardOutput>> {
  const account = await findVendor(ctx.db, ctx.actor.id);
  const vendor = vendorView(ctx, account);
  const { booths } = vendor;
  const booth = booths.find(({ setup_status }) => setup_status === 'assigned') ?? booths[0] ?? null;
  const events = new Set(booths.flatMap(({ event }) => (event ? [event.id] : [])));
  const sold = await ctx.db.event_statistics.aggregate({
    where: { event_id: { in: [...events] } },
    _sum: { total_tickets_sold: true },
  });
  return {
    vendor,
    setup_status: booth === null ? 'no_booth' : booth.setup_status === 'set_up' ? 'set_up' : 'assigned',
    booth,
    event: booth?.event ?? null,
    counts: {
      booths: booths.length,
      set_up: booths.filter(({ setup_status }) => setup_status === 'set_up').length,
      events: events.size,
      expected_visitors: sold._sum.total_tickets_sold ?? 0,
    },
  };
}

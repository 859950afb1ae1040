import type { Prisma, vendor_status } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { boothAssignedMail } from '../notifications/index.ts';
import { requireBooth } from './booths.service.ts';
import { ensureVendor, findVendor } from './profile.service.ts';
import { newSetupSecret } from './setup-qr.ts';
import { boothErrors, vendorErrors } from './vendors.errors.ts';
import type { assignBoothInput, decideVendorInput, listVendorsInput, unassignBoothInput } from './vendors.schema.ts';
import { mayBecome } from './vendors.state.ts';
import { type BoothView, boothView, type VendorView, vendorView, withVendor } from './vendors.view.ts';

/**
 * `oc-mena.md`, Assign booth: to one vendor at a time; a vendor may have several. Whoever is given a booth takes part, so
 * a pending vendor is approved with it. Assigning it to who has it already changes nothing.
 * @throws booth.not_found, booth.taken, booth.event_over, vendor.not_found, vendor.suspended
 */
export async function assignBooth(
  ctx: UserCtx,
  { booth_id, vendor_id }: z.output<typeof assignBoothInput>,
): Promise<BoothView> {
  const now = ctx.clock.now();
  const booth = await requireBooth(ctx.db, booth_id);
  const account = await findVendor(ctx.db, vendor_id);
  const event = booth.event && (await ctx.db.events.findUnique({ where: { id: booth.event.id } }));
  if (event && (event.status === 'cancelled' || event.ends_at <= now)) throw boothErrors.event_over();
  return withTransaction(ctx, async (tx) => {
    await ensureVendor(tx, ctx, account);
    await approveTakingPart(tx, ctx, vendor_id);
    const { count } = await tx.booths.updateMany({
      where: { id: booth_id, vendor_id: null },
      data: { vendor_id, assigned_at: now, setup_secret: newSetupSecret(), updated_at: now },
    });
    const assigned = await requireBooth(tx, booth_id);
    if (assigned.vendor_id !== vendor_id) throw boothErrors.taken();
    if (count > 0) {
      const data = { vendor_id };
      await audit(tx, { action: 'booth.assigned', subject_type: 'booth', subject_id: booth_id, data });
      await enqueue(tx, boothAssignedMail, { booth_id });
    }
    return boothView(assigned);
  });
}

async function approveTakingPart(tx: Tx, ctx: Ctx, user_id: string): Promise<void> {
  // Locked, so that nobody is suspended between this look and the commit.
  const [row] = await tx.$queryRaw<{ status: vendor_status }[]>`
    SELECT status FROM vendors WHERE user_id = ${user_id}::uuid FOR NO KEY UPDATE`;
  if (row?.status === 'suspended') throw vendorErrors.suspended();
  if (row?.status === 'pending') await moveVendor(tx, ctx, { user_id, from: 'pending', to: 'approved' });
}

/** Takes a booth back; its setup QR is worthless from now on. */
export async function unassignBooth(
  ctx: UserCtx,
  { booth_id }: z.output<typeof unassignBoothInput>,
): Promise<BoothView> {
  const before = await requireBooth(ctx.db, booth_id);
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.booths.updateMany({
      where: { id: booth_id, vendor_id: before.vendor_id, AND: { vendor_id: { not: null } } },
      data: {
        vendor_id: null,
        assigned_at: null,
        setup_secret: null,
        set_up_at: null,
        set_up_by: null,
        updated_at: ctx.clock.now(),
      },
    });
    if (count === 0) throw boothErrors.not_assigned();
    const data = { vendor_id: before.vendor_id };
    await audit(tx, { action: 'booth.unassigned', subject_type: 'booth', subject_id: booth_id, data });
    return boothView(await requireBooth(tx, booth_id));
  });
}

/** `oc-mena.md`, List all vendors: accounts with that role, also those that have said nothing yet. */
export async function listVendors(ctx: UserCtx, input: z.output<typeof listVendorsInput>): Promise<Page<VendorView>> {
  const contains = input.search ? { contains: input.search, mode: 'insensitive' as const } : undefined;
  const where: Prisma.usersWhereInput = {
    AND: [
      { OR: [{ role: 'vendor' }, { vendor: { isNot: null } }] },
      input.status ? inStatus(input.status) : {},
      contains ? { OR: [{ username: contains }, { email: contains }, { vendor: { name: contains } }] } : {},
    ],
  };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.users.findMany({
      where,
      include: withVendor,
      orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
      skip,
      take,
    }),
    ctx.db.users.count({ where }),
  ]);
  return toPage(
    input,
    rows.map((row) => vendorView(ctx, row)),
    total,
  );
}

/** Who has no profile yet is pending like one who has just written it. */
function inStatus(status: vendor_status): Prisma.usersWhereInput {
  const said = { vendor: { status } };
  return status === 'pending' ? { OR: [said, { vendor: null }] } : said;
}

/** Approves, suspends, or takes a suspension back. */
export async function decideVendor(
  ctx: UserCtx,
  { id, status }: z.output<typeof decideVendorInput>,
): Promise<VendorView> {
  const account = await findVendor(ctx.db, id);
  const from = account.vendor?.status ?? 'pending';
  if (!mayBecome(from, status)) throw vendorErrors.wrong_state(`A vendor that is ${from} can’t become ${status}.`);
  return withTransaction(ctx, async (tx) => {
    await ensureVendor(tx, ctx, account);
    await moveVendor(tx, ctx, { user_id: id, from, to: status });
    return vendorView(ctx, await findVendor(tx, id));
  });
}

type Move = { user_id: string; from: vendor_status; to: vendor_status };

/** The one place in which a vendor changes its state: compare-and-set, with its audit entry. */
async function moveVendor(tx: Tx, ctx: Ctx, { user_id, from, to }: Move): Promise<void> {
  const { count } = await tx.vendors.updateMany({
    where: { user_id, status: from },
    data: { status: to, updated_at: ctx.clock.now() },
  });
  if (count === 0) throw vendorErrors.wrong_state();
  await audit(tx, { action: `vendor.${to}`, subject_type: 'vendor', subject_id: user_id, data: { from } });
}

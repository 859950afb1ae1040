import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { iso } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { qrPngDataUrl } from '../ticket-qr/index.ts';
import { requireBooth } from './booths.service.ts';
import { findVendor } from './profile.service.ts';
import { signSetupQr, verifySetupQr } from './setup-qr.ts';
import { boothErrors, vendorErrors } from './vendors.errors.ts';
import type { scanSetupInput, scanSetupOutput, setupQrInput, setupQrOutput } from './vendors.schema.ts';
import { boothView, vendorView } from './vendors.view.ts';

/**
 * `oc-mena.md`, Vendor setup QR: what opens the gate to set a booth up.
 * @throws vendor.without_booth, vendor.suspended, booth.not_found for a booth that is not the vendor's
 */
export async function getSetupQr(
  ctx: UserCtx,
  { booth_id }: z.output<typeof setupQrInput>,
): Promise<z.output<typeof setupQrOutput>> {
  const { vendor } = await findVendor(ctx.db, ctx.actor.id);
  if (vendor?.status === 'suspended') throw vendorErrors.suspended();
  const booths = vendor?.booths ?? [];
  const next = booths.find(({ set_up_at }) => set_up_at === null) ?? booths[0];
  const booth = booth_id === undefined ? next : booths.find(({ id }) => id === booth_id);
  if (!vendor || !booth?.setup_secret)
    throw booth_id === undefined ? vendorErrors.without_booth() : boothErrors.not_found();
  const text = signSetupQr(ctx.env, { booth_id: booth.id, setup_secret: booth.setup_secret });
  return {
    qr_code: await qrPngDataUrl(text),
    qr_code_string: text,
    vendor_id: vendor.user_id,
    vendor: vendor.name,
    booth_id: booth.id,
    booth: booth.number,
    event: booth.event?.title ?? null,
    set_up_at: iso(booth.set_up_at),
  };
}

/**
 * Staff at the gate let a vendor in. The first scan is what counts; later ones say when that was, because a vendor
 * fetches more than one box.
 * @throws booth.qr_invalid, booth.qr_superseded, vendor.suspended
 */
export async function scanSetup(
  ctx: UserCtx,
  { qr }: z.output<typeof scanSetupInput>,
): Promise<z.output<typeof scanSetupOutput>> {
  const content = verifySetupQr(ctx.env, qr);
  if (!content) throw boothErrors.qr_invalid(undefined, { fields: { qr: ['This is not a setup QR of ours.'] } });
  const { booth_id, setup_secret } = content;
  const booth = await ctx.db.booths.findFirst({ where: { id: booth_id, setup_secret }, include: { vendor: true } });
  if (!booth?.vendor_id) throw boothErrors.qr_superseded();
  if (booth.vendor?.status === 'suspended') throw vendorErrors.suspended();
  const { vendor_id } = booth;
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const { count } = await tx.booths.updateMany({
      where: { id: booth_id, setup_secret, set_up_at: null },
      data: { set_up_at: now, set_up_by: ctx.actor.id, updated_at: now },
    });
    const after = await requireBooth(tx, booth_id);
    // Given to somebody else since the look above.
    if (after.setup_secret !== setup_secret || !after.set_up_at) throw boothErrors.qr_superseded();
    if (count > 0)
      await audit(tx, { action: 'booth.set_up', subject_type: 'booth', subject_id: booth_id, data: { vendor_id } });
    return {
      result: count > 0 ? ('set_up' as const) : ('already_set_up' as const),
      set_up_at: iso(after.set_up_at),
      vendor: vendorView(ctx, await findVendor(tx, vendor_id)),
      booth: boothView(after),
    };
  });
}

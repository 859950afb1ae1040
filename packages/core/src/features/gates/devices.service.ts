import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { randomCode, sha256Hex } from '../../kernel/crypto.ts';
import { fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { addressKey, hitAll } from '../../kernel/rate-limit.ts';
import { addSeconds, iso } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { eventErrors, requireManager } from '../events/index.ts';
import { openQrSigner, openTextSigner } from '../ticket-qr/index.ts';
import { newDeviceToken } from './device-token.ts';
import { gateErrors } from './gates.errors.ts';
import type {
  addDeviceInput,
  DEVICE_STATUSES,
  gateDeviceOutput,
  pairedOutput,
  pairInput,
  pairingOutput,
} from './gates.schema.ts';
import { requireGateManager } from './gates.service.ts';

type DeviceView = z.output<typeof gateDeviceOutput>;

/** Long enough to walk to the gate, short enough that a code on a screen is soon worth nothing. */
const PAIRING_SECONDS = 15 * 60;
/** 49 bits, which is plenty for fifteen minutes and few attempts, and can still be typed. */
const CODE_LENGTH = 10;
/** Wrong codes an address may try in a quarter of an hour. */
const ATTEMPTS = 30;

const withGate = { gate: true } as const satisfies Prisma.gate_devicesInclude;
type DeviceRow = Prisma.gate_devicesGetPayload<{ include: typeof withGate }>;

/** The devices of an event's gates, the latest first; for those who manage the event. */
export async function listDevices(
  ctx: UserCtx,
  { id, ...input }: PageInput & { id: string },
): Promise<Page<DeviceView>> {
  const event = await ctx.db.events.findUnique({ where: { id } });
  await requireManager(ctx.db, ctx.actor, event);
  const now = ctx.clock.now();
  const where = { gate: { event_id: id } };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.gate_devices.findMany({
      where,
      include: withGate,
      orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
      skip,
      take,
    }),
    ctx.db.gate_devices.count({ where }),
  ]);
  return toPage(
    input,
    rows.map((row) => deviceView(row, now)),
    total,
  );
}

/** Makes place for a device at a gate; the code that it answers is entered there within a quarter of an hour. */
export function addDevice(
  ctx: UserCtx,
  { id, name }: z.output<typeof addDeviceInput>,
): Promise<z.output<typeof pairingOutput>> {
  return withTransaction(ctx, async (tx) => {
    const gate = await requireGateManager(tx, ctx, id);
    if (gate.closed_at) throw gateErrors.closed();
    const now = ctx.clock.now();
    const pairing_code = randomCode(CODE_LENGTH);
    const device = await tx.gate_devices.create({
      data: {
        id: newId(now.getTime()),
        gate_id: id,
        name,
        pairing_hash: sha256Hex(pairing_code),
        pairing_expires_at: addSeconds(now, PAIRING_SECONDS),
        created_by: ctx.actor.id,
        created_at: now,
      },
      include: withGate,
    });
    await audit(tx, {
      action: 'gate.device_added',
      subject_type: 'gate',
      subject_id: id,
      data: { device_id: device.id },
    });
    return { device: deviceView(device, now), pairing_code, expires_at: iso(device.pairing_expires_at) };
  });
}

/**
 * Exchanges a pairing code for the device's token, once: of two that enter the same code, one is too late.
 * @throws gate.pairing_invalid, request.rate_limited
 */
export async function pairDevice(
  ctx: Ctx,
  { pairing_code, code = pairing_code }: z.output<typeof pairInput>,
): Promise<z.output<typeof pairedOutput>> {
  if (code === undefined) throw fieldError('pairing_code', 'This field is required.');
  const tries = { key: `pair:${addressKey(ctx.call.ip)}`, limit: ATTEMPTS, window_seconds: 900 };
  // Counted before the transaction: a second connection inside of it could wait for those who wait for it.
  const takeBack = await hitAll(ctx, [tries]);
  const token = newDeviceToken();
  // People type in lower case, and in groups.
  const pairing_hash = sha256Hex(code.toUpperCase().replace(/[\s-]/g, ''));
  const paired = await withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const { count } = await tx.gate_devices.updateMany({
      where: {
        pairing_hash,
        token_hash: null,
        revoked_at: null,
        pairing_expires_at: { gt: now },
        gate: { closed_at: null },
      },
      data: { token_hash: sha256Hex(token), paired_at: now, last_seen_at: now },
    });
    if (count === 0) throw gateErrors.pairing_invalid();
    const device = await tx.gate_devices.findUniqueOrThrow({
      where: { pairing_hash },
      include: { gate: { include: { event: { select: { title: true } } } } },
    });
    await audit(tx, {
      action: 'gate.device_paired',
      subject_type: 'gate',
      subject_id: device.gate_id,
      data: { device_id: device.id },
    });
    return {
      token,
      device: deviceView(device, now),
      event_id: device.gate.event_id,
      event: device.gate.event.title,
      qr_public_key: openQrSigner(ctx.env.QR_SIGNING_SECRET).public_key,
      snapshot_public_key: openTextSigner(ctx.env.QR_SIGNING_SECRET, 'gate-snapshot').public_key,
    };
  });
  takeBack();
  return paired;
}

/** Takes a device's token away, or its pairing code where it was not used yet. */
export function revokeDevice(ctx: UserCtx, { id }: { id: string }): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    const device = await tx.gate_devices.findUnique({ where: { id }, include: { gate: { include: { event: true } } } });
    if (!device) throw gateErrors.device_not_found();
    await requireManager(tx, ctx.actor, device.gate.event).catch((refusal: unknown) => {
      // To whom the event does not exist, the device does not either.
      throw (refusal as { code?: string }).code === eventErrors.not_found().code
        ? gateErrors.device_not_found()
        : refusal;
    });
    const { count } = await tx.gate_devices.updateMany({
      where: { id, revoked_at: null },
      data: { revoked_at: ctx.clock.now() },
    });
    if (count === 0) throw gateErrors.device_not_found();
    await audit(tx, {
      action: 'gate.device_revoked',
      subject_type: 'gate',
      subject_id: device.gate_id,
      data: { device_id: id },
    });
  });
}

function deviceView(device: DeviceRow, now: Date): DeviceView {
  return {
    id: device.id,
    gate_id: device.gate_id,
    gate: device.gate.name,
    name: device.name,
    status: statusOf(device, now),
    paired_at: iso(device.paired_at),
    last_seen_at: iso(device.last_seen_at),
    revoked_at: iso(device.revoked_at),
    created_at: iso(device.created_at),
  };
}

function statusOf(device: DeviceRow, now: Date): (typeof DEVICE_STATUSES)[number] {
  if (device.revoked_at || device.gate.closed_at) return 'revoked';
  if (device.paired_at) return 'paired';
  return device.pairing_expires_at > now ? 'waiting' : 'expired';
}

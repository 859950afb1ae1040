import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { addSeconds, iso } from '../../kernel/time.ts';
import { type DbOrTx, isUniqueViolation, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { eventErrors, requireManager } from '../events/index.ts';
import { gateErrors } from './gates.errors.ts';
import { requireScanner } from './gates.policy.ts';
import {
  type changeGateSettingsInput,
  type createGateInput,
  DOORS_OPEN_MINUTES_BEFORE,
  type gateOutput,
  type gateSettingsOutput,
  type renameGateInput,
} from './gates.schema.ts';

type GateView = z.output<typeof gateOutput>;
type SettingsView = z.output<typeof gateSettingsOutput>;

const withDevices = {
  _count: { select: { devices: { where: { paired_at: { not: null }, revoked_at: null } } } },
} as const satisfies Prisma.gatesInclude;

type GateRow = Prisma.gatesGetPayload<{ include: typeof withDevices }>;

/** The event, if the caller manages it. */
async function managedEvent(db: DbOrTx, ctx: UserCtx, id: string) {
  const event = await db.events.findUnique({ where: { id }, include: { gate_settings: true } });
  await requireManager(db, ctx.actor, event);
  if (!event) throw eventErrors.not_found();
  return event;
}

/** When the gates of an event admit, and whether twice; for whoever may scan there. */
export async function getSettings(ctx: UserCtx, { id }: { id: string }): Promise<SettingsView> {
  await requireScanner(ctx.db, ctx.actor, id);
  const event = await ctx.db.events.findUniqueOrThrow({ where: { id }, include: { gate_settings: true } });
  return settingsView(event, event.gate_settings);
}

export function changeSettings(
  ctx: UserCtx,
  { id, ...changes }: z.output<typeof changeGateSettingsInput>,
): Promise<SettingsView> {
  return withTransaction(ctx, async (tx) => {
    const event = await managedEvent(tx, ctx, id);
    const settings = {
      doors_open_minutes_before:
        changes.doors_open_minutes_before ??
        event.gate_settings?.doors_open_minutes_before ??
        DOORS_OPEN_MINUTES_BEFORE,
      allows_reentry: changes.allows_reentry ?? event.gate_settings?.allows_reentry ?? false,
      updated_at: ctx.clock.now(),
    };
    const row = await tx.gate_settings.upsert({
      where: { event_id: id },
      create: { event_id: id, ...settings },
      update: settings,
    });
    const { doors_open_minutes_before, allows_reentry } = settings;
    await audit(tx, {
      action: 'event.gate_settings_changed',
      subject_type: 'event',
      subject_id: id,
      data: { doors_open_minutes_before, allows_reentry },
    });
    return settingsView(event, row);
  });
}

type Settings = { doors_open_minutes_before: number; allows_reentry: boolean } | null;

function settingsView({ id, starts_at }: { id: string; starts_at: Date }, settings: Settings): SettingsView {
  const minutes = settings?.doors_open_minutes_before ?? DOORS_OPEN_MINUTES_BEFORE;
  return {
    event_id: id,
    doors_open_minutes_before: minutes,
    doors_open_at: iso(addSeconds(starts_at, -60 * minutes)),
    allows_reentry: settings?.allows_reentry ?? false,
  };
}

/** The gates of an event, closed ones too, for whoever may scan there. */
export async function listGates(ctx: UserCtx, { id, ...input }: PageInput & { id: string }): Promise<Page<GateView>> {
  await requireScanner(ctx.db, ctx.actor, id);
  const where = { event_id: id };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.gates.findMany({
      where,
      include: withDevices,
      orderBy: [{ name: 'asc' }, { created_at: 'asc' }],
      skip,
      take,
    }),
    ctx.db.gates.count({ where }),
  ]);
  return toPage(input, rows.map(gateView), total);
}

export function createGate(ctx: UserCtx, { id, name }: z.output<typeof createGateInput>): Promise<GateView> {
  return named(() =>
    withTransaction(ctx, async (tx) => {
      await managedEvent(tx, ctx, id);
      const now = ctx.clock.now();
      const gate = await tx.gates.create({
        data: { id: newId(now.getTime()), event_id: id, name, created_at: now },
        include: withDevices,
      });
      await audit(tx, { action: 'gate.opened', subject_type: 'gate', subject_id: gate.id, data: { event_id: id } });
      return gateView(gate);
    }),
  );
}

export function renameGate(ctx: UserCtx, { id, name }: z.output<typeof renameGateInput>): Promise<GateView> {
  return named(() =>
    withTransaction(ctx, async (tx) => {
      await requireGateManager(tx, ctx, id);
      const { count } = await tx.gates.updateMany({ where: { id, closed_at: null }, data: { name } });
      if (count === 0) throw gateErrors.closed();
      await audit(tx, { action: 'gate.renamed', subject_type: 'gate', subject_id: id });
      return gateView(await tx.gates.findUniqueOrThrow({ where: { id }, include: withDevices }));
    }),
  );
}

/** Closes a gate for good: its devices are nobody from then on. What it scanned stays. */
export function closeGate(ctx: UserCtx, { id }: { id: string }): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    await requireGateManager(tx, ctx, id);
    const { count } = await tx.gates.updateMany({
      where: { id, closed_at: null },
      data: { closed_at: ctx.clock.now() },
    });
    if (count === 0) throw gateErrors.closed();
    await audit(tx, { action: 'gate.closed', subject_type: 'gate', subject_id: id });
  });
}

/**
 * The gate, if the caller manages its event. To whoever may not even know the event there is no such gate.
 * @throws gate.not_found, event.not_yours
 */
export async function requireGateManager(db: DbOrTx | Tx, ctx: UserCtx, id: string) {
  const gate = await db.gates.findUnique({ where: { id }, include: { event: true } });
  if (!gate) throw gateErrors.not_found();
  await requireManager(db, ctx.actor, gate.event);
  return gate;
}

async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isUniqueViolation(error) ? gateErrors.name_taken() : error;
  }
}

function gateView({ id, event_id, name, created_at, closed_at, _count }: GateRow): GateView {
  return {
    id,
    event_id,
    name,
    is_open: closed_at === null,
    devices: _count.devices,
    created_at: iso(created_at),
    closed_at: iso(closed_at),
  };
}

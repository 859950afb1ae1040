import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { commonErrors, fieldError } from '../../kernel/errors.ts';
import { iso, parseInstant } from '../../kernel/time.ts';
import { type DbOrTx, isUniqueViolation, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { eventErrors, requireManager, setHasWaitingRoom } from '../events/index.ts';
import { forgetRoom } from './board.ts';
import { FIRST_RATE } from './pace.ts';
import { waitingRoomErrors } from './waiting-room.errors.ts';
import type { changeWaitingRoomInput, waitingRoomSettingsOutput } from './waiting-room.schema.ts';

type SettingsView = z.output<typeof waitingRoomSettingsOutput>;
type ChangeInput = z.output<typeof changeWaitingRoomInput>;

async function managedEvent(db: DbOrTx, ctx: UserCtx, id: string) {
  const event = await db.events.findUnique({ where: { id }, include: { waiting_room: true } });
  await requireManager(db, ctx.actor, event);
  if (!event) throw eventErrors.not_found();
  return event;
}

type ManagedEvent = Awaited<ReturnType<typeof managedEvent>>;

/** How an event's waiting room is set, and how it goes; for who manages the event. */
export async function getWaitingRoom(ctx: UserCtx, { id }: { id: string }): Promise<SettingsView> {
  return settingsView(ctx.db, ctx, await managedEvent(ctx.db, ctx, id));
}

/**
 * Switches the waiting room on, or changes it. One that was switched off goes on with everybody where they were.
 * @throws event.closed, waiting_room.has_opened, request.invalid on `opens_at`
 */
export async function changeWaitingRoom(ctx: UserCtx, { id, ...input }: ChangeInput): Promise<SettingsView> {
  const view = await withTransaction(ctx, async (tx) => {
    const event = await managedEvent(tx, ctx, id);
    const now = ctx.clock.now();
    if (event.status === 'cancelled' || event.status === 'completed' || event.ends_at <= now)
      throw eventErrors.closed();
    const settings = {
      opens_at: await openingOf(tx, event, input),
      max_per_minute: input.max_per_minute ?? null,
      closed_at: null,
      updated_at: now,
    };
    const drawn_at = event.waiting_room?.drawn_at ?? null;
    if (event.waiting_room) {
      // The doors may open at this very moment: then this is too late.
      const { count } = await tx.waiting_rooms.updateMany({ where: { event_id: id, drawn_at }, data: settings });
      if (count === 0) throw commonErrors.conflict();
    } else {
      // With a credit of one, however slow it is set: the first goes in when the doors open.
      const pace = { rate: FIRST_RATE, credit: 1 };
      await tx.waiting_rooms
        .create({ data: { event_id: id, ...pace, created_at: now, ...settings } })
        .catch((error: unknown) => {
          // Somebody else has switched it on at this moment.
          throw isUniqueViolation(error) ? commonErrors.conflict() : error;
        });
    }
    await setHasWaitingRoom(tx, id, true);
    await audit(tx, {
      action: 'event.waiting_room_changed',
      subject_type: 'event',
      subject_id: id,
      data: { opens_at: iso(settings.opens_at), max_per_minute: settings.max_per_minute },
    });
    return settingsView(tx, ctx, await managedEvent(tx, ctx, id));
  });
  forgetRoom(ctx.db, id);
  return view;
}

/** What was asked for; else what it is already, once they were drawn; else when the first type goes on sale. */
async function openingOf(tx: Tx, event: ManagedEvent, { opens_at }: Pick<ChangeInput, 'opens_at'>): Promise<Date> {
  const room = event.waiting_room;
  const wanted = opens_at ? parseInstant(opens_at, event.timezone) : undefined;
  if (room?.drawn_at) {
    if (wanted && wanted.getTime() !== room.opens_at.getTime()) throw waitingRoomErrors.has_opened();
    return room.opens_at;
  }
  if (wanted) {
    if (wanted >= event.ends_at) throw fieldError('opens_at', 'The doors open before the event ends.');
    return wanted;
  }
  const first = await tx.ticket_types.aggregate({ where: { event_id: event.id }, _min: { sale_starts_at: true } });
  if (!first._min.sale_starts_at)
    throw fieldError('opens_at', 'Say when the doors open: there is no ticket type yet whose sale begins.');
  return first._min.sale_starts_at;
}

/**
 * Switches it off: from now on everybody buys without admission, in all processes.
 * @throws waiting_room.not_found
 */
export async function closeWaitingRoom(ctx: UserCtx, { id }: { id: string }): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    await managedEvent(tx, ctx, id);
    const now = ctx.clock.now();
    const { count } = await tx.waiting_rooms.updateMany({
      where: { event_id: id, closed_at: null },
      data: { closed_at: now, led_by: null, led_until: null, updated_at: now },
    });
    if (count === 0) throw waitingRoomErrors.not_found();
    await setHasWaitingRoom(tx, id, false);
    await audit(tx, { action: 'event.waiting_room_closed', subject_type: 'event', subject_id: id });
  });
  forgetRoom(ctx.db, id);
}

async function settingsView(db: DbOrTx, { clock }: UserCtx, event: ManagedEvent): Promise<SettingsView> {
  const { waiting_room: room, id: event_id } = event;
  const [queue] = await db.$queryRaw<{ waiting: number; may_buy: number }[]>`
    SELECT (SELECT count(*)::int FROM waiting_places AS p WHERE p.event_id = ${event_id}::uuid
        AND (p.place IS NULL OR p.place > ${room?.admitted_through ?? 0})) AS waiting,
      (SELECT coalesce(sum(a.through - a.after), 0)::int FROM waiting_admissions AS a
        WHERE a.event_id = ${event_id}::uuid AND a.expires_at > ${clock.now()}) AS may_buy`;
  return {
    event_id,
    is_on: event.has_waiting_room,
    opens_at: iso(room?.opens_at ?? null),
    max_per_minute: room?.max_per_minute ?? null,
    drawn_at: iso(room?.drawn_at ?? null),
    drawn: room?.drawn ?? 0,
    seed: room?.seed ?? null,
    ...queue!,
    admitted: room?.admitted_through ?? 0,
    admitted_per_minute: Math.round((room?.pace ?? 0) * 60),
    rate_per_minute: Math.round((room?.rate ?? 0) * 60),
    places_left: room?.places_left ?? null,
  };
}

import type { World } from '@setiket/testing/world';
import { authenticateDevice } from '../src/features/gates/index.ts';
import { openQrSigner } from '../src/features/ticket-qr/index.ts';
import type { GateActor, UserActor } from '../src/kernel/context.ts';

export type Door = Awaited<ReturnType<typeof openDoor>>;

type Options = { tickets?: number; allows_reentry?: boolean };

/** The day on which all of them are sold, so that their events are on the same day too. */
const SALES_DAY = new Date('2026-03-02T02:00:00Z');

/** An event of which tickets were sold, half an hour before it begins, with a gate and everybody who may scan there. */
export async function openDoor(world: World, { tickets = 1, allows_reentry = false }: Options = {}) {
  const { make } = world;
  world.clock.set(SALES_DAY);
  const { organizer, event, type } = await make.sale({ quota: Math.max(100, tickets), price: '1000' });
  const buyer = await make.user();
  const ids: string[] = [];
  for (let left = tickets; left > 0; left -= 100) {
    const quantity = Math.min(100, left);
    const booking = await world.as(buyer).bookings.create({ items: [{ ticket_type_id: type.id, quantity }] });
    const paid = await world.as(buyer).bookings.pay({ id: booking.id });
    ids.push(...paid.tickets.map((ticket) => ticket.id));
  }
  if (allows_reentry) await world.as(organizer).gates.changeSettings({ id: event.id, allows_reentry });
  const { id: gate_id } = await world.as(organizer).gates.create({ id: event.id, name: 'North' });
  world.clock.set(new Date(new Date(event.starts_at).getTime() - 30 * 60_000));
  return {
    organizer,
    event,
    type,
    buyer,
    gate_id,
    ticket_ids: ids,
    ticket_id: ids[0]!,
    qr: (ticket_id: string = ids[0]!) => qrOf(world, ticket_id),
    device: (name = 'Phone', at = gate_id) => pairedDevice(world, organizer, at, name),
  };
}

/** What the ticket's QR says at this moment. */
export async function qrOf(world: World, ticket_id: string): Promise<string> {
  const { event_id, qr_secret } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: ticket_id } });
  return openQrSigner(world.env.QR_SIGNING_SECRET).sign({ ticket_id, event_id, qr_secret });
}

/** Devices are paired this long before the scans of a test: uploaded scans from before the pairing would not be believed. */
const PAIRED_HOURS_BEFORE = 3;

let pairings = 0;

/** A device at a gate, as it is known once its token has been sent. */
export async function pairedDevice(
  world: World,
  manager: UserActor,
  gate_id: string,
  name = 'Phone',
): Promise<GateActor> {
  const { pairing_code } = await world.as(manager).gates.addDevice({ id: gate_id, name });
  // From an address of its own: attempts are counted by address.
  const ip = `10.${(pairings >> 8) & 255}.${pairings++ & 255}.1`;
  const { token } = await world.as(undefined, { ip }).gates.pair({ pairing_code });
  const device = await authenticateDevice(world.deps, token);
  // By hand: devices are paired at the same moment in races, so the clock can't be moved for one.
  const paired_at = new Date(world.clock.now().getTime() - PAIRED_HOURS_BEFORE * 3_600_000);
  await world.deps.db.gate_devices.update({ where: { id: device.id }, data: { paired_at } });
  return device;
}

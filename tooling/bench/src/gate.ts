import { openQrSigner } from '@setiket/core/features/ticket-qr';
import { newId } from '@setiket/core/kernel/ids';
import type { Lab } from './lab.ts';
import type { Guest } from './load/admission.ts';
import { loadOnce, loadSql } from './load/load.ts';
import { type Comparison, compare, type Repetition } from './measure.ts';
import type { Run } from './run.ts';
import { callerFor, seedCast, seedSale, seedShoppers, visitorOf } from './seed.ts';

/** As many as a warm-up lets in, for each side: enough for a cold process to compile what it runs. */
const WARM_UP = 200;

/**
 * An evening: many devices at one gate, and everybody comes once. Other than a sale, an admission can't be repeated, so a
 * repetition lasts until its share of the guests is in.
 */
export async function gate({ lab, clients, options, say, signal, meter }: Run): Promise<Comparison[]> {
  const { repeat, tickets } = options;
  const share = Math.ceil(tickets / repeat);
  const warm_up = Math.min(WARM_UP, share);
  const { event_id, gate_id, devices } = await openGate(lab, Math.max(...clients));
  const guests = await sell(lab, event_id, 2 * clients.length * (warm_up + share * repeat));
  const next = ({ is_warm_up }: Repetition) => guests.splice(0, is_warm_up ? warm_up : share);
  const { sign } = openQrSigner(lab.env.QR_SIGNING_SECRET);
  const http = (repetition: Repetition) =>
    loadOnce(
      {
        url: lab.url,
        path: '/api/v1/scan/commit/',
        bodies: next(repetition).map((guest) => ({ qr_code: sign({ event_id, ...guest }) })),
        authorizations: devices.map(({ token }) => `Gate ${token}`),
        clients: repetition.clients,
        status: 200,
      },
      signal,
    );
  const sql = (repetition: Repetition) =>
    loadSql(
      {
        kind: 'admissions',
        database_url: lab.env.DATABASE_URL,
        gate_id,
        device_ids: devices.map(({ id }) => id),
        guests: next(repetition),
        clients: repetition.clients,
        seconds: PATIENCE_SECONDS,
      },
      signal,
    );
  const works = [
    { by: 'REST', load: http },
    { by: 'SQL', load: sql },
  ];
  return compare('let somebody in', works, { ...options, clients, say, meter });
}

/** It ends with its last guest; this is for a database that has stopped answering. */
const PATIENCE_SECONDS = 600;

/** An event that begins in an hour, so that its doors are open, and its gate with a paired device for each client. */
async function openGate(lab: Lab, count: number) {
  const cast = await seedCast(lab);
  const { event, type } = await seedSale(lab, cast, 'Malam Pembukaan', { starts_in_hours: 1, kind: 'free' });
  const [shopper] = await seedShoppers(lab, 1);
  await (await callerFor(lab.deps, shopper!.user_id)).tickets.purchase({ ticket_id: type.id });
  const { id: gate_id } = await cast.organizer.gates.create({ id: event.id, name: 'North' });
  const devices: { id: string; token: string }[] = [];
  for (let n = 0; n < count; n++) {
    const { device, pairing_code } = await cast.organizer.gates.addDevice({ id: gate_id, name: `Phone ${n}` });
    const { token } = await visitorOf(lab).gates.pair({ pairing_code });
    devices.push({ id: device.id, token });
  }
  return { event_id: event.id, gate_id, devices };
}

/** The product sold one ticket; the database makes its order one of many, with all that is counted of it. */
async function sell({ deps: { db } }: Lab, event_id: string, count: number): Promise<Guest[]> {
  const first = await db.tickets.findFirstOrThrow({ where: { event_id } });
  const ids = Array.from({ length: count - 1 }, () => newId());
  await db.$executeRaw`
    WITH copies AS (
      INSERT INTO tickets (id, code, booking_id, booking_line_id, event_id, ticket_type_id, owner_id, price, currency,
        qr_secret, created_at, updated_at)
      SELECT copy.id, 'TKT-20300101-' || lpad(upper(to_hex(copy.n)), 8, '0'), t.booking_id, t.booking_line_id, t.event_id,
        t.ticket_type_id, t.owner_id, t.price, t.currency,
        left(translate(encode(uuid_send(gen_random_uuid()), 'base64'), '+/', '-_'), 16), t.created_at, t.updated_at
      FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS copy (id, n), tickets AS t WHERE t.id = ${first.id}::uuid
    ), orders AS (
      UPDATE bookings SET quantity = ${count} WHERE id = ${first.booking_id}::uuid
    ), lines AS (
      UPDATE booking_lines SET quantity = ${count} WHERE id = ${first.booking_line_id}::uuid
    ), places AS (
      UPDATE pools SET sold = ${count} WHERE id = (SELECT pool_id FROM ticket_types WHERE id = ${first.ticket_type_id}::uuid)
    )
    UPDATE event_statistics SET total_tickets_sold = ${count} WHERE event_id = ${event_id}::uuid`;
  await db.$executeRaw`ANALYZE tickets`;
  const tickets = await db.tickets.findMany({ where: { event_id }, orderBy: { code: 'asc' } });
  return tickets.map(({ id, qr_secret }) => ({ ticket_id: id, qr_secret }));
}

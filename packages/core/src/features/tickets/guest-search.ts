import { Prisma } from '@setiket/db';
import type { UserCtx } from '../../kernel/context.ts';
import { isNamed } from '../accounts/index.ts';
import { readOrderNumber } from '../invoices/index.ts';

type GuestSearch = { event_id: string; search: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A search with more hits says too little; the latest tickets are those that are shown. */
const MAX_HITS = 10_000;

/** An event's tickets that are not cancelled, by what their holder says or shows at the door. */
export async function findGuests({ db }: UserCtx, { event_id, search }: GuestSearch): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM tickets AS t JOIN users AS u ON u.id = t.owner_id
    WHERE t.event_id = ${event_id}::uuid AND t.status <> 'cancelled' AND ${isMeant(search)}
    ORDER BY t.created_at DESC, t.id DESC LIMIT ${MAX_HITS}`;
  return rows.map(({ id }) => id);
}

function isMeant(search: string): Prisma.Sql {
  if (UUID.test(search)) return Prisma.sql`(t.id = ${search}::uuid OR t.booking_id = ${search}::uuid)`;
  const number = readOrderNumber(search);
  if (number)
    return Prisma.sql`t.booking_id IN (SELECT id FROM bookings WHERE created_at >= ${number.since}
      AND created_at < ${number.until} AND right(id::text, 8) = ${number.ending})`;
  const code = search.toUpperCase();
  return Prisma.sql`(${isNamed(search)} OR position(${code} IN t.code) > 0
    OR t.id = (SELECT ticket_id FROM ticket_former_codes WHERE code = ${code}))`;
}

import { Prisma, type ticket_status } from '@setiket/db';
import type { GateActor, UserActor } from '../../kernel/context.ts';
import { prepared } from '../../kernel/rows.ts';
import type { DbOrTx, Tx } from '../../kernel/transaction.ts';
import { DOORS_OPEN_MINUTES_BEFORE, mayScan, mayScanAnything } from '../gates/index.ts';
import { ticketPassing, ticketUse } from '../tickets/index.ts';
import type { Action, TicketFacts } from './judgement.ts';
import type { Reading } from './reading.ts';

export type Scanner = UserActor | GateActor;

/** A ticket as a gate sees it: what decides about it, and what is shown to whoever decides. */
export type SightedTicket = TicketFacts & {
  id: string;
  code: string;
  ticket_type: string;
  holder: string;
  used_at: Date | null;
  issued_at: Date;
  event_id: string;
  event: string;
  timezone: string;
  entries: number;
  last_entry_at: Date | null;
  last_entry_gate: string | null;
};

export type Sighting = {
  may_scan_anything: boolean;
  /** Null when the event that was named does not exist. */
  may_scan_scope: boolean | null;
  scope_id: string | null;
  gate_id: string | null;
  gate_name: string | null;
  is_gate_open: boolean | null;
  ticket: (SightedTicket & { may_scan: boolean }) | null;
};

type Look = {
  reading: Reading;
  event_id?: string | undefined;
  gate_id?: string | undefined;
  gate?: string | undefined;
};

type Row = Omit<Sighting, 'ticket'> &
  Omit<SightedTicket, 'id'> & { id: string | null; may_scan: boolean; status: ticket_status };

/** Everything that a gate needs to know, in one statement: the gate may be far away, and a queue waits. */
export async function sight(db: DbOrTx, actor: Scanner, { reading, event_id, gate_id, gate }: Look): Promise<Sighting> {
  const scope =
    gate_id === undefined
      ? Prisma.sql`${event_id ?? null}::uuid`
      : Prisma.sql`(SELECT event_id FROM gates WHERE id = ${gate_id}::uuid)`;
  const [row] = await db.$queryRaw<Row[]>(
    prepared(Prisma.sql`
    SELECT ${mayScanAnything(actor)} AS may_scan_anything, scope.id AS scope_id,
      (SELECT ${mayScan(actor)} FROM events AS e WHERE e.id = scope.id) AS may_scan_scope,
      g.id AS gate_id, g.name AS gate_name, g.closed_at IS NULL AS is_gate_open,
      ${mayScan(actor)} AS may_scan, ${TICKET}
    FROM (SELECT ${scope} AS id) AS scope
      LEFT JOIN tickets AS t ON ${isRead(reading)}
      ${PARTS}
      LEFT JOIN gates AS g ON ${isGate(gate_id, gate)}`),
  );
  const { may_scan_anything, scope_id, may_scan_scope, gate_name, is_gate_open, may_scan, id, ...ticket } = row!;
  return {
    may_scan_anything,
    scope_id,
    may_scan_scope,
    gate_id: row!.gate_id,
    gate_name,
    is_gate_open,
    ticket: id === null ? null : { ...ticket, id, may_scan },
  };
}

/** The same of many tickets at once, without anybody's permission. */
export function sightTickets(db: DbOrTx, ids: string[]): Promise<SightedTicket[]> {
  return db.$queryRaw<SightedTicket[]>`SELECT ${TICKET} FROM tickets AS t ${PARTS} WHERE t.id = ANY(${ids}::uuid[])`;
}

const TICKET = Prisma.sql`t.id, t.code, t.status, t.qr_secret, t.used_at, t.created_at AS issued_at, tt.title AS ticket_type,
  coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS holder,
  b.status AS booking_status, EXISTS (SELECT 1 FROM refunds AS r WHERE r.ticket_id = t.id) AS is_refunded,
  e.id AS event_id, e.title AS event, e.status AS event_status, e.starts_at, e.ends_at, e.timezone,
  coalesce(gs.doors_open_minutes_before, ${DOORS_OPEN_MINUTES_BEFORE}::int) AS doors_open_minutes_before,
  coalesce(gs.allows_reentry, FALSE) AS allows_reentry,
  a.is_inside, coalesce(a.entries, 0) AS entries, le.scanned_at AS last_entry_at, le.gate_name AS last_entry_gate`;

const PARTS = Prisma.sql`LEFT JOIN ticket_types AS tt ON tt.id = t.ticket_type_id
  LEFT JOIN users AS u ON u.id = t.owner_id
  LEFT JOIN bookings AS b ON b.id = t.booking_id
  LEFT JOIN events AS e ON e.id = t.event_id
  LEFT JOIN gate_settings AS gs ON gs.event_id = t.event_id
  LEFT JOIN admissions AS a ON a.ticket_id = t.id
  LEFT JOIN scans AS le ON le.id = a.last_entry_id`;

function isRead(reading: Reading): Prisma.Sql {
  if (reading.kind === 'qr') return Prisma.sql`t.id = ${reading.ticket_id}::uuid`;
  if (reading.kind !== 'code') return Prisma.sql`FALSE`;
  return Prisma.sql`t.id = coalesce((SELECT id FROM tickets WHERE code = ${reading.code}),
    (SELECT ticket_id FROM ticket_former_codes WHERE code = ${reading.code}))`;
}

function isGate(gate_id: string | undefined, name: string | undefined): Prisma.Sql {
  if (gate_id !== undefined) return Prisma.sql`g.id = ${gate_id}::uuid`;
  if (!name) return Prisma.sql`FALSE`;
  return Prisma.sql`g.event_id = coalesce(scope.id, e.id) AND lower(g.name) = lower(${name}) AND g.closed_at IS NULL`;
}

/** A scan that lets somebody through, as it goes into the log. */
export type Passage = {
  scan_id: string;
  ticket_id: string;
  qr_secret: string;
  gate_id: string | null;
  gate_name: string;
  device_id: string | null;
  actor_id: string | null;
  device_scan_id: string | null;
  now: Date;
};

const RESULT_OF = { admit: 'admitted', reenter: 'reentered', leave: 'left' } as const;

/**
 * Lets somebody through: ticket, admission and scan in one statement, if everything is still as it was seen.
 * @returns false when another gate was first
 */
export async function passThrough(tx: Tx, action: Action, passage: Passage): Promise<boolean> {
  const ticket = { id: passage.ticket_id, qr_secret: passage.qr_secret, now: passage.now };
  const scan = (source: Prisma.Sql) => Prisma.sql`
    INSERT INTO scans (id, event_id, ticket_id, gate_id, gate_name, device_id, actor_id, device_scan_id, source, direction,
      result, scanned_at, received_at)
    SELECT ${passage.scan_id}::uuid, ${source}.event_id, ${passage.ticket_id}::uuid, ${passage.gate_id}::uuid,
      ${passage.gate_name}, ${passage.device_id}::uuid, ${passage.actor_id}::uuid, ${passage.device_scan_id}, 'online',
      ${action === 'leave' ? 'exit' : 'entry'}::scan_direction, ${RESULT_OF[action]}::scan_result, ${passage.now},
      ${passage.now}
    FROM ${source}`;
  switch (action) {
    case 'admit':
      return changesOne(
        tx,
        Prisma.sql`
        WITH used AS (${ticketUse(ticket)}), scan AS (${scan(Prisma.sql`used`)} RETURNING id)
        INSERT INTO admissions (ticket_id, event_id, scan_id, last_entry_id, is_inside, entries, exits)
        SELECT used.id, used.event_id, scan.id, scan.id, TRUE, 1, 0 FROM used, scan`,
      );
    case 'reenter':
      return changesOne(
        tx,
        Prisma.sql`
        WITH passing AS (${ticketPassing(ticket)}), moved AS (
          UPDATE admissions AS a SET is_inside = TRUE, entries = a.entries + 1, last_entry_id = ${passage.scan_id}::uuid
          FROM passing WHERE a.ticket_id = passing.id AND NOT a.is_inside RETURNING a.event_id
        ) ${scan(Prisma.sql`moved`)}`,
      );
    case 'leave':
      return changesOne(
        tx,
        Prisma.sql`
        WITH passing AS (${ticketPassing(ticket)}), moved AS (
          UPDATE admissions AS a SET is_inside = FALSE, exits = a.exits + 1
          FROM passing WHERE a.ticket_id = passing.id AND a.is_inside RETURNING a.event_id
        ) ${scan(Prisma.sql`moved`)}`,
      );
    default:
      return action satisfies never;
  }
}

/**
 * Whether anything else is about a ticket, in one statement: for most there is nothing, and a queue waits. After the ticket
 * was let through, whose row everybody else waits for who would add something.
 */
export async function attachedTo(tx: Tx, ticket_id: string): Promise<{ has_transfer: boolean; has_pass: boolean }> {
  const [row] = await tx.$queryRaw<{ has_transfer: boolean; has_pass: boolean }[]>(
    prepared(Prisma.sql`
    SELECT
      EXISTS (SELECT 1 FROM ticket_transfers WHERE ticket_id = ${ticket_id}::uuid AND status = 'pending') AS has_transfer,
      EXISTS (SELECT 1 FROM wallet_passes WHERE ticket_id = ${ticket_id}::uuid AND voided_at IS NULL) AS has_pass`),
  );
  return row!;
}

async function changesOne(tx: Tx, sql: Prisma.Sql): Promise<boolean> {
  return (await tx.$executeRaw(prepared(sql))) === 1;
}

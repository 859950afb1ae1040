import type { Prisma, scan_result } from '@setiket/db';
import type { ScannerCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { findFormerCodes, lockTickets } from '../tickets/index.ts';
import { type Reason, reasonAgainst } from './judgement.ts';
import { isSuperseded, type Reading } from './reading.ts';
import { type SightedTicket, sightTickets } from './scanning.queries.ts';
import { earliestEntry, earliestTime, plausibleTime, scannerSince } from './upload-times.ts';

/** One scan of a batch, read but not judged. */
export type Arrived = {
  device_scan_id: string;
  reading: Reading;
  /** By the scanner's own clock. */
  read_at: Date;
  direction: 'entry' | 'exit';
  gate: string | undefined;
  gate_id: string | undefined;
};

export type ScanRow = Prisma.scansUncheckedCreateInput & { id: string; scanned_at: Date; result: scan_result };
export type Judged = {
  arrived: Arrived;
  ticket: SightedTicket | undefined;
  /** Why the server would not have let it through. With a ticket it is an irregular passage, without one a refusal. */
  reason: Reason | undefined;
  row: ScanRow;
};

export function scannerOf({ actor }: ScannerCtx): { device_id: string | null; actor_id: string | null } {
  return actor.kind === 'gate' ? { device_id: actor.id, actor_id: null } : { device_id: null, actor_id: actor.id };
}

/** Each scan with its ticket and what is wrong with that; the tickets are locked from here on. */
export async function judgeAll(
  tx: Tx,
  ctx: ScannerCtx,
  fresh: Arrived[],
  events: string[] | undefined,
): Promise<Judged[]> {
  const readings = fresh.map(({ reading }) => reading);
  const wanted = {
    ids: readings.flatMap((reading) => (reading.kind === 'qr' ? [reading.ticket_id] : [])),
    codes: readings.flatMap((reading) => (reading.kind === 'code' ? [reading.code] : [])),
  };
  const locked = await lockTickets(tx, wanted);
  const tickets = locked.length > 0 ? await sightTickets(tx, locked) : [];
  const former = await findFormerCodes(tx, wanted.codes);
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const idsByCode = new Map([...former, ...tickets.map(({ code, id }) => [code, id] as const)]);
  const find = (reading: Reading) => {
    if (reading.kind === 'qr') return byId.get(reading.ticket_id);
    return reading.kind === 'code' ? byId.get(idsByCode.get(reading.code) ?? '') : undefined;
  };
  const scanner_since = await scannerSince(tx, ctx);
  const gates = await gatesOf(tx, ctx, tickets);
  const now = ctx.clock.now();
  return fresh.map((arrived) => {
    const { reading } = arrived;
    const found = find(reading);
    const isOurs = found !== undefined && (events === undefined || events.includes(found.event_id));
    const ticket = isOurs ? found : undefined;
    const reason = ticket
      ? reasonAgainstPassage(ticket, arrived, now)
      : reading.kind === 'forged' || reading.kind === 'keyboard_layout'
        ? reading.kind
        : found && reading.kind === 'qr'
          ? 'wrong_event'
          : 'unknown';
    const row: ScanRow = {
      id: newId(now.getTime()),
      event_id: ticket?.event_id ?? (ctx.actor.kind === 'gate' ? ctx.actor.event_id : null),
      ticket_id: ticket?.id ?? null,
      ...gates(arrived, ticket),
      ...scannerOf(ctx),
      device_scan_id: arrived.device_scan_id,
      source: 'offline',
      direction: arrived.direction,
      result: resultOf({ ticket, reason, direction: arrived.direction }),
      reason: reason ?? null,
      scanned_at: plausibleTime(arrived.read_at, { now, earliest: earliestTime(ticket, scanner_since, now) }),
      received_at: now,
    };
    return { arrived, ticket, reason, row };
  });
}

/** What is wrong with a passage: with the ticket, or with an hour at which no door of the event can have been open. */
function reasonAgainstPassage(ticket: SightedTicket, { reading, direction }: Arrived, now: Date): Reason | undefined {
  const is_superseded = isSuperseded(reading, ticket);
  // People who are inside leave, whatever became of the ticket or the event meanwhile.
  if (direction === 'exit' && ticket.is_inside && !is_superseded) return undefined;
  return reasonAgainst(ticket, { is_superseded }) ?? (now < earliestEntry(ticket) ? 'not_yet' : undefined);
}

type Facts = { ticket: SightedTicket | undefined; reason: Reason | undefined; direction: Arrived['direction'] };

function resultOf({ ticket, reason, direction }: Facts): scan_result {
  if (reason && !ticket) return 'refused';
  if (direction === 'entry') return 'conflict';
  // What a regular exit is, its ticket's story will say.
  return reason ? 'left' : 'unmatched';
}

type GateOf = (arrived: Arrived, ticket: SightedTicket | undefined) => { gate_id: string | null; gate_name: string };

/** Where a scan was: a device stands at its gate, people say where they stood. */
async function gatesOf(tx: Tx, { actor }: ScannerCtx, tickets: SightedTicket[]): Promise<GateOf> {
  if (actor.kind === 'gate') return () => ({ gate_id: actor.gate_id, gate_name: actor.gate_name });
  const gates = await tx.gates.findMany({
    where: { event_id: { in: [...new Set(tickets.map(({ event_id }) => event_id))] } },
    orderBy: { closed_at: { sort: 'asc', nulls: 'last' } },
  });
  return ({ gate = '', gate_id }, ticket) => {
    const isIt = ({ id, name }: { id: string; name: string }) =>
      gate_id === undefined ? name.toLowerCase() === gate.toLowerCase() : id === gate_id;
    const found = gates.findLast((row) => row.event_id === ticket?.event_id && isIt(row));
    return { gate_id: found?.id ?? null, gate_name: found?.name ?? gate };
  };
}

import type { scan_direction } from '@setiket/db';
import type { z } from 'zod';
import type { ScannerCtx } from '../../kernel/context.ts';
import { commonErrors, fieldError } from '../../kernel/errors.ts';
import { iso } from '../../kernel/time.ts';
import { eventErrors } from '../events/index.ts';
import { gateErrors } from '../gates/index.ts';
import { openQrSigner } from '../ticket-qr/index.ts';
import { doorsOpenAt, judge, type Reason, type Verdict } from './judgement.ts';
import { isSuperseded, type Reading, read } from './reading.ts';
import { type SightedTicket, type Sighting, sight } from './scanning.queries.ts';
import type { scanInput, scannedTicketOutput } from './scanning.schema.ts';
import type { SentenceFacts } from './sentences.ts';

export type ScanInput = z.output<typeof scanInput>;

/** Where somebody stands and scans. */
export type Post = { gate_id: string | null; gate_name: string; device_id: string | null; actor_id: string | null };

/** One scan, looked at: what it is, and what is to be done about it. */
export type Inspection = {
  reading: Reading;
  direction: scan_direction;
  post: Post;
  /** The event that the gate stands at, where that is known. */
  scope_id: string | null;
  /** Null when the caller has nothing to do with the ticket, or there is none. */
  ticket: SightedTicket | null;
  verdict: Verdict;
};

/**
 * Looks at what a gate read and judges it. It reads only.
 * @throws request.forbidden, event.not_found for an event that the caller may not scan; request.invalid without a text
 */
export async function inspect(ctx: ScannerCtx, input: ScanInput): Promise<Inspection> {
  const { actor } = ctx;
  const reading = read(textOf(input), openQrSigner(ctx.env.QR_SIGNING_SECRET));
  const isDevice = actor.kind === 'gate';
  if (isDevice && input.event_id !== undefined && input.event_id !== actor.event_id) throw commonErrors.forbidden();
  const sighting = await sight(ctx.db, actor, {
    reading,
    ...(isDevice ? { event_id: actor.event_id } : input),
  });
  requirePermission(sighting, input, isDevice);
  const post: Post = isDevice
    ? { gate_id: actor.gate_id, gate_name: actor.gate_name, device_id: actor.id, actor_id: null }
    : {
        gate_id: sighting.gate_id,
        gate_name: sighting.gate_name ?? input.gate?.trim() ?? '',
        device_id: null,
        actor_id: actor.id,
      };
  const { scope_id } = sighting;
  const { direction } = input;
  const reason = outsideReason(reading, sighting);
  if (reason || !sighting.ticket)
    return { reading, direction, post, scope_id, ticket: null, verdict: { reason: reason ?? 'unknown' } };
  const { may_scan: _, ...ticket } = sighting.ticket;
  const is_superseded = isSuperseded(reading, ticket);
  const verdict = judge(ticket, { direction, is_superseded, now: ctx.clock.now() });
  return { reading, direction, post, scope_id, ticket, verdict };
}

/** The text of the QR, under whichever name it came. */
export function textOf(input: Omit<ScanInput, 'direction'>): string {
  const { qr_code, qr, code, token, qr_code_string, qr_data, ticket_code } = input;
  const text = [qr_code, qr, code, token, qr_code_string, qr_data, ticket_code].find((value) => value?.trim());
  if (text === undefined) throw fieldError('qr_code', 'This field is required.');
  return text;
}

function requirePermission(sighting: Sighting, input: ScanInput, isDevice: boolean): void {
  if (!sighting.may_scan_anything) throw commonErrors.forbidden();
  if (isDevice) return;
  if (input.gate_id !== undefined) {
    if (sighting.gate_id === null) throw fieldError('gate_id', 'There is no such gate.');
    if (input.event_id !== undefined && input.event_id !== sighting.scope_id)
      throw fieldError('gate_id', 'This gate is at another event.');
  }
  const isScoped = input.gate_id !== undefined || input.event_id !== undefined;
  if (isScoped && sighting.may_scan_scope === null) throw eventErrors.not_found();
  if (isScoped && !sighting.may_scan_scope) throw commonErrors.forbidden();
  if (input.gate_id !== undefined && !sighting.is_gate_open) throw gateErrors.closed();
}

/** What is wrong before the ticket itself is looked at. */
function outsideReason(reading: Reading, { ticket, scope_id }: Sighting): Reason | undefined {
  if (reading.kind === 'forged' || reading.kind === 'keyboard_layout') return reading.kind;
  if (!ticket) return 'unknown';
  if (ticket.may_scan && (scope_id === null || scope_id === ticket.event_id)) return undefined;
  // Whoever shows a signed QR has the ticket. A code is easily tried, so it tells nothing about foreign events.
  return reading.kind === 'qr' || ticket.may_scan ? 'wrong_event' : 'unknown';
}

/** What sentences and facts about a ticket need. */
export function factsOf(ticket: SightedTicket | null, reason: Reason | undefined): SentenceFacts {
  if (!ticket) return { timezone: 'UTC' };
  const { timezone } = ticket;
  switch (reason) {
    case 'already_used':
      return {
        timezone,
        used_at: ticket.last_entry_at ?? ticket.used_at ?? undefined,
        gate: ticket.last_entry_gate ?? undefined,
        is_inside: ticket.is_inside ?? false,
      };
    case 'not_yet':
      return { timezone, doors_open_at: doorsOpenAt(ticket) };
    case 'event_over':
      return { timezone, ends_at: ticket.ends_at };
    default:
      return { timezone };
  }
}

export type ScannedTicket = z.output<typeof scannedTicketOutput>;

export function scannedTicket(ticket: SightedTicket): ScannedTicket {
  const { id, code, ticket_type, holder, event_id, event, status, used_at, is_inside, entries } = ticket;
  return {
    id,
    code,
    ticket_type,
    holder,
    event_id,
    event,
    status,
    used_at: iso(used_at),
    is_inside: is_inside ?? false,
    entries,
  };
}

import type { booking_status, event_status, scan_direction, ticket_status } from '@setiket/db';
import { addSeconds } from '../../kernel/time.ts';

/** Why a gate does not let somebody through. Each is a stable code, `scan.already_used`. */
export const REASONS = [
  'unknown',
  'forged',
  'keyboard_layout',
  'wrong_event',
  'event_cancelled',
  'transferred',
  'refunded',
  'cancelled',
  'not_paid',
  'already_used',
  'not_inside',
  'not_yet',
  'event_over',
] as const;
export type Reason = (typeof REASONS)[number];

/** Everything that decides about a ticket at a gate. */
export type TicketFacts = {
  status: ticket_status;
  qr_secret: string;
  is_refunded: boolean;
  booking_status: booking_status;
  event_status: event_status;
  starts_at: Date;
  ends_at: Date;
  doors_open_minutes_before: number;
  allows_reentry: boolean;
  /** Null while nobody came in with it. */
  is_inside: boolean | null;
};

type Question = {
  direction: scan_direction;
  /** The QR or code that was read is one that the ticket had before. */
  is_superseded: boolean;
  now: Date;
};

export type Action = 'admit' | 'reenter' | 'leave';
export type Verdict = { action: Action; reason?: undefined } | { action?: undefined; reason: Reason };

/** What to do about a ticket of the right event. The first reason that holds is the one that is told. */
export function judge(ticket: TicketFacts, question: Question): Verdict {
  const reason = reasonAgainst(ticket, question);
  if (reason) return { reason };
  if (question.direction === 'exit') return ticket.is_inside ? { action: 'leave' } : { reason: 'not_inside' };
  if (ticket.status === 'used' && (ticket.is_inside !== false || !ticket.allows_reentry))
    return { reason: 'already_used' };
  if (question.now < doorsOpenAt(ticket)) return { reason: 'not_yet' };
  if (question.now >= ticket.ends_at || ticket.event_status === 'completed') return { reason: 'event_over' };
  return { action: ticket.status === 'used' ? 'reenter' : 'admit' };
}

/** What is wrong with a ticket at any time and in either direction. */
export function reasonAgainst(
  ticket: TicketFacts,
  { is_superseded }: Pick<Question, 'is_superseded'>,
): Reason | undefined {
  if (ticket.event_status === 'cancelled') return 'event_cancelled';
  if (is_superseded) return 'transferred';
  if (ticket.status === 'cancelled') return ticket.is_refunded ? 'refunded' : 'cancelled';
  return ticket.booking_status === 'confirmed' ? undefined : 'not_paid';
}

/** When the gates of an event begin to admit. */
export function doorsOpenAt(event: Pick<TicketFacts, 'starts_at' | 'doors_open_minutes_before'>): Date {
  return addSeconds(event.starts_at, -60 * event.doors_open_minutes_before);
}

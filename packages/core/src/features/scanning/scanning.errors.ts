import { type DomainError, defineErrors, type Facts } from '../../kernel/errors.ts';
import type { Reason } from './judgement.ts';
import { type SentenceFacts, sentence } from './sentences.ts';

export const scanErrors = defineErrors('scan', {
  unknown: ['NOT_FOUND', 'This is no ticket of ours.'],
  forged: ['CONFLICT', 'This QR code was not made by us: its signature is missing or wrong.'],
  keyboard_layout: [
    'CONFLICT',
    'The scanner types for another keyboard layout than this computer’s. Set both to the same layout and scan again.',
  ],
  wrong_event: ['CONFLICT', 'This ticket is for another event.'],
  event_cancelled: ['CONFLICT', 'This event was cancelled.'],
  transferred: ['CONFLICT', 'This QR code is out of date: the ticket has changed hands or was upgraded.'],
  refunded: ['CONFLICT', 'This ticket was refunded.'],
  cancelled: ['CONFLICT', 'This ticket was cancelled.'],
  not_paid: ['CONFLICT', 'This ticket is not paid.'],
  already_used: ['CONFLICT', 'This ticket was used already.'],
  not_inside: ['CONFLICT', 'Nobody is inside with this ticket.'],
  not_yet: ['CONFLICT', 'The gates are not open yet.'],
  event_over: ['CONFLICT', 'This event is over.'],
  id_taken: ['CONFLICT', 'This device scan id belongs to another scan.'],
  not_admitted: ['CONFLICT', 'Nobody was admitted with this ticket.'],
  conflict_not_found: ['NOT_FOUND', 'There is no such conflict.'],
  conflict_resolved: ['CONFLICT', 'This conflict is resolved already.'],
});

/** A gate's refusal in the caller's language, with what it rests on. */
export function refusalFor(reason: Reason, locale: string, facts: SentenceFacts): DomainError {
  return scanErrors[reason](sentence(reason, locale, facts), { facts: publicFacts(facts) });
}

function publicFacts({ used_at, gate, is_inside, doors_open_at, ends_at }: SentenceFacts): Facts {
  return {
    ...(used_at && { used_at: used_at.toISOString(), gate: gate ?? '', is_inside: is_inside ?? false }),
    ...(doors_open_at && { doors_open_at: doors_open_at.toISOString() }),
    ...(ends_at && { ends_at: ends_at.toISOString() }),
  };
}

import type { Env } from '../../env.ts';
import { languageOf, momentText } from '../../kernel/format.ts';
import { iso } from '../../kernel/time.ts';
import { openQrSigner } from '../ticket-qr/index.ts';
import type { PassRow } from './wallets.view.ts';
import { WORDS } from './wording.ts';

export type PassFacts = ReturnType<typeof factsOf>;

/** What a pass shows on either platform, as the ticket is now and in its holder's language. */
export function factsOf({ QR_SIGNING_SECRET }: Pick<Env, 'QR_SIGNING_SECRET'>, row: PassRow) {
  const { ticket } = row;
  const { event } = ticket;
  const language = languageOf(row.user.locale);
  const words = WORDS[language];
  const is_void = row.voided_at !== null;
  const { qr_secret, event_id } = ticket;
  const isHolders = row.user_id === ticket.owner_id;
  const name = `${ticket.owner.first_name} ${ticket.owner.last_name}`.trim();
  return {
    words,
    serial: row.id,
    is_void,
    is_used: ticket.status === 'used',
    status: is_void ? words.void : ticket.status === 'used' ? words.used : words.active,
    // Of a ticket that changed hands, name, code and QR are the next holder's: no pass of the former holder shows them.
    holder: is_void ? '' : name || ticket.owner.username,
    qr: is_void ? null : openQrSigner(QR_SIGNING_SECRET).sign({ ticket_id: ticket.id, event_id, qr_secret }),
    code: isHolders ? ticket.code : '',
    ticket_type: ticket.ticket_type.title,
    event_id,
    event: event.title,
    organizer: event.organization.name,
    place: event.is_online ? words.online : [event.place_name, event.city].filter(Boolean).join(', '),
    begins: momentText(event.starts_at, event.timezone, language),
    ends: momentText(event.ends_at, event.timezone, language),
    starts_at: iso(event.starts_at),
    ends_at: iso(event.ends_at),
  };
}

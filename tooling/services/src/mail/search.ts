import type { Mail, Mailbox } from './store.ts';

type Term = { field: string; value: string; is_negated: boolean };

/**
 * Mails that fit a query as Mailpit understands it: `to:"ana@setiket.test" subject:"Your tickets" -is:read words`. All terms
 * must hold; a term with - or ! before it must not.
 */
export function searchMails(mails: Mail[], query: string): Mail[] {
  const terms = parseQuery(query);
  return mails.filter((mail) => terms.every((term) => holds(mail, term) !== term.is_negated));
}

function parseQuery(query: string): Term[] {
  const pattern = /([-!]?)(?:([a-z-]+):)?(?:"([^"]*)"|(\S+))/gi;
  return [...query.matchAll(pattern)].map(([, sign, field = '', quoted, plain = '']) => ({
    field: field.toLowerCase(),
    value: (quoted ?? plain).toLowerCase(),
    is_negated: sign !== '',
  }));
}

function holds(mail: Mail, { field, value }: Term): boolean {
  switch (field) {
    case 'to':
      return includes(mail.to, value);
    case 'from':
      return includes(mail.from ? [mail.from] : [], value);
    case 'cc':
      return includes(mail.cc, value);
    case 'bcc':
      return includes(mail.bcc, value);
    case 'reply-to':
      return includes(mail.reply_to, value);
    case 'addressed':
      return includes(
        [...(mail.from ? [mail.from] : []), ...mail.to, ...mail.cc, ...mail.bcc, ...mail.reply_to],
        value,
      );
    case 'subject':
      return mail.subject.toLowerCase().includes(value);
    case 'message-id':
      return mail.message_id.toLowerCase().includes(value);
    case 'is':
      return value === 'read' ? mail.is_read : value === 'unread' && !mail.is_read;
    case 'has':
      return value.startsWith('attachment') ? mail.parts.some((part) => !part.is_inline) : mail.parts.length > 0;
    default:
      return holdsAnywhere(mail, field === '' ? value : `${field}:${value}`);
  }
}

function includes(mailboxes: Mailbox[], value: string): boolean {
  return mailboxes.some(({ name, address }) => `${name} <${address}>`.toLowerCase().includes(value));
}

function holdsAnywhere(mail: Mail, value: string): boolean {
  const everybody = [...(mail.from ? [mail.from] : []), ...mail.to, ...mail.cc, ...mail.bcc];
  const content = mail.text === '' ? mail.html.replace(/<[^>]*>/g, ' ') : mail.text;
  return includes(everybody, value) || `${mail.subject}\n${content}`.toLowerCase().includes(value);
}

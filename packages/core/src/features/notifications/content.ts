import type { Language } from '../../kernel/format.ts';
import type { Attachment } from '../../kernel/mailer.ts';

/**
 * What a mail says, before it is HTML or text. Both forms are drawn from this one, so they can't disagree. Everything
 * is plain text: the templates escape it.
 */
export type MailContent = {
  language: Language;
  subject: string;
  /** The line that an inbox shows behind the subject. */
  preview: string;
  heading: string;
  paragraphs: string[];
  facts: Fact[];
  /** Somebody else's words, set apart from ours. */
  quote?: { by: string; text: string };
  tickets: TicketStub[];
  action?: { label: string; url: string };
  notes: string[];
  attachments: Attachment[];
  /** Whom an answer goes to, where that is not the house. */
  reply_to?: { name: string; address: string };
};

export type Fact = { label: string; value: string };

export type TicketStub = {
  title: string;
  code: string;
  price: string;
  /** Content id of the QR's picture among the attachments. */
  qr_cid: string;
};

/** How a mail greets its reader. Until an address is verified that may be a stranger, who reads no words of the account's owner. */
export function greetingName(user: {
  first_name: string;
  username: string;
  email: string;
  email_verified_at: Date | null;
}): string {
  return user.email_verified_at ? nameOf(user) : (user.email.split('@')[0] ?? '');
}

/** The greeting's name, or the account's where none was given. */
export function nameOf(user: { first_name: string; username: string }): string {
  return user.first_name.trim() || user.username;
}

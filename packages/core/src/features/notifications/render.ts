import { join } from 'node:path';
import { Eta } from 'eta';
import type { MailContent } from './content.ts';

const FOOTER = {
  id: {
    sent_by: 'Email ini dikirim otomatis oleh Setiket.',
    all_rights: 'Tiket acara, tanpa drama.',
    code: 'Kode tiket',
    qr: (code: string) => `Kode QR tiket ${code}`,
  },
  en: {
    sent_by: 'This mail was sent automatically by Setiket.',
    all_rights: 'Event tickets, without the drama.',
    code: 'Ticket code',
    qr: (code: string) => `QR code of ticket ${code}`,
  },
} as const;

const views = join(import.meta.dirname, 'templates');
// Text has nothing to escape: an ampersand in a title is an ampersand.
const html = new Eta({ views, cache: true, autoEscape: true });
const text = new Eta({ views, cache: true, autoEscape: false, autoTrim: [false, 'nl'] });

export type Rendered = { html: string; text: string };

/** Draws a mail in both its forms. `home` is the address that visitors use. */
export function renderMail(content: MailContent, home: string): Rendered {
  const it = { ...content, home, words: FOOTER[content.language] };
  return {
    html: html.render('./mail.html.eta', it),
    text: `${text
      .render('./mail.text.eta', it)
      .replace(/\n{3,}/g, '\n\n')
      .trim()}\n`,
  };
}

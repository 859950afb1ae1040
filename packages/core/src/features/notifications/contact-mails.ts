import { z } from 'zod';
import type { Env } from '../../env.ts';
import { languageOf, momentText } from '../../kernel/format.ts';
import { defineJob } from '../../kernel/jobs.ts';
import { deliverOnce } from './deliver.ts';

/** Where the house reads what people write to it. */
export function houseAddress({ CONTACT_EMAIL, MAIL_FROM }: Pick<Env, 'CONTACT_EMAIL' | 'MAIL_FROM'>): string {
  return CONTACT_EMAIL ?? /<([^>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM;
}

/** What somebody wrote in the contact form, to the house; answering it answers the writer. */
export const contactMessageMail = defineJob({
  name: 'mail.contact_message',
  payload: z.object({ message_id: z.uuid() }),
  async run(deps, { message_id }) {
    const row = await deps.db.contact_messages.findUnique({ where: { id: message_id } });
    if (!row) return deps.log.debug({ message_id }, 'mail not needed: message is gone');
    const { name, email, subject, message, created_at } = row;
    const to = { name: 'Setiket', address: houseAddress(deps.env) };
    await deliverOnce(deps, { kind: 'contact_message', subject_id: message_id, to }, async () => ({
      // The house's own language.
      language: languageOf('id'),
      subject: subject === '' ? `Pesan dari ${name}` : `Pesan dari ${name}: ${subject}`,
      preview: message.slice(0, 120),
      heading: 'Ada pesan baru',
      paragraphs: ['Seseorang menulis lewat formulir kontak. Balas email ini untuk menjawabnya.'],
      quote: { by: `${name} <${email}>`, text: message },
      facts: [
        ...(subject === '' ? [] : [{ label: 'Perihal', value: subject }]),
        { label: 'Dikirim', value: momentText(created_at, deps.env.DEFAULT_TIMEZONE, 'id') },
      ],
      tickets: [],
      notes: [],
      attachments: [],
      reply_to: { name, address: email },
    }));
  },
});

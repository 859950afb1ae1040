import { z } from 'zod';
import { type Language, languageOf, periodText } from '../../kernel/format.ts';
import { defineJob } from '../../kernel/jobs.ts';
import { addressOf, notice } from './compose-notices.ts';
import { deliverOnce } from './deliver.ts';
import { linksOf } from './links.ts';
import { messagesOf } from './messages.ts';

const en = {
  subject: (number: string) => `Your booth: ${number}`,
  heading: (number: string) => `Booth ${number} is yours`,
  body: 'A booth has been assigned to you. Your dashboard has the QR code that lets you in to set it up.',
  booth: 'Booth',
  action: 'Open the dashboard',
};

const id: typeof en = {
  subject: (number) => `Stan kamu: ${number}`,
  heading: (number) => `Stan ${number} milikmu`,
  body: 'Kamu mendapat sebuah stan. Di dasbor ada kode QR untuk masuk dan menyiapkannya.',
  booth: 'Stan',
  action: 'Buka dasbor',
};

const catalogue: Record<Language, typeof en> = { id, en };

/** A booth was assigned, to the vendor who has it now. Given anew, it is told anew. */
export const boothAssignedMail = defineJob({
  name: 'mail.booth_assigned',
  payload: z.object({ booth_id: z.uuid() }),
  async run(deps, { booth_id }) {
    const booth = await deps.db.booths.findUnique({
      where: { id: booth_id },
      include: { event: true, vendor: { include: { user: true } } },
    });
    if (!booth?.vendor || !booth.assigned_at) return deps.log.debug({ booth_id }, 'mail not needed: booth is free');
    const { event, number, location, vendor } = booth;
    const subject_id = `${booth.id}:${booth.assigned_at.toISOString()}`;
    await deliverOnce(deps, { kind: 'booth_assigned', subject_id, to: addressOf(vendor.user) }, async () => {
      const language = languageOf(vendor.user.locale);
      const words = messagesOf(language);
      const own = catalogue[language];
      return notice(vendor.user, words, {
        subject: own.subject(number),
        heading: own.heading(number),
        paragraphs: [own.body],
        facts: [
          { label: own.booth, value: location === '' ? number : `${number}, ${location}` },
          ...(event
            ? [
                { label: words.event, value: event.title },
                { label: words.when, value: periodText(event.starts_at, event.ends_at, event.timezone, language) },
              ]
            : []),
        ],
        action: { label: own.action, url: linksOf(deps.env).vendor },
      });
    });
  },
});

import type { Prisma } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import { type Language, languageOf, periodText } from '../../kernel/format.ts';
import { addressOf, notice } from './compose-notices.ts';
import { deliverOnce } from './deliver.ts';
import { linksOf } from './links.ts';
import { messagesOf } from './messages.ts';

type User = Prisma.usersGetPayload<object>;

/** What an organizer writes to one of the guests. */
export type GuestMessage = {
  message: { id: string; subject: string; text: string };
  event: Prisma.eventsGetPayload<{ include: { organization: true } }>;
  user: User;
};

const WORDS = {
  id: {
    heading: (title: string) => `Pesan dari penyelenggara ${title}`,
    body: (name: string) => `${name} menulis kepadamu:`,
    event: 'Acara',
    when: 'Waktu',
    action: 'Lihat tiketmu',
    why: (title: string) =>
      `Kamu menerima email ini karena memegang tiket ${title}. Pesan ini ditulis oleh penyelenggara.`,
    answer: 'Balas email ini untuk menjawab penyelenggara.',
  },
  en: {
    heading: (title: string) => `A message from the organizer of ${title}`,
    body: (name: string) => `${name} writes to you:`,
    event: 'Event',
    when: 'When',
    action: 'See your tickets',
    why: (title: string) => `You get this mail because you hold a ticket for ${title}. Its organizer wrote it.`,
    answer: 'Reply to this mail to answer the organizer.',
  },
} as const satisfies Record<Language, object>;

/** Mails it, once. Answers go to the organization, where it has an address. */
export async function mailGuestMessage(deps: Deps, { message, event, user }: GuestMessage): Promise<void> {
  const delivery = { kind: 'guest_message', subject_id: message.id, to: addressOf(user) };
  await deliverOnce(deps, delivery, async () => {
    const language = languageOf(user.locale);
    const words = WORDS[language];
    const { name, contact_email } = event.organization;
    return notice(user, messagesOf(language), {
      subject: `${message.subject} – ${event.title}`,
      preview: message.text.slice(0, 120),
      heading: words.heading(event.title),
      paragraphs: [words.body(name)],
      quote: { by: name, text: message.text },
      facts: [
        { label: words.event, value: event.title },
        { label: words.when, value: periodText(event.starts_at, event.ends_at, event.timezone, language) },
      ],
      action: { label: words.action, url: linksOf(deps.env).tickets },
      notes: [...(contact_email === '' ? [] : [words.answer]), words.why(event.title)],
      ...(contact_email !== '' && { reply_to: { name, address: contact_email } }),
    });
  });
}

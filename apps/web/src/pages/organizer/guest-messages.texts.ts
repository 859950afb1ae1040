import type { Texts } from '../../lib/locale.tsx';

type GuestMessageTexts = {
  title: string;
  lead: string;
  to: string;
  everybody: string;
  only: (title: string) => string;
  subject: string;
  text: string;
  textHint: string;
  send: string;
  sent: (count: string) => string;
  before: string;
  progress: (done: string, total: string) => string;
  finished: (total: string) => string;
  by: (name: string, when: string) => string;
};

export const guestMessageTexts: Texts<GuestMessageTexts> = {
  en: {
    title: 'Write to your guests',
    lead: 'Each holder of a ticket gets one mail. Answers come to the contact address of your organization.',
    to: 'To',
    everybody: 'All holders',
    only: (title) => `Holders of ${title}`,
    subject: 'Subject',
    text: 'Message',
    textHint: 'Plain text. It can’t be taken back once it is on its way.',
    send: 'Send message',
    sent: (count) => `On its way to ${count} people.`,
    before: 'Messages sent',
    progress: (done, total) => `${done} of ${total} sent`,
    finished: (total) => `Sent to ${total}`,
    by: (name, when) => `${name}, ${when}`,
  },
  id: {
    title: 'Tulis ke tamumu',
    lead: 'Setiap pemegang tiket mendapat satu surel. Balasan masuk ke alamat kontak organisasimu.',
    to: 'Kepada',
    everybody: 'Semua pemegang tiket',
    only: (title) => `Pemegang ${title}`,
    subject: 'Perihal',
    text: 'Pesan',
    textHint: 'Teks biasa. Tidak bisa ditarik kembali begitu dikirim.',
    send: 'Kirim pesan',
    sent: (count) => `Sedang dikirim ke ${count} orang.`,
    before: 'Pesan terkirim',
    progress: (done, total) => `${done} dari ${total} terkirim`,
    finished: (total) => `Terkirim ke ${total}`,
    by: (name, when) => `${name}, ${when}`,
  },
};

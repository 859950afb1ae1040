import type { Language } from '../../kernel/format.ts';

/** Sentences of the mails that an event has changed, is cancelled, or that its change was decided on. */
const en = {
  changed: {
    subject: (title: string) => `Changed: ${title}`,
    heading: (title: string) => `${title} has changed`,
    body: 'The organizer has changed this event. Your tickets and their QR codes stay valid.',
    link_only: 'The organizer has changed the link to this event. Your tickets stay valid.',
    when_before: 'Before',
    when_now: 'New time',
    where_before: 'Place before',
    where_now: 'New place',
    link: 'New link',
    no_link: 'The link was removed. You get a new one as soon as the organizer has it.',
    action: 'See my tickets',
    note: 'Open the attached file to update your calendar.',
    calendar_file: 'event.ics',
  },
  cancelled: {
    subject: (title: string) => `Cancelled: ${title}`,
    heading: (title: string) => `${title} will not take place`,
    body: 'The organizer has cancelled the event. Your tickets no longer admit anyone.',
    money: 'The person who paid gets a separate mail about the refund.',
    reason: 'Reason',
    note: 'Open the attached file to remove the event from your calendar.',
    action: 'Find another event',
    calendar_file: 'cancelled.ics',
  },
  revision_approved: {
    subject: (title: string) => `Change approved: ${title}`,
    heading: 'Your change is live',
    body: (title: string) =>
      `Your change of ${title} has been approved and is public now. If time, place or link changed, every ticket holder gets a mail.`,
    action: 'See the event',
  },
  revision_rejected: {
    subject: (title: string) => `Change not approved: ${title}`,
    heading: 'Your change was not approved',
    body: (title: string) => `Your change of ${title} was not approved. The event stays on sale as it was.`,
    action: 'Edit the event',
  },
};

export type EventMessages = typeof en;

const id: EventMessages = {
  changed: {
    subject: (title) => `Berubah: ${title}`,
    heading: (title) => `Ada perubahan pada ${title}`,
    body: 'Penyelenggara mengubah acara ini. Tiket dan kode QR kamu tetap berlaku.',
    link_only: 'Penyelenggara mengganti tautan acara ini. Tiketmu tetap berlaku.',
    when_before: 'Waktu semula',
    when_now: 'Waktu baru',
    where_before: 'Tempat semula',
    where_now: 'Tempat baru',
    link: 'Tautan baru',
    no_link: 'Tautannya dihapus. Kamu akan menerima yang baru begitu tersedia.',
    action: 'Lihat tiket saya',
    note: 'Buka berkas terlampir untuk memperbarui kalendermu.',
    calendar_file: 'acara.ics',
  },
  cancelled: {
    subject: (title) => `Dibatalkan: ${title}`,
    heading: (title) => `${title} batal digelar`,
    body: 'Penyelenggara membatalkan acara ini. Tiketmu tidak berlaku lagi.',
    money: 'Pembayar tiket menerima email tersendiri tentang pengembalian dana.',
    reason: 'Alasan',
    note: 'Buka berkas terlampir untuk menghapus acara dari kalendermu.',
    action: 'Cari acara lain',
    calendar_file: 'dibatalkan.ics',
  },
  revision_approved: {
    subject: (title) => `Perubahan disetujui: ${title}`,
    heading: 'Perubahanmu sudah tayang',
    body: (title) =>
      `Perubahan ${title} disetujui dan sudah tampil untuk umum. Kalau waktu, tempat, atau tautannya berubah, semua pemegang tiket menerima email.`,
    action: 'Lihat acara',
  },
  revision_rejected: {
    subject: (title) => `Perubahan tidak disetujui: ${title}`,
    heading: 'Perubahanmu tidak disetujui',
    body: (title) => `Perubahan ${title} tidak disetujui. Acara tetap dijual seperti semula.`,
    action: 'Ubah acara',
  },
};

const catalogue: Record<Language, EventMessages> = { id, en };

export function eventMessagesOf(language: Language): EventMessages {
  return catalogue[language];
}

import type { Texts } from '../../lib/locale.tsx';

type FestivalTexts = {
  title: string;
  none: string;
  noneHint: string;
  sale: Record<'not_yet' | 'open' | 'sold_out' | 'closed', string>;
  tickets: string;
  map: string;
  schedule: string;
  allStages: string;
  stage: string;
  sponsors: string;
  tiers: Record<'title' | 'platinum' | 'gold' | 'silver' | 'bronze' | 'partner' | 'media', string>;
  vendors: string;
  booth: (number: string) => string;
  contact: string;
  name: string;
  email: string;
  subject: string;
  message: string;
  send: string;
  sent: string;
  elsewhere: string;
};

export const festivalTexts: Texts<FestivalTexts> = {
  en: {
    title: 'Festival',
    none: 'Nothing is announced yet',
    noneHint: 'As soon as there is a programme, it stands here.',
    sale: {
      not_yet: 'Tickets are not on sale yet',
      open: 'Tickets are on sale',
      sold_out: 'Sold out',
      closed: 'The sale has ended',
    },
    tickets: 'Get tickets',
    map: 'Show on a map',
    schedule: 'Schedule',
    allStages: 'All stages',
    stage: 'Stage',
    sponsors: 'Sponsors',
    tiers: {
      title: 'Title sponsor',
      platinum: 'Platinum',
      gold: 'Gold',
      silver: 'Silver',
      bronze: 'Bronze',
      partner: 'Partners',
      media: 'Media partners',
    },
    vendors: 'Stands',
    booth: (number) => `Booth ${number}`,
    contact: 'Write to us',
    name: 'Your name',
    email: 'E-mail address',
    subject: 'Subject',
    message: 'Message',
    send: 'Send message',
    sent: 'Thank you. Your message has arrived, and we answer by mail.',
    elsewhere: 'Elsewhere',
  },
  id: {
    title: 'Festival',
    none: 'Belum ada pengumuman',
    noneHint: 'Begitu ada acaranya, semua tertulis di sini.',
    sale: {
      not_yet: 'Tiket belum dijual',
      open: 'Tiket sedang dijual',
      sold_out: 'Tiket habis',
      closed: 'Penjualan sudah ditutup',
    },
    tickets: 'Beli tiket',
    map: 'Lihat di peta',
    schedule: 'Jadwal',
    allStages: 'Semua panggung',
    stage: 'Panggung',
    sponsors: 'Sponsor',
    tiers: {
      title: 'Sponsor utama',
      platinum: 'Platinum',
      gold: 'Emas',
      silver: 'Perak',
      bronze: 'Perunggu',
      partner: 'Mitra',
      media: 'Mitra media',
    },
    vendors: 'Tenan',
    booth: (number) => `Stan ${number}`,
    contact: 'Tulis ke kami',
    name: 'Namamu',
    email: 'Alamat surel',
    subject: 'Perihal',
    message: 'Pesan',
    send: 'Kirim pesan',
    sent: 'Terima kasih. Pesanmu sudah sampai, dan kami jawab lewat surel.',
    elsewhere: 'Di tempat lain',
  },
};

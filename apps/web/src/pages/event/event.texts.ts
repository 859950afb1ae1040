import type { Texts } from '../../lib/locale.tsx';

type EventTexts = {
  when: string;
  where: string;
  by: string;
  online: string;
  map: string;
  about: string;
  tickets: string;
  choose: string;
  left: { one?: string; other: string };
  soldOut: string;
  saleEnded: string;
  saleStarts: (moment: string) => string;
  limit: { one?: string; other: string };
  free: string;
  ownPrice: string;
  ownPriceHint: string;
  ownPriceLeast: (sum: string) => string;
  less: (title: string) => string;
  more: (title: string) => string;
  quantity: (title: string) => string;
  total: string;
  taxIncluded: (tax: string) => string;
  taxOnTop: (price: string, tax: string) => string;
  reserve: string;
  register: string;
  share: string;
  copied: string;
  over: string;
  cancelled: string;
  noTypes: string;
  back: string;
};

export const eventTexts: Texts<EventTexts> = {
  en: {
    when: 'When',
    where: 'Where',
    by: 'Organized by',
    online: 'Online – the link comes with your ticket',
    map: 'Show on a map',
    about: 'About this event',
    tickets: 'Tickets',
    choose: 'Choose how many',
    left: { one: '# left', other: '# left' },
    soldOut: 'Sold out',
    saleEnded: 'The sale has ended',
    saleStarts: (moment) => `On sale from ${moment}`,
    limit: { one: 'At most # a person', other: 'At most # a person' },
    free: 'Free',
    ownPrice: 'Your amount for each ticket',
    ownPriceHint: 'You decide. Zero is fine too.',
    ownPriceLeast: (sum) => `You decide, from ${sum} upwards.`,
    less: (title) => `One less: ${title}`,
    more: (title) => `One more: ${title}`,
    quantity: (title) => `Number of tickets: ${title}`,
    total: 'Total',
    taxIncluded: (tax) => `${tax} included`,
    taxOnTop: (price, tax) => `${price} and ${tax}`,
    reserve: 'Reserve and pay',
    register: 'Reserve my place',
    share: 'Share',
    copied: 'Address copied',
    over: 'This event is over.',
    cancelled: 'This event was cancelled. Every buyer gets a mail, and what was paid for unused tickets goes back.',
    noTypes: 'There are no tickets for this event yet.',
    back: 'All events',
  },
  id: {
    when: 'Waktu',
    where: 'Tempat',
    by: 'Penyelenggara',
    online: 'Daring – tautannya dikirim bersama tiket',
    map: 'Lihat di peta',
    about: 'Tentang acara ini',
    tickets: 'Tiket',
    choose: 'Pilih jumlahnya',
    left: { other: 'Sisa #' },
    soldOut: 'Habis',
    saleEnded: 'Penjualan sudah ditutup',
    saleStarts: (moment) => `Dijual mulai ${moment}`,
    limit: { other: 'Paling banyak # per orang' },
    free: 'Gratis',
    ownPrice: 'Nominal pilihanmu per tiket',
    ownPriceHint: 'Kamu yang menentukan. Nol juga boleh.',
    ownPriceLeast: (sum) => `Kamu yang menentukan, mulai dari ${sum}.`,
    less: (title) => `Kurangi satu: ${title}`,
    more: (title) => `Tambah satu: ${title}`,
    quantity: (title) => `Jumlah tiket: ${title}`,
    total: 'Total',
    taxIncluded: (tax) => `Termasuk ${tax}`,
    taxOnTop: (price, tax) => `${price} ditambah ${tax}`,
    reserve: 'Pesan dan bayar',
    register: 'Pesan tempat',
    share: 'Bagikan',
    copied: 'Alamat disalin',
    over: 'Acara ini sudah selesai.',
    cancelled: 'Acara ini dibatalkan. Setiap pembeli menerima surel, dan uang tiket yang belum dipakai dikembalikan.',
    noTypes: 'Belum ada tiket untuk acara ini.',
    back: 'Semua acara',
  },
};

import type { Texts } from '../../lib/locale.tsx';

type HomeTexts = {
  title: string;
  lead: string;
  search: string;
  find: string;
  filters: string;
  moreFilters: string;
  category: string;
  everything: string;
  city: string;
  anywhere: string;
  from: string;
  to: string;
  price: string;
  prices: { any: string; free: string; low: string; mid: string; high: string };
  reset: string;
  free: string;
  startsAt: (price: string) => string;
  soldOut: string;
  found: { one?: string; other: string };
  none: string;
  noneHint: string;
  more: string;
  earlier: string;
  results: string;
  online: string;
};

export const homeTexts: Texts<HomeTexts> = {
  en: {
    title: 'What are you going out for?',
    lead: 'Concerts, workshops, runs and evenings with neighbours. The price you see is the price you pay.',
    search: 'Search for an event, an artist or a place',
    find: 'Search',
    filters: 'Filters',
    moreFilters: 'Date and price',
    category: 'Category',
    everything: 'Everything',
    city: 'City',
    anywhere: 'Anywhere',
    from: 'From',
    to: 'Until',
    price: 'Price',
    prices: {
      any: 'Any price',
      free: 'Free',
      low: 'Up to Rp100.000',
      mid: 'Rp100.000 to Rp500.000',
      high: 'Rp500.000 and up',
    },
    reset: 'Clear all',
    free: 'Free',
    startsAt: (price) => `from ${price}`,
    soldOut: 'Sold out',
    found: { one: '# event', other: '# events' },
    none: 'Nothing matches that',
    noneHint: 'Try fewer filters, or another word. New events come every day.',
    more: 'Next page',
    earlier: 'Previous page',
    results: 'Events',
    online: 'Online',
  },
  id: {
    title: 'Mau ke mana akhir pekan ini?',
    lead: 'Konser, lokakarya, lari, dan malam bareng tetangga. Harga yang terlihat adalah yang dibayar.',
    search: 'Cari acara, penampil, atau tempat',
    find: 'Cari',
    filters: 'Saringan',
    moreFilters: 'Tanggal dan harga',
    category: 'Kategori',
    everything: 'Semua',
    city: 'Kota',
    anywhere: 'Di mana saja',
    from: 'Dari',
    to: 'Sampai',
    price: 'Harga',
    prices: {
      any: 'Semua harga',
      free: 'Gratis',
      low: 'Sampai Rp100.000',
      mid: 'Rp100.000 sampai Rp500.000',
      high: 'Rp500.000 ke atas',
    },
    reset: 'Hapus semua',
    free: 'Gratis',
    startsAt: (price) => `mulai ${price}`,
    soldOut: 'Habis',
    found: { other: '# acara' },
    none: 'Tidak ada yang cocok',
    noneHint: 'Kurangi saringan, atau coba kata lain. Acara baru datang setiap hari.',
    more: 'Halaman berikutnya',
    earlier: 'Halaman sebelumnya',
    results: 'Acara',
    online: 'Daring',
  },
};

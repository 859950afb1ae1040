import type { Texts } from '../../lib/locale.tsx';

type SalesTexts = {
  title: string;
  revenue: string;
  sold: string;
  chart: string;
  perDay: string;
  perHour: string;
  day: string;
  hour: string;
  tickets: string;
  byType: string;
  of: (sold: string, quota: string) => string;
  left: (count: string) => string;
  none: string;
  noneHint: string;
};

export const salesTexts: Texts<SalesTexts> = {
  en: {
    title: 'Sales',
    revenue: 'Revenue, net of refunds',
    sold: 'Tickets sold',
    chart: 'Chart',
    perDay: 'Tickets per day',
    perHour: 'Tickets per hour, last two days',
    day: 'Day',
    hour: 'Hour',
    tickets: 'Tickets',
    byType: 'By type',
    of: (sold, quota) => `${sold} of ${quota}`,
    left: (count) => `${count} left`,
    none: 'Nothing sold yet',
    noneHint: 'Share the page of your event: the first ticket shows up here by itself.',
  },
  id: {
    title: 'Penjualan',
    revenue: 'Pendapatan setelah pengembalian',
    sold: 'Tiket terjual',
    chart: 'Grafik',
    perDay: 'Tiket per hari',
    perHour: 'Tiket per jam, dua hari terakhir',
    day: 'Hari',
    hour: 'Jam',
    tickets: 'Tiket',
    byType: 'Per jenis',
    of: (sold, quota) => `${sold} dari ${quota}`,
    left: (count) => `sisa ${count}`,
    none: 'Belum ada yang terjual',
    noneHint: 'Bagikan halaman acaramu: tiket pertama muncul di sini dengan sendirinya.',
  },
};

import type { Texts } from '../../lib/locale.tsx';

type BoxOfficeTexts = {
  title: string;
  lead: string;
  forbidden: string;
  search: string;
  searchHint: string;
  begin: string;
  none: string;
  noneHint: string;
  found: { one?: string; other: string };
  more: string;
  resendTickets: string;
  resent: string;
  resendInvoice: string;
  refund: string;
  refundTicket: (code: string) => string;
  refundAll: string;
  refundAsk: (amount: string) => string;
  reason: string;
  close: string;
  refunded: string;
  invoice: string;
};

export const boxOfficeTexts: Texts<BoxOfficeTexts> = {
  en: {
    title: 'Box office',
    lead: 'Find an order, send its tickets again, give money back.',
    forbidden: 'This is for the staff of the house.',
    search: 'Search orders',
    searchHint: 'Order or invoice number, ticket code, username or e-mail address',
    begin: 'The latest orders',
    none: 'No order found',
    noneHint: 'Try a part of the address, or the code on the ticket.',
    found: { one: '# order', other: '# orders' },
    more: 'Show more',
    resendTickets: 'Send tickets again',
    resent: 'On its way by e-mail.',
    resendInvoice: 'Send invoice again',
    refund: 'Refund',
    refundTicket: (code) => `Refund ${code}`,
    refundAll: 'Refund the order',
    refundAsk: (amount) => `${amount} goes back the way it was paid, and the tickets are void at once.`,
    reason: 'Reason, kept on record',
    close: 'Close',
    refunded: 'Refunded',
    invoice: 'Invoice',
  },
  id: {
    title: 'Loket',
    lead: 'Cari pesanan, kirim ulang tiketnya, kembalikan uang.',
    forbidden: 'Halaman ini untuk petugas.',
    search: 'Cari pesanan',
    searchHint: 'Nomor pesanan atau faktur, kode tiket, nama pengguna, atau alamat surel',
    begin: 'Pesanan terbaru',
    none: 'Pesanan tidak ditemukan',
    noneHint: 'Coba sebagian alamatnya, atau kode di tiketnya.',
    found: { other: '# pesanan' },
    more: 'Tampilkan lagi',
    resendTickets: 'Kirim ulang tiket',
    resent: 'Sedang dikirim lewat surel.',
    resendInvoice: 'Kirim ulang faktur',
    refund: 'Kembalikan uang',
    refundTicket: (code) => `Kembalikan uang ${code}`,
    refundAll: 'Kembalikan seluruh pesanan',
    refundAsk: (amount) => `${amount} kembali lewat cara bayarnya, dan tiketnya langsung hangus.`,
    reason: 'Alasan, disimpan di catatan',
    close: 'Tutup',
    refunded: 'Dikembalikan',
    invoice: 'Faktur',
  },
};

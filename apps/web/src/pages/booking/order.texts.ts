import type { Texts } from '../../lib/locale.tsx';

type OrderTexts = {
  title: string;
  pay: string;
  order: string;
  hold: (clock: string) => string;
  holdEnded: string;
  byBalance: string;
  balanceIs: (amount: string) => string;
  balanceShort: (amount: string) => string;
  byCard: string;
  byCardHint: string;
  free: string;
  payWith: (amount: string) => string;
  goToCard: string;
  takePlace: string;
  cancel: string;
  cancelled: string;
  ended: { one?: string; other: string };
  expired: string;
  again: string;
  done: string;
  doneHint: string;
  toTickets: string;
  total: string;
  cancelledPayment: string;
  waiting: string;
  history: string;
  status: Record<'pending' | 'confirmed' | 'cancelled' | 'expired', string>;
  kinds: Record<string, string>;
  orders: string;
  none: string;
  noneHint: string;
  find: string;
  placed: (moment: string) => string;
  papers: string;
  number: string;
  invoice: (number: string) => string;
  creditNote: (number: string) => string;
  tickets: string;
};

export const orderTexts: Texts<OrderTexts> = {
  en: {
    title: 'Your order',
    pay: 'How do you want to pay?',
    order: 'Order',
    hold: (clock) => `Your places are held for ${clock}`,
    holdEnded: 'The time to pay is over; the places were given back.',
    byBalance: 'Setiket balance',
    balanceIs: (amount) => `You have ${amount}`,
    balanceShort: (amount) => `You have ${amount}, which is not enough`,
    byCard: 'Card',
    byCardHint: 'Visa, Mastercard, JCB. On the secure page of our payment provider.',
    free: 'Nothing to pay',
    payWith: (amount) => `Pay ${amount}`,
    goToCard: 'Continue to card payment',
    takePlace: 'Confirm',
    cancel: 'Cancel order',
    cancelled: 'This order was cancelled.',
    ended: {
      one: '# ticket of this order was cancelled. Its refund, if there is one, stands below.',
      other: '# tickets of this order were cancelled. Their refunds, if there are any, stand below.',
    },
    expired: 'This order was not paid in time. Its places were given back, and nothing was charged.',
    again: 'Order again',
    done: 'You’re in!',
    doneHint: 'We have mailed you the tickets. You also find them here, even without network.',
    toTickets: 'Show my tickets',
    total: 'Total',
    cancelledPayment: 'You came back without paying. Your places are still held.',
    waiting: 'Waiting for the payment to arrive. This page changes by itself.',
    history: 'What happened',
    status: { pending: 'Not paid yet', confirmed: 'Paid', cancelled: 'Cancelled', expired: 'Expired' },
    kinds: {
      started: 'Payment begun',
      action_required: 'Bank asked for a confirmation',
      processing: 'Payment on its way',
      declined: 'Payment declined',
      succeeded: 'Paid',
      voided: 'Payment withdrawn',
      came_too_late: 'Payment came too late and is returned',
      came_twice: 'Paid twice; the second payment is returned',
      wrong_amount: 'Wrong amount; the payment is returned',
      refund_requested: 'Refund requested',
      refunded: 'Refunded',
      refunded_to_balance: 'Refunded to the balance',
      disputed: 'Payment disputed',
      dispute_won: 'Dispute decided for the organizer',
      dispute_lost: 'Dispute decided for the card holder',
    },
    orders: 'My orders',
    none: 'No orders yet',
    noneHint: 'What you reserve or buy is listed here.',
    find: 'Find an event',
    placed: (moment) => `Ordered ${moment}`,
    papers: 'Papers',
    number: 'Order number',
    invoice: (number) => `Invoice ${number}`,
    creditNote: (number) => `Credit note ${number}`,
    tickets: 'Tickets to print',
  },
  id: {
    title: 'Pesananmu',
    pay: 'Mau bayar dengan apa?',
    order: 'Pesanan',
    hold: (clock) => `Tempatmu ditahan selama ${clock}`,
    holdEnded: 'Waktu bayar habis; tempatnya sudah dilepas.',
    byBalance: 'Saldo Setiket',
    balanceIs: (amount) => `Saldomu ${amount}`,
    balanceShort: (amount) => `Saldomu ${amount}, belum cukup`,
    byCard: 'Kartu',
    byCardHint: 'Visa, Mastercard, JCB. Di halaman aman penyedia pembayaran kami.',
    free: 'Tidak ada yang perlu dibayar',
    payWith: (amount) => `Bayar ${amount}`,
    goToCard: 'Lanjut ke pembayaran kartu',
    takePlace: 'Konfirmasi',
    cancel: 'Batalkan pesanan',
    cancelled: 'Pesanan ini dibatalkan.',
    ended: { other: '# tiket dari pesanan ini dibatalkan. Pengembaliannya, kalau ada, tercantum di bawah.' },
    expired: 'Pesanan ini tidak dibayar tepat waktu. Tempatnya dilepas, dan tidak ada yang ditagih.',
    again: 'Pesan lagi',
    done: 'Beres, kamu ikut!',
    doneHint: 'Tiketnya sudah kami kirim lewat surel. Di sini pun ada, juga tanpa jaringan.',
    toTickets: 'Lihat tiket saya',
    total: 'Total',
    cancelledPayment: 'Kamu kembali tanpa membayar. Tempatmu masih ditahan.',
    waiting: 'Menunggu pembayaran masuk. Halaman ini berubah sendiri.',
    history: 'Riwayat',
    status: { pending: 'Belum dibayar', confirmed: 'Lunas', cancelled: 'Dibatalkan', expired: 'Kedaluwarsa' },
    kinds: {
      started: 'Pembayaran dimulai',
      action_required: 'Bank meminta konfirmasi',
      processing: 'Pembayaran sedang diproses',
      declined: 'Pembayaran ditolak',
      succeeded: 'Lunas',
      voided: 'Pembayaran ditarik',
      came_too_late: 'Pembayaran terlambat dan dikembalikan',
      came_twice: 'Dibayar dua kali; yang kedua dikembalikan',
      wrong_amount: 'Jumlahnya salah; pembayaran dikembalikan',
      refund_requested: 'Pengembalian diminta',
      refunded: 'Dikembalikan',
      refunded_to_balance: 'Dikembalikan ke saldo',
      disputed: 'Pembayaran disengketakan',
      dispute_won: 'Sengketa dimenangkan penyelenggara',
      dispute_lost: 'Sengketa dimenangkan pemegang kartu',
    },
    orders: 'Pesanan saya',
    none: 'Belum ada pesanan',
    noneHint: 'Yang kamu pesan atau beli ada di sini.',
    find: 'Cari acara',
    placed: (moment) => `Dipesan ${moment}`,
    papers: 'Dokumen',
    number: 'Nomor pesanan',
    invoice: (number) => `Faktur ${number}`,
    creditNote: (number) => `Nota kredit ${number}`,
    tickets: 'Tiket untuk dicetak',
  },
};

import type { Texts } from '../../lib/locale.tsx';

type TicketTexts = {
  title: string;
  upcoming: string;
  past: string;
  none: string;
  noneHint: string;
  find: string;
  status: Record<'active' | 'used' | 'cancelled', string>;
  code: string;
  enlarge: string;
  close: string;
  qrOf: (title: string) => string;
  showAtDoor: string;
  usedNote: string;
  cancelledNote: string;
  calendar: string;
  join: string;
  onlineNote: string;
  transfer: string;
  transferHint: string;
  email: string;
  message: string;
  messageHint: string;
  send: string;
  sent: (email: string) => string;
  refund: string;
  refundAsk: (amount: string) => string;
  refundFree: string;
  refundYes: string;
  keep: string;
  offline: string;
  offers: string;
  atHand: string;
  apple: string;
  google: string;
  pdf: string;
  upgrade: string;
  upgradeHint: string;
  upgradeMore: (amount: string) => string;
  upgradeSame: string;
  upgradeNone: string;
  upgradeShort: (amount: string) => string;
  upgradeByCard: (amount: string) => string;
  upgradeChecking: string;
  upgradeEnded: string;
  payNow: string;
  paymentCancelled: string;
  upgradeFor: (amount: string) => string;
  upgradeFree: string;
  upgraded: (title: string) => string;
  upgradeWaits: (title: string) => string;
  giveUp: string;
  offeredTo: (email: string) => string;
};

export const ticketTexts: Texts<TicketTexts> = {
  en: {
    title: 'My tickets',
    upcoming: 'Coming up',
    past: 'Over, used or cancelled',
    none: 'No tickets yet',
    noneHint: 'What you buy waits here for you, with the QR code for the door.',
    find: 'Find an event',
    status: { active: 'Valid', used: 'Used', cancelled: 'Cancelled' },
    code: 'Ticket code',
    enlarge: 'Show full screen',
    close: 'Close',
    qrOf: (title) => `QR code of your ticket for ${title}`,
    showAtDoor: 'Show this at the door. It works without network.',
    usedNote: 'This ticket was used.',
    cancelledNote: 'This ticket was cancelled and admits nobody.',
    calendar: 'Calendar',
    join: 'Join online',
    onlineNote: 'This event takes place online.',
    transfer: 'Give to somebody',
    transferHint: 'They get a mail and accept the ticket. Until then it stays yours; after that your QR code is void.',
    email: 'E-mail address',
    message: 'A word with it',
    messageHint: 'Optional',
    send: 'Offer ticket',
    sent: (email) => `Offered to ${email}. We tell you when it is accepted.`,
    refund: 'Refund',
    refundAsk: (amount) => `You get ${amount} back, the way it was paid. The ticket is void at once.`,
    refundFree: 'This ticket cost nothing; your place goes to somebody else.',
    refundYes: 'Refund this ticket',
    keep: 'Keep it',
    offline: 'No network: this is the ticket as it was last seen on this device.',
    offers: 'Tickets offered to you and by you',
    atHand: 'Keep it at hand',
    apple: 'Apple Wallet',
    google: 'Google Wallet',
    pdf: 'Save as PDF',
    upgrade: 'Upgrade',
    upgradeHint: 'You pay the difference, from your balance or by card. The ticket gets a new code and a new QR code.',
    upgradeMore: (amount) => `${amount} more`,
    upgradeSame: 'Nothing to pay',
    upgradeNone: 'There is no dearer ticket to be had for this event right now.',
    upgradeByCard: (amount) => `Pay ${amount} by card`,
    upgradeChecking: 'Your payment is being confirmed. This takes a moment.',
    upgradeEnded: 'The upgrade was not completed. Your ticket is still what it was.',
    payNow: 'Pay now',
    paymentCancelled: 'Nothing was charged. Your ticket is still what it was.',
    upgradeShort: (amount) => `Your balance is ${amount}, which is not enough for this one.`,
    upgradeFor: (amount) => `Upgrade for ${amount}`,
    upgradeFree: 'Upgrade',
    upgraded: (title) => `Your ticket is now ${title}. Its old QR code is void; the new one is on this page.`,
    upgradeWaits: (title) => `An upgrade to ${title} waits for its payment.`,
    giveUp: 'Give it up',
    offeredTo: (email) => `Offered to ${email}, who has not accepted it yet. Until then it is yours.`,
  },
  id: {
    title: 'Tiket saya',
    upcoming: 'Akan datang',
    past: 'Selesai, terpakai, atau batal',
    none: 'Belum ada tiket',
    noneHint: 'Yang kamu beli menunggu di sini, lengkap dengan kode QR untuk masuk.',
    find: 'Cari acara',
    status: { active: 'Berlaku', used: 'Terpakai', cancelled: 'Batal' },
    code: 'Kode tiket',
    enlarge: 'Layar penuh',
    close: 'Tutup',
    qrOf: (title) => `Kode QR tiketmu untuk ${title}`,
    showAtDoor: 'Tunjukkan di pintu masuk. Bisa tanpa jaringan.',
    usedNote: 'Tiket ini sudah dipakai.',
    cancelledNote: 'Tiket ini dibatalkan dan tidak berlaku.',
    calendar: 'Kalender',
    join: 'Ikut daring',
    onlineNote: 'Acara ini berlangsung daring.',
    transfer: 'Berikan ke orang lain',
    transferHint:
      'Dia menerima surel lalu menyetujui. Sampai saat itu tiketnya milikmu; setelah itu kode QR-mu hangus.',
    email: 'Alamat surel',
    message: 'Pesan singkat',
    messageHint: 'Boleh kosong',
    send: 'Tawarkan tiket',
    sent: (email) => `Ditawarkan ke ${email}. Kami kabari kalau sudah diterima.`,
    refund: 'Kembalikan',
    refundAsk: (amount) => `Uangmu ${amount} kembali lewat cara bayarnya. Tiketnya langsung hangus.`,
    refundFree: 'Tiket ini gratis; tempatmu diberikan ke orang lain.',
    refundYes: 'Kembalikan tiket ini',
    keep: 'Tidak jadi',
    offline: 'Tanpa jaringan: ini tiket seperti terakhir dilihat di perangkat ini.',
    offers: 'Tiket yang ditawarkan',
    atHand: 'Simpan di ponselmu',
    apple: 'Apple Wallet',
    google: 'Google Wallet',
    pdf: 'Simpan PDF',
    upgrade: 'Naik kelas',
    upgradeHint: 'Selisihnya dibayar dari saldo atau dengan kartu. Kode tiket dan kode QR-nya baru.',
    upgradeMore: (amount) => `Tambah ${amount}`,
    upgradeSame: 'Tidak perlu membayar',
    upgradeNone: 'Saat ini tidak ada tiket yang lebih tinggi untuk acara ini.',
    upgradeByCard: (amount) => `Bayar ${amount} dengan kartu`,
    upgradeChecking: 'Pembayaranmu sedang dipastikan. Tunggu sebentar.',
    upgradeEnded: 'Kenaikan ini tidak jadi. Tiketmu masih sama.',
    payNow: 'Bayar sekarang',
    paymentCancelled: 'Tidak ada yang ditagih. Tiketmu masih sama.',
    upgradeShort: (amount) => `Saldomu ${amount}, belum cukup untuk yang ini.`,
    upgradeFor: (amount) => `Naik kelas seharga ${amount}`,
    upgradeFree: 'Naik kelas',
    upgraded: (title) => `Tiketmu sekarang ${title}. Kode QR lama hangus; yang baru ada di halaman ini.`,
    upgradeWaits: (title) => `Kenaikan ke ${title} menunggu pembayaran.`,
    giveUp: 'Batalkan kenaikan',
    offeredTo: (email) => `Ditawarkan ke ${email} dan belum diterima. Sampai saat itu tetap milikmu.`,
  },
};

import type { Texts } from '../../lib/locale.tsx';

type TicketTexts = {
  title: string;
  upcoming: string;
  past: string;
  none: string;
  noneHint: string;
  find: string;
  status: Record<'active' | 'used' | 'cancelled', string>;
  show: string;
  code: string;
  enlarge: string;
  close: string;
  qrOf: (title: string) => string;
  showAtDoor: string;
  usedNote: string;
  cancelledNote: string;
  calendar: string;
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
  print: string;
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
    show: 'Open ticket',
    code: 'Ticket code',
    enlarge: 'Show full screen',
    close: 'Close',
    qrOf: (title) => `QR code of your ticket for ${title}`,
    showAtDoor: 'Show this at the door. It works without network.',
    usedNote: 'This ticket was used.',
    cancelledNote: 'This ticket was cancelled and admits nobody.',
    calendar: 'Add to calendar',
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
    print: 'Print',
  },
  id: {
    title: 'Tiket saya',
    upcoming: 'Akan datang',
    past: 'Selesai, terpakai, atau batal',
    none: 'Belum ada tiket',
    noneHint: 'Yang kamu beli menunggu di sini, lengkap dengan kode QR untuk masuk.',
    find: 'Cari acara',
    status: { active: 'Berlaku', used: 'Terpakai', cancelled: 'Batal' },
    show: 'Buka tiket',
    code: 'Kode tiket',
    enlarge: 'Layar penuh',
    close: 'Tutup',
    qrOf: (title) => `Kode QR tiketmu untuk ${title}`,
    showAtDoor: 'Tunjukkan di pintu masuk. Bisa tanpa jaringan.',
    usedNote: 'Tiket ini sudah dipakai.',
    cancelledNote: 'Tiket ini dibatalkan dan tidak berlaku.',
    calendar: 'Tambah ke kalender',
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
    print: 'Cetak',
  },
};

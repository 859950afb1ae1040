import type { Language } from '../../kernel/format.ts';

const en = {
  upgraded: {
    subject: (event: string) => `Your upgraded ticket for ${event}`,
    heading: (type: string) => `You now have: ${type}`,
    body: 'Your ticket has been upgraded. It has a new code and a new QR code; the old ones are no longer valid.',
    paid: 'Paid',
    returned: 'Returned',
    action: 'Open my tickets',
  },
  again: {
    subject: (event: string) => `Your tickets for ${event}, once more`,
    heading: 'Here are your tickets',
    body: 'As you asked, here they are again. The QR codes are the ones that are good now.',
    action: 'Open my tickets',
  },
  invoice: {
    subject: (event: string) => `Invoice for your order: ${event}`,
    heading: 'Your invoice',
    body: 'This is what you ordered and how it was paid.',
    order: 'Order',
    date: 'Date',
    upgrade: (type: string) => `Upgrade to ${type}`,
    total: 'Total',
    paid: 'Paid',
    refunded: 'Returned',
    action: 'Open the order',
  },
  partial: {
    subject: (event: string) => `Money back for ${event}`,
    heading: (sum: string) => `${sum} come back to you`,
    body: 'A part of what you paid goes back the way it came. Your tickets stay good.',
    reason: 'Reason',
    action: 'Open my account',
  },
  guest: {
    subject: (event: string) => `You are invited to ${event}`,
    heading: 'You are on the guest list',
    body: 'There are complimentary tickets for you. They come in a mail of their own, and are good without an account. With a password of your choice you also see them online.',
    username: 'Username',
    code: 'Code',
    until: 'The link is good until',
    action: 'Choose a password',
  },
};

const id: typeof en = {
  upgraded: {
    subject: (event) => `Tiketmu untuk ${event} sudah ditingkatkan`,
    heading: (type) => `Sekarang kamu punya: ${type}`,
    body: 'Tiketmu sudah ditingkatkan. Kode dan kode QR-nya baru; yang lama tidak berlaku lagi.',
    paid: 'Dibayar',
    returned: 'Dikembalikan',
    action: 'Buka tiketku',
  },
  again: {
    subject: (event) => `Tiketmu untuk ${event}, sekali lagi`,
    heading: 'Ini tiketmu',
    body: 'Sesuai permintaan, ini tiketmu lagi. Kode QR di sini yang berlaku sekarang.',
    action: 'Buka tiketku',
  },
  invoice: {
    subject: (event) => `Tagihan pesananmu: ${event}`,
    heading: 'Tagihanmu',
    body: 'Ini yang kamu pesan dan cara pembayarannya.',
    order: 'Pesanan',
    date: 'Tanggal',
    upgrade: (type) => `Naik ke ${type}`,
    total: 'Jumlah',
    paid: 'Dibayar',
    refunded: 'Dikembalikan',
    action: 'Buka pesanan',
  },
  partial: {
    subject: (event) => `Uang kembali untuk ${event}`,
    heading: (sum) => `${sum} kembali kepadamu`,
    body: 'Sebagian dari yang kamu bayar kembali lewat jalan yang sama. Tiketmu tetap berlaku.',
    reason: 'Alasan',
    action: 'Buka akunku',
  },
  guest: {
    subject: (event) => `Kamu diundang ke ${event}`,
    heading: 'Kamu ada di daftar tamu',
    body: 'Ada tiket undangan untukmu. Tiketnya datang di email lain dan berlaku tanpa akun. Dengan kata sandi pilihanmu kamu juga bisa melihatnya di situs.',
    username: 'Nama pengguna',
    code: 'Kode',
    until: 'Tautan berlaku sampai',
    action: 'Pilih kata sandi',
  },
};

const catalogue: Record<Language, typeof en> = { id, en };

/** The sentences of upgrades and of what staff do for guests. */
export function boxOfficeMessagesOf(language: Language): typeof en {
  return catalogue[language];
}

import { type Language, ticketCount } from '../../kernel/format.ts';

/** Every sentence of every mail, in English; Indonesian has to have the same ones, which the compiler checks. */
const en = {
  hello: (name: string) => `Hi ${name},`,
  when: 'When',
  where: 'Where',
  online: 'Online',
  link: 'Link',
  event: 'Event',
  ticket: 'Ticket',
  total: 'Total',
  tickets: 'Tickets',
  booking: 'Booking',
  booking_confirmed: {
    subject: (title: string) => `Your tickets for ${title}`,
    heading: (title: string) => `See you at ${title}`,
    thanks: (count: number) => `Your booking is confirmed: ${ticketCount(count, 'en')}, all in this mail.`,
    attached: 'A PDF to print and a calendar file are attached.',
    on_order_page: 'A calendar file is attached. The PDF to print and the invoice are on the page of your order.',
    action: 'Open my tickets',
    note: 'Show the QR code at the entrance, on your phone or on paper. Each one lets one person in, once: don’t post it.',
    calendar_file: 'event.ics',
  },
  event_reminder: {
    subject: (title: string) => `Soon: ${title}`,
    heading: (title: string) => `${title} begins soon`,
    body: (count: number) =>
      `It is nearly time. Here ${count === 1 ? 'is your ticket' : `are your ${ticketCount(count, 'en')}`} once more, so that nobody has to search at the door.`,
  },
  ticket_refunded: {
    subject: (title: string) => `Refund for ${title}`,
    cancelled_subject: (title: string) => `Ticket cancelled: ${title}`,
    heading: (sum: string) => `${sum} is back with you`,
    cancelled_heading: 'Your ticket is cancelled',
    to_balance: 'The ticket is cancelled and its price has been returned to your Setiket balance.',
    to_provider:
      'The ticket is cancelled and its price goes back the way you paid. Your bank may take a few days to show it.',
    to_payer: 'The ticket is cancelled. Its price goes back to whoever had paid for it.',
    nothing_paid: 'The ticket is cancelled. Nothing had been paid for it, so there is nothing to return.',
    returned_elsewhere:
      'The ticket is cancelled. What was paid for it has been taken back or returned by the bank or the card provider, so we return nothing more.',
    amount: 'Refunded',
    balance: 'Balance now',
    action: 'See my account',
    note: 'Its QR code no longer opens the door.',
  },
  event_cancelled: {
    subject: (title: string) => `Your booking for ${title}: the event is cancelled`,
    refund_subject: (title: string) => `Refund for ${title}`,
    heading: 'This event will not take place',
    body: 'The organizer has cancelled the event, and your booking with it. What you paid goes back the way it came. A bank may take a few days to show it.',
    free: 'The organizer has cancelled the event, and your booking with it. Nothing had been paid for it.',
    nothing_returned:
      'The organizer has cancelled the event, and your booking with it. What was paid for it has already been taken back or returned, so we return nothing more.',
    partly:
      'The organizer has cancelled the event. Your tickets that had not been used are cancelled, and what you paid for them goes back the way it came. A bank may take a few days to show it.',
    partly_free:
      'The organizer has cancelled the event. Your tickets that had not been used are cancelled. There is nothing to return for them.',
    used_refunded:
      'The organizer has cancelled the event. The organizer also pays back your tickets that had been used. What you paid goes back the way it came. A bank may take a few days to show it.',
    used: 'The organizer has cancelled the event. All your tickets had been used already, so nothing is returned for them.',
    used_tickets: 'Tickets used',
    cancelled_tickets: 'Tickets cancelled',
    reason: 'Reason',
    returned: 'Refunded',
    action: 'See my account',
    note: 'The QR codes of cancelled tickets are no longer valid.',
  },
  proposal_received: {
    subject: 'We have your organizer proposal',
    heading: 'Your proposal is with us',
    body: (name: string) =>
      `Thank you for proposing ${name}. An administrator reads it, and you get a mail with the decision.`,
  },
  proposal_approved: {
    subject: 'You are an organizer now',
    heading: 'Welcome on stage',
    body: (name: string) => `Your proposal ${name} has been approved. You can put your first event on sale right away.`,
    action: 'Create an event',
  },
  proposal_rejected: {
    subject: 'About your organizer proposal',
    heading: 'Not this time',
    body: (name: string) => `Your proposal ${name} has not been approved. You are welcome to send a new one.`,
    action: 'Send another proposal',
  },
  invitation: {
    subject: (organization: string) => `${organization} invites you to Setiket`,
    heading: (organization: string) => `Join ${organization}`,
    hello: 'Hi,',
    body: (organization: string, inviter: string, role: string) =>
      `${inviter} asks you to join ${organization} on Setiket as ${role}. Sign in, or register with this e-mail address, and accept.`,
    until: 'Until',
    organization: 'Organization',
    role: 'Role',
    action: 'Accept the invitation',
    note: 'The link is for you alone and good for one use. If you don’t know who this is from, do nothing.',
  },
  member_roles: { owner: 'owner', manager: 'manager', member: 'member' },
  message_from_administrator: 'From the administrator',
  event_approved: {
    subject: (title: string) => `On sale: ${title}`,
    heading: 'Your event is live',
    body: (title: string) =>
      `${title} has been approved. Everybody can find it now, and buy as soon as its tickets are on sale.`,
    action: 'See the event',
  },
  event_rejected: {
    subject: (title: string) => `Not approved: ${title}`,
    heading: 'Your event needs a change',
    body: (title: string) => `${title} has not been approved. Change what is asked for and submit it again.`,
    action: 'Edit the event',
  },
  welcome: {
    subject: 'Welcome to Setiket',
    heading: 'Good to have you here',
    body: 'Your account is ready. Find something to go to, buy in a minute, and keep your tickets here.',
    credit: (sum: string) => `You start with a balance of ${sum}.`,
    username: 'Username',
    action: 'Find events',
  },
  password_changed: {
    subject: 'Your password was changed',
    heading: 'Your password was changed',
    body: (moment: string) => `This happened on ${moment}. Every other device has been signed out.`,
    note: 'If that was not you, write to us at once by answering this mail.',
  },
  role_changed: {
    subject: 'Your role has changed',
    heading: 'Your role has changed',
    body: (role: string) => `An administrator has changed what you may do on Setiket. Your role is now: ${role}.`,
    note: 'Sign in again if something you expect is missing.',
  },
  roles: {
    customer: 'customer',
    event_organizer: 'event organizer',
    vendor: 'vendor',
    staff: 'staff',
    support: 'support',
    administrator: 'administrator',
  },
};

export type Messages = typeof en;

const id: Messages = {
  hello: (name) => `Halo ${name},`,
  when: 'Waktu',
  where: 'Tempat',
  online: 'Daring',
  link: 'Tautan',
  event: 'Acara',
  ticket: 'Tiket',
  total: 'Total',
  tickets: 'Jumlah tiket',
  booking: 'Pemesanan',
  booking_confirmed: {
    subject: (title) => `Tiketmu untuk ${title}`,
    heading: (title) => `Sampai jumpa di ${title}`,
    thanks: (count) => `Pemesananmu sudah terkonfirmasi: ${ticketCount(count, 'id')}, semuanya ada di email ini.`,
    attached: 'PDF untuk dicetak dan berkas kalender terlampir.',
    on_order_page: 'Berkas kalender terlampir. PDF untuk dicetak dan faktur ada di halaman pesananmu.',
    action: 'Buka tiket saya',
    note: 'Tunjukkan kode QR di pintu masuk, lewat ponsel atau dicetak. Satu kode untuk satu orang, satu kali masuk: jangan disebarkan.',
    calendar_file: 'acara.ics',
  },
  event_reminder: {
    subject: (title) => `Sebentar lagi: ${title}`,
    heading: (title) => `${title} segera dimulai`,
    body: (count) =>
      `Sebentar lagi mulai. Ini ${ticketCount(count, 'id')} kamu sekali lagi, supaya tidak perlu mencari di pintu masuk.`,
  },
  ticket_refunded: {
    subject: (title) => `Pengembalian dana untuk ${title}`,
    cancelled_subject: (title) => `Tiket dibatalkan: ${title}`,
    heading: (sum) => `${sum} sudah kembali`,
    cancelled_heading: 'Tiketmu dibatalkan',
    to_balance: 'Tiket dibatalkan dan harganya sudah dikembalikan ke saldo Setiket kamu.',
    to_provider:
      'Tiket dibatalkan dan harganya dikembalikan lewat cara pembayaranmu. Bank bisa butuh beberapa hari untuk menampilkannya.',
    to_payer: 'Tiket dibatalkan. Harganya dikembalikan kepada yang membayarnya.',
    nothing_paid: 'Tiket dibatalkan. Tidak ada yang dibayar untuk tiket ini, jadi tidak ada dana yang dikembalikan.',
    returned_elsewhere:
      'Tiket dibatalkan. Pembayarannya sudah ditarik atau dikembalikan oleh bank atau penyedia kartu, jadi tidak ada lagi yang kami kembalikan.',
    amount: 'Dikembalikan',
    balance: 'Saldo sekarang',
    action: 'Lihat akun saya',
    note: 'Kode QR tiket ini tidak lagi berlaku di pintu masuk.',
  },
  event_cancelled: {
    subject: (title) => `Pemesananmu untuk ${title}: acaranya dibatalkan`,
    refund_subject: (title) => `Pengembalian dana untuk ${title}`,
    heading: 'Acara ini tidak jadi digelar',
    body: 'Penyelenggara membatalkan acara ini, dan pemesananmu ikut dibatalkan. Yang kamu bayar dikembalikan lewat cara yang sama. Bank bisa butuh beberapa hari untuk menampilkannya.',
    free: 'Penyelenggara membatalkan acara ini, dan pemesananmu ikut dibatalkan. Tidak ada yang dibayar untuk pemesanan ini.',
    nothing_returned:
      'Penyelenggara membatalkan acara ini, dan pemesananmu ikut dibatalkan. Pembayarannya sudah ditarik atau dikembalikan sebelumnya, jadi tidak ada lagi yang kami kembalikan.',
    partly:
      'Penyelenggara membatalkan acara ini. Tiketmu yang belum dipakai dibatalkan, dan yang kamu bayar untuk tiket itu dikembalikan lewat cara yang sama. Bank bisa butuh beberapa hari untuk menampilkannya.',
    partly_free:
      'Penyelenggara membatalkan acara ini. Tiketmu yang belum dipakai dibatalkan. Tidak ada yang perlu dikembalikan untuk tiket itu.',
    used_refunded:
      'Penyelenggara membatalkan acara ini dan juga mengembalikan uang tiketmu yang sudah dipakai. Yang kamu bayar dikembalikan lewat cara yang sama. Bank bisa butuh beberapa hari untuk menampilkannya.',
    used: 'Penyelenggara membatalkan acara ini. Semua tiketmu sudah dipakai, jadi tidak ada uang yang dikembalikan.',
    used_tickets: 'Tiket yang sudah dipakai',
    cancelled_tickets: 'Tiket yang dibatalkan',
    reason: 'Alasan',
    returned: 'Dikembalikan',
    action: 'Lihat akun saya',
    note: 'Kode QR tiket yang dibatalkan tidak lagi berlaku.',
  },
  proposal_received: {
    subject: 'Proposal penyelenggara sudah kami terima',
    heading: 'Proposalmu sudah kami terima',
    body: (name) =>
      `Terima kasih sudah mengajukan ${name}. Administrator akan membacanya, lalu keputusannya kami kirim lewat email.`,
  },
  proposal_approved: {
    subject: 'Kamu sekarang penyelenggara acara',
    heading: 'Selamat datang di panggung',
    body: (name) => `Proposal ${name} disetujui. Kamu bisa langsung menjual tiket acara pertamamu.`,
    action: 'Buat acara',
  },
  proposal_rejected: {
    subject: 'Tentang proposal penyelenggaramu',
    heading: 'Belum kali ini',
    body: (name) => `Proposal ${name} belum disetujui. Kamu boleh mengirim proposal baru.`,
    action: 'Kirim proposal lain',
  },
  invitation: {
    subject: (organization) => `${organization} mengundangmu ke Setiket`,
    heading: (organization) => `Gabung dengan ${organization}`,
    hello: 'Halo,',
    body: (organization, inviter, role) =>
      `${inviter} mengajakmu bergabung dengan ${organization} di Setiket sebagai ${role}. Masuk, atau daftar dengan alamat email ini, lalu terima undangannya.`,
    until: 'Berlaku sampai',
    organization: 'Organisasi',
    role: 'Peran',
    action: 'Terima undangan',
    note: 'Tautan ini hanya untukmu dan hanya bisa dipakai sekali. Kalau kamu tidak mengenal pengirimnya, abaikan saja.',
  },
  member_roles: { owner: 'pemilik', manager: 'pengelola', member: 'anggota' },
  message_from_administrator: 'Dari administrator',
  event_approved: {
    subject: (title) => `Mulai dijual: ${title}`,
    heading: 'Acaramu sudah tayang',
    body: (title) => `${title} disetujui. Semua orang sudah bisa menemukannya, dan membeli begitu tiketnya dijual.`,
    action: 'Lihat acara',
  },
  event_rejected: {
    subject: (title) => `Belum disetujui: ${title}`,
    heading: 'Acaramu perlu diubah',
    body: (title) => `${title} belum disetujui. Ubah yang diminta, lalu ajukan lagi.`,
    action: 'Ubah acara',
  },
  welcome: {
    subject: 'Selamat datang di Setiket',
    heading: 'Senang kamu di sini',
    body: 'Akunmu siap. Temukan acara, beli dalam semenit, dan simpan tiketmu di sini.',
    credit: (sum) => `Kamu mulai dengan saldo ${sum}.`,
    username: 'Nama pengguna',
    action: 'Cari acara',
  },
  password_changed: {
    subject: 'Kata sandimu diganti',
    heading: 'Kata sandimu diganti',
    body: (moment) => `Ini terjadi pada ${moment}. Semua perangkat lain sudah dikeluarkan dari akunmu.`,
    note: 'Kalau bukan kamu yang menggantinya, segera balas email ini.',
  },
  role_changed: {
    subject: 'Peranmu berubah',
    heading: 'Peranmu berubah',
    body: (role) => `Administrator mengubah apa yang bisa kamu lakukan di Setiket. Peranmu sekarang: ${role}.`,
    note: 'Masuk lagi kalau ada yang belum muncul.',
  },
  roles: {
    customer: 'pengunjung',
    event_organizer: 'penyelenggara acara',
    vendor: 'tenan',
    staff: 'petugas',
    support: 'layanan pelanggan',
    administrator: 'administrator',
  },
};

const catalogue: Record<Language, Messages> = { id, en };

export function messagesOf(language: Language): Messages {
  return catalogue[language];
}

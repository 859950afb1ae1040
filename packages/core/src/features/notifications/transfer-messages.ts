import type { Language } from '../../kernel/format.ts';

/** Sentences of the mails about tickets that change hands. */
const en = {
  offered: {
    subject: (sender: string, title: string) => `${sender} has a ticket for you: ${title}`,
    heading: (title: string) => `Come along to ${title}`,
    hello: 'Hi,',
    body: (sender: string) =>
      `${sender} would like to give you a ticket. Sign in, or register with this e-mail address, and accept it; then it is yours, with a QR code of its own.`,
    until: 'Accept until',
    code: 'Code',
    action: 'Accept the ticket',
    note: 'The link is for you alone and good for one use. If you don’t know who this is from, do nothing.',
  },
  received: {
    subject: (title: string) => `Your ticket for ${title}`,
    heading: (title: string) => `See you at ${title}`,
    body: (sender: string) => `The ticket from ${sender} is yours now. Older QR codes of it no longer open the door.`,
  },
  accepted: {
    subject: (title: string) => `Your ticket for ${title} was accepted`,
    heading: 'The ticket has a new owner',
    body: (recipient: string) =>
      `${recipient} has accepted your ticket. Your own QR code for it no longer opens the door.`,
    note: 'Should the ticket be refunded, the money goes back the way it was paid.',
  },
  cancelled: {
    subject: (title: string) => `No longer for you: a ticket for ${title}`,
    heading: 'The ticket was taken back',
    body: (sender: string) => `The ticket that ${sender} offered you is no longer available. There is nothing to do.`,
  },
  declined: {
    subject: (title: string) => `Your ticket for ${title} was declined`,
    heading: 'The ticket stays yours',
    body: (recipient: string) => `${recipient} has declined your ticket. It is yours as before, with the same QR code.`,
  },
  expired: {
    subject: (title: string) => `Nobody has accepted your ticket for ${title}`,
    heading: 'The ticket stays yours',
    body: (recipient: string) =>
      `${recipient} has not accepted your ticket in time. It is yours as before, with the same QR code.`,
  },
  action: 'Open my tickets',
};

const id: typeof en = {
  offered: {
    subject: (sender, title) => `${sender} punya tiket untukmu: ${title}`,
    heading: (title) => `Ikut ke ${title}, yuk`,
    hello: 'Halo,',
    body: (sender) =>
      `${sender} ingin memberimu satu tiket. Masuk, atau daftar dengan alamat email ini, lalu terima tiketnya; setelah itu tiket jadi milikmu, dengan kode QR sendiri.`,
    until: 'Terima sebelum',
    code: 'Kode',
    action: 'Terima tiketnya',
    note: 'Tautan ini hanya untukmu dan hanya sekali pakai. Kalau kamu tidak kenal pengirimnya, abaikan saja.',
  },
  received: {
    subject: (title) => `Tiketmu untuk ${title}`,
    heading: (title) => `Sampai jumpa di ${title}`,
    body: (sender) => `Tiket dari ${sender} sekarang milikmu. Kode QR yang lama tidak berlaku lagi di pintu masuk.`,
  },
  accepted: {
    subject: (title) => `Tiketmu untuk ${title} sudah diterima`,
    heading: 'Tiket ini punya pemilik baru',
    body: (recipient) => `${recipient} sudah menerima tiketmu. Kode QR milikmu tidak berlaku lagi di pintu masuk.`,
    note: 'Kalau tiket ini nanti direfund, uangnya kembali lewat jalan pembayarannya.',
  },
  cancelled: {
    subject: (title) => `Batal untukmu: tiket ${title}`,
    heading: 'Tiketnya ditarik kembali',
    body: (sender) => `Tiket yang ditawarkan ${sender} sudah tidak tersedia. Kamu tidak perlu melakukan apa-apa.`,
  },
  declined: {
    subject: (title) => `Tiketmu untuk ${title} ditolak`,
    heading: 'Tiket tetap milikmu',
    body: (recipient) => `${recipient} menolak tiketmu. Tiket tetap milikmu, dengan kode QR yang sama.`,
  },
  expired: {
    subject: (title) => `Belum ada yang menerima tiketmu untuk ${title}`,
    heading: 'Tiket tetap milikmu',
    body: (recipient) =>
      `${recipient} tidak menerima tiketmu sampai batas waktunya. Tiket tetap milikmu, dengan kode QR yang sama.`,
  },
  action: 'Buka tiketku',
};

const catalogue: Record<Language, typeof en> = { id, en };

export function transferMessagesOf(language: Language): typeof en {
  return catalogue[language];
}

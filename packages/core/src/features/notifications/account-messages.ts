import type { Language } from '../../kernel/format.ts';

/** Sentences of the mails that keep an account its owner's. */
const en = {
  password_reset: {
    subject: 'A new password for Setiket',
    heading: 'Choose a new password',
    body: 'Somebody, we hope you, has asked for a new password. The link is good for one hour and for one use.',
    code: 'Code',
    username: 'Username',
    action: 'Choose a new password',
    note: 'If it was not you, do nothing: your password stays as it is, and nobody but you has this mail.',
  },
  email_verification: {
    subject: 'Verify your e-mail address for Setiket',
    heading: 'Verify your e-mail address',
    hello: 'Hello,',
    body: 'An account at Setiket was registered with this address, or changed to it. If it is yours, open the link while you are signed in. It is good for three days.',
    code: 'Code',
    action: 'Verify address',
    note: 'If it is not your account, do nothing: without you the address stays unverified, and nothing that is meant for you goes to that account.',
  },
  email_changed: {
    subject: 'Your e-mail address was changed',
    heading: 'Your e-mail address was changed',
    body: (moment: string) => `This happened on ${moment}. From now on we write to the new address.`,
    note: 'If that was not you, write to us at once by answering this mail.',
  },
};

const id: typeof en = {
  password_reset: {
    subject: 'Kata sandi baru untuk Setiket',
    heading: 'Buat kata sandi baru',
    body: 'Seseorang, semoga kamu sendiri, meminta kata sandi baru. Tautan ini berlaku satu jam dan hanya sekali pakai.',
    code: 'Kode',
    username: 'Nama pengguna',
    action: 'Buat kata sandi baru',
    note: 'Kalau bukan kamu yang meminta, abaikan saja: kata sandimu tetap sama, dan email ini hanya ada padamu.',
  },
  email_verification: {
    subject: 'Verifikasi alamat emailmu untuk Setiket',
    heading: 'Verifikasi alamat emailmu',
    hello: 'Halo,',
    body: 'Sebuah akun Setiket didaftarkan dengan alamat ini, atau diganti ke alamat ini. Kalau itu akunmu, buka tautan ini selagi kamu masuk. Tautan berlaku tiga hari.',
    code: 'Kode',
    action: 'Verifikasi alamat',
    note: 'Kalau itu bukan akunmu, abaikan saja: tanpa kamu alamat ini tetap belum terverifikasi, dan apa pun yang ditujukan untukmu tidak sampai ke akun itu.',
  },
  email_changed: {
    subject: 'Alamat emailmu diganti',
    heading: 'Alamat emailmu diganti',
    body: (moment) => `Ini terjadi pada ${moment}. Mulai sekarang kami menulis ke alamat yang baru.`,
    note: 'Kalau bukan kamu yang menggantinya, segera balas email ini.',
  },
};

const catalogue: Record<Language, typeof en> = { id, en };

export function accountMessagesOf(language: Language): typeof en {
  return catalogue[language];
}

import type { Texts } from '../../lib/locale.tsx';

type WaitingTexts = {
  title: string;
  lost: string;
  outsideEarly: string;
  outside: string;
  opens: (moment: string) => string;
  wait: string;
  again: string;
  early: string;
  earlyHint: string;
  untilDraw: string;
  numbering: string;
  position: string;
  ahead: { one?: string; other: string };
  next: string;
  soon: string;
  minutes: { one?: string; other: string };
  unknown: string;
  stay: string;
  progress: string;
  soldOut: string;
  soldOutHint: string;
  admitted: string;
  admittedHint: string;
  left: string;
  signIn: string;
  signInHint: string;
  expired: string;
  expiredHint: string;
};

export const waitingTexts: Texts<WaitingTexts> = {
  en: {
    title: 'Waiting room',
    lost: 'We have lost touch. Your place is kept; this page tries again by itself.',
    outsideEarly:
      'Many want these tickets, so everybody gets a fair turn. Whoever is here when the doors open is drawn by lot: it makes no difference how early you come.',
    outside: 'Many want these tickets, so everybody gets a turn. You are let in one after the other.',
    opens: (moment) => `Doors open: ${moment}`,
    wait: 'Wait for tickets',
    again: 'Wait again',
    early: 'You are in the draw',
    earlyHint: 'When the doors open, everybody who is here gets a place by lot. You may close this page and come back.',
    untilDraw: 'until the draw',
    numbering: 'Your number is on its way…',
    position: 'Your position',
    ahead: { one: '# person before you', other: '# people before you' },
    next: 'You are next',
    soon: 'Less than a minute',
    minutes: { one: 'About # minute', other: 'About # minutes' },
    unknown: 'It can’t be said yet how long it takes.',
    stay: 'This page moves by itself. Your place stays yours when you reload it or come back later.',
    progress: 'How far you have come',
    soldOut: 'Sold out at the moment',
    soldOutHint: 'You keep your place. When tickets come back, you are let in.',
    admitted: 'It is your turn',
    admittedHint: 'Choose your tickets and reserve them before the time is up.',
    left: 'left to reserve',
    signIn: 'Sign in to buy',
    signInHint: 'Your place goes along with you.',
    expired: 'Your time is over',
    expiredHint: 'You were let in and did not reserve in time. You can wait again, behind those who wait now.',
  },
  id: {
    title: 'Ruang tunggu',
    lost: 'Sambungan terputus. Tempatmu tetap tersimpan; halaman ini mencoba lagi sendiri.',
    outsideEarly:
      'Banyak yang ingin tiket ini, jadi semua mendapat giliran yang adil. Siapa pun yang ada saat pintu dibuka akan diundi: datang lebih awal tidak berpengaruh.',
    outside: 'Banyak yang ingin tiket ini, jadi semua mendapat giliran. Kalian masuk satu per satu.',
    opens: (moment) => `Pintu dibuka: ${moment}`,
    wait: 'Antre tiket',
    again: 'Antre lagi',
    early: 'Kamu ikut undian',
    earlyHint:
      'Saat pintu dibuka, semua yang ada di sini mendapat nomor lewat undian. Halaman ini boleh ditutup dan dibuka lagi.',
    untilDraw: 'sampai undian',
    numbering: 'Nomormu sedang disiapkan…',
    position: 'Posisimu',
    ahead: { other: '# orang di depanmu' },
    next: 'Berikutnya kamu',
    soon: 'Kurang dari satu menit',
    minutes: { other: 'Sekitar # menit' },
    unknown: 'Belum bisa diperkirakan berapa lama.',
    stay: 'Halaman ini bergerak sendiri. Tempatmu tetap milikmu walau dimuat ulang atau dibuka lagi nanti.',
    progress: 'Sejauh mana kamu sudah maju',
    soldOut: 'Sedang habis',
    soldOutHint: 'Tempatmu tetap. Kalau ada tiket yang kembali, kamu dipersilakan masuk.',
    admitted: 'Sekarang giliranmu',
    admittedHint: 'Pilih tiketmu dan pesan sebelum waktunya habis.',
    left: 'tersisa untuk memesan',
    signIn: 'Masuk untuk membeli',
    signInHint: 'Tempatmu ikut denganmu.',
    expired: 'Waktumu habis',
    expiredHint:
      'Kamu sudah dipersilakan tetapi belum memesan. Kamu bisa antre lagi, di belakang yang menunggu sekarang.',
  },
};

import type { Texts } from '../lib/locale.tsx';

type ShellTexts = {
  skip: string;
  home: string;
  tickets: string;
  orders: string;
  organize: string;
  administer: string;
  gate: string;
  boxOffice: string;
  account: string;
  signIn: string;
  signOut: string;
  signOutFailed: string;
  signOutFailedHint: string;
  close: string;
  menu: string;
  language: string;
  theme: string;
  light: string;
  dark: string;
  system: string;
  footer: string;
  api: string;
  festival: string;
  balance: string;
  notFound: string;
  notFoundHint: string;
  toEvents: string;
};

export const shellTexts: Texts<ShellTexts> = {
  en: {
    skip: 'Skip to content',
    home: 'Setiket, first page',
    tickets: 'My tickets',
    orders: 'My orders',
    organize: 'Organize',
    administer: 'Administration',
    gate: 'Gate',
    boxOffice: 'Box office',
    account: 'Account',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signOutFailed: 'You are still signed in',
    signOutFailedHint: 'Signing out did not work. Check your connection, then try again.',
    close: 'Close',
    menu: 'Menu',
    language: 'Bahasa Indonesia',
    theme: 'Appearance',
    light: 'Light',
    dark: 'Dark',
    system: 'Like the system',
    footer: 'Tickets without surprises: what you see is what you pay, and you get in.',
    api: 'REST API',
    festival: 'Festival',
    balance: 'Balance',
    notFound: 'This page does not exist',
    notFoundHint: 'The address may be mistyped, or what was here is gone.',
    toEvents: 'See all events',
  },
  id: {
    skip: 'Langsung ke isi',
    home: 'Setiket, halaman depan',
    tickets: 'Tiket saya',
    orders: 'Pesanan saya',
    organize: 'Kelola acara',
    administer: 'Administrasi',
    gate: 'Gerbang',
    boxOffice: 'Loket',
    account: 'Akun',
    signIn: 'Masuk',
    signOut: 'Keluar',
    signOutFailed: 'Kamu belum keluar',
    signOutFailedHint: 'Gagal keluar. Periksa koneksimu, lalu coba lagi.',
    close: 'Tutup',
    menu: 'Menu',
    language: 'English',
    theme: 'Tampilan',
    light: 'Terang',
    dark: 'Gelap',
    system: 'Ikuti sistem',
    footer: 'Tiket tanpa kejutan: harga yang terlihat adalah yang dibayar, dan kamu pasti masuk.',
    api: 'REST API',
    festival: 'Festival',
    balance: 'Saldo',
    notFound: 'Halaman ini tidak ada',
    notFoundHint: 'Mungkin alamatnya salah ketik, atau halamannya sudah tidak ada.',
    toEvents: 'Lihat semua acara',
  },
};

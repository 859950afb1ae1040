import type { Texts } from '../../lib/locale.tsx';
import type { Tab } from './tabs.ts';

type AdminTexts = {
  title: string;
  tabs: Record<Tab, string>;
  nothing: string;
  nothingHint: string;
  approve: string;
  reject: string;
  reason: string;
  reasonHint: string;
  by: (name: string) => string;
  search: string;
  role: string;
  roles: Record<'customer' | 'event_organizer' | 'vendor' | 'staff' | 'support' | 'administrator', string>;
  newCategory: string;
  noCategories: string;
  add: string;
  remove: (name: string) => string;
  retry: string;
  noJobs: string;
  reconcile: string;
  reconcileHint: string;
  checked: { one?: string; other: string };
  agrees: string;
  differences: { one?: string; other: string };
  noReports: string;
  forbidden: string;
  view: string;
};

export const adminTexts: Texts<AdminTexts> = {
  en: {
    title: 'Administration',
    tabs: {
      events: 'Events to approve',
      proposals: 'Organizers to approve',
      users: 'People',
      categories: 'Categories',
      jobs: 'Failed jobs',
      money: 'Reconciliation',
      books: 'Audit',
      trail: 'Who did what',
      venues: 'Venues',
      festival: 'Festival pages',
      messages: 'Messages',
      vendors: 'Vendors and booths',
    },
    nothing: 'Nothing waits for you',
    nothingHint: 'What organizers send in appears here.',
    approve: 'Approve',
    reject: 'Send back',
    reason: 'A word to the organizer',
    reasonHint: 'Goes with the mail; say what to change when you send something back.',
    by: (name) => `by ${name}`,
    search: 'Search by name or address',
    role: 'Role',
    roles: {
      customer: 'Customer',
      event_organizer: 'Organizer',
      vendor: 'Vendor',
      staff: 'Staff',
      support: 'Support',
      administrator: 'Administrator',
    },
    newCategory: 'New category',
    noCategories: 'No category yet.',
    add: 'Add',
    remove: (name) => `Delete ${name}`,
    retry: 'Try again',
    noJobs: 'Every job went through',
    reconcile: 'Compare now',
    reconcileHint:
      'Asks the payment provider about everything of the last seven days and shows where the books differ.',
    checked: { one: '# payment compared', other: '# payments compared' },
    agrees: 'The books agree.',
    differences: { one: '# difference', other: '# differences' },
    noReports: 'Nothing was compared yet.',
    forbidden: 'This is for administrators.',
    view: 'Look at it',
  },
  id: {
    title: 'Administrasi',
    tabs: {
      events: 'Acara menunggu',
      proposals: 'Penyelenggara menunggu',
      users: 'Orang',
      categories: 'Kategori',
      jobs: 'Tugas gagal',
      money: 'Rekonsiliasi',
      books: 'Audit',
      trail: 'Siapa berbuat apa',
      venues: 'Tempat',
      festival: 'Halaman festival',
      messages: 'Pesan',
      vendors: 'Tenan dan stan',
    },
    nothing: 'Tidak ada yang menunggu',
    nothingHint: 'Yang diajukan penyelenggara muncul di sini.',
    approve: 'Setujui',
    reject: 'Kembalikan',
    reason: 'Pesan untuk penyelenggara',
    reasonHint: 'Ikut di surel; tulis apa yang perlu diubah kalau dikembalikan.',
    by: (name) => `oleh ${name}`,
    search: 'Cari nama atau alamat',
    role: 'Peran',
    roles: {
      customer: 'Pelanggan',
      event_organizer: 'Penyelenggara',
      vendor: 'Tenan',
      staff: 'Petugas',
      support: 'Dukungan',
      administrator: 'Administrator',
    },
    newCategory: 'Kategori baru',
    noCategories: 'Belum ada kategori.',
    add: 'Tambah',
    remove: (name) => `Hapus ${name}`,
    retry: 'Coba lagi',
    noJobs: 'Semua tugas berjalan',
    reconcile: 'Bandingkan sekarang',
    reconcileHint: 'Menanyakan semua pembayaran tujuh hari terakhir ke penyedia dan menunjukkan bedanya.',
    checked: { other: '# pembayaran dibandingkan' },
    agrees: 'Pembukuannya cocok.',
    differences: { other: '# perbedaan' },
    noReports: 'Belum ada yang dibandingkan.',
    forbidden: 'Halaman ini untuk administrator.',
    view: 'Lihat',
  },
};

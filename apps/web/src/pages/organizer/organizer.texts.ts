import type { Texts } from '../../lib/locale.tsx';

type Status = 'draft' | 'pending' | 'approved' | 'rejected' | 'cancelled' | 'completed';

type OrganizerTexts = {
  title: string;
  newEvent: string;
  sold: string;
  revenue: string;
  active: string;
  none: string;
  helperHint: string;
  helperLead: string;
  noneHint: string;
  status: Record<Status, string>;
  statusHint: Record<Status, string>;
  becomeTitle: string;
  becomeLead: string;
  becomeName: string;
  becomeCategory: string;
  becomeDescription: string;
  becomeLocation: string;
  apply: string;
  applied: string;
  proposal: Record<'pending' | 'approved' | 'rejected', string>;
  details: string;
  eventTitle: string;
  category: string;
  description: string;
  starts: string;
  ends: string;
  zone: string;
  online: string;
  onlineUrl: string;
  onlineUrlHint: string;
  place: string;
  address: string;
  addressHint: string;
  venue: string;
  otherPlace: string;
  preview: string;
  city: string;
  capacity: string;
  capacityHint: string;
  saveDraft: string;
  save: string;
  saved: string;
  poster: string;
  posterHint: string;
  upload: string;
  uploading: string;
  types: string;
  addType: string;
  typeTitle: string;
  kind: string;
  kinds: Record<'paid' | 'free' | 'relawan', string>;
  price: string;
  leastPrice: string;
  leastPriceHint: string;
  quota: string;
  removeType: (title: string) => string;
  soldOf: (sold: string, quota: string) => string;
  submit: string;
  submitHint: string;
  guests: string;
  search: string;
  noGuests: string;
  exportAs: (format: string) => string;
  back: string;
  view: string;
  restored: string;
  undo: string;
  undoHint: (name: string, code: string) => string;
  reason: string;
  close: string;
};

export const organizerTexts: Texts<OrganizerTexts> = {
  en: {
    title: 'Your events',
    newEvent: 'New event',
    sold: 'Tickets sold',
    revenue: 'Revenue',
    active: 'Events on sale',
    none: 'No events yet',
    helperHint: 'Owners and managers of your team plan events. You see them here.',
    helperLead: 'You help with this event. Owners and managers of the team change it.',
    noneHint: 'Name it, say when and where, add a ticket type, and send it in. It takes five minutes.',
    status: {
      draft: 'Draft',
      pending: 'Being looked at',
      approved: 'On sale',
      rejected: 'Sent back',
      cancelled: 'Cancelled',
      completed: 'Over',
    },
    statusHint: {
      draft: 'Only you can see it.',
      pending: 'An administrator looks at it. You get a mail as soon as it is decided.',
      approved: 'Everybody can see it and buy tickets.',
      rejected: 'It needs a change before it can go on sale.',
      cancelled: 'What was paid for unused tickets goes back.',
      completed: 'It has taken place.',
    },
    becomeTitle: 'Put your events on sale',
    becomeLead: 'Tell us who you are. We answer within a working day.',
    becomeName: 'Name of your organization',
    becomeCategory: 'What kind of events?',
    becomeDescription: 'What do you do?',
    becomeLocation: 'Where are you?',
    apply: 'Apply',
    applied: 'Thank you. You get a mail as soon as it is decided.',
    proposal: {
      pending: 'Your application is being looked at.',
      approved: 'Your application was approved.',
      rejected: 'Your application was declined.',
    },
    details: 'What, when and where',
    eventTitle: 'Title',
    category: 'Category',
    description: 'Description',
    starts: 'Begins',
    ends: 'Ends',
    zone: 'Time zone',
    online: 'Takes place online',
    onlineUrl: 'Link',
    onlineUrlHint: 'Only ticket holders see it. When you change it, they get a mail.',
    place: 'Place',
    address: 'Address',
    addressHint: 'So that people and taxis find it; it may be left out',
    venue: 'Venue',
    otherPlace: 'Another place',
    preview: 'Preview: what buyers will see',
    city: 'City',
    capacity: 'Places in all',
    capacityHint: 'Over all ticket types; empty for no limit of its own',
    saveDraft: 'Save draft and go on to tickets',
    save: 'Save changes',
    saved: 'Saved.',
    poster: 'Poster',
    posterHint: 'JPEG, PNG or WebP, best 1600 × 900.',
    upload: 'Upload',
    uploading: 'Uploading …',
    types: 'Ticket types',
    addType: 'Add ticket type',
    typeTitle: 'Name',
    kind: 'Kind',
    kinds: { paid: 'Paid', free: 'Free', relawan: 'Pay what you like' },
    price: 'Price',
    leastPrice: 'Least price',
    leastPriceHint: 'Buyers choose their amount from this one upwards. 0 for no minimum.',
    quota: 'How many',
    removeType: (title) => `Remove ${title}`,
    soldOf: (sold, quota) => `${sold} of ${quota} sold`,
    submit: 'Send in for approval',
    submitHint: 'Needs at least one ticket type. Afterwards an administrator decides.',
    guests: 'Guests',
    search: 'Search guests',
    noGuests: 'Nobody has a ticket yet.',
    exportAs: (format) => `Export as ${format}`,
    back: 'Your events',
    view: 'View page',
    restored: 'What you typed last time was kept.',
    undo: 'Undo admission',
    undoHint: (name, code) => `The ticket ${code} of ${name} admits again. The log keeps what happened.`,
    reason: 'Reason',
    close: 'Close',
  },
  id: {
    title: 'Acaramu',
    newEvent: 'Acara baru',
    sold: 'Tiket terjual',
    revenue: 'Pendapatan',
    active: 'Acara dijual',
    none: 'Belum ada acara',
    helperHint: 'Pemilik dan manajer timmu merencanakan acara. Kamu melihatnya di sini.',
    helperLead: 'Kamu membantu di acara ini. Pemilik dan manajer tim yang mengubahnya.',
    noneHint: 'Beri nama, waktu, tempat, dan satu jenis tiket, lalu ajukan. Cukup lima menit.',
    status: {
      draft: 'Draf',
      pending: 'Sedang diperiksa',
      approved: 'Dijual',
      rejected: 'Dikembalikan',
      cancelled: 'Dibatalkan',
      completed: 'Selesai',
    },
    statusHint: {
      draft: 'Hanya kamu yang bisa melihat.',
      pending: 'Administrator sedang memeriksa. Kamu dikabari lewat surel begitu diputuskan.',
      approved: 'Semua orang bisa melihat dan membeli tiket.',
      rejected: 'Perlu diperbaiki sebelum bisa dijual.',
      cancelled: 'Uang tiket yang belum dipakai dikembalikan.',
      completed: 'Sudah berlangsung.',
    },
    becomeTitle: 'Jual tiket acaramu',
    becomeLead: 'Ceritakan siapa kamu. Kami jawab dalam satu hari kerja.',
    becomeName: 'Nama organisasi',
    becomeCategory: 'Acara seperti apa?',
    becomeDescription: 'Apa yang kamu lakukan?',
    becomeLocation: 'Di mana?',
    apply: 'Ajukan',
    applied: 'Terima kasih. Kamu dikabari lewat surel begitu diputuskan.',
    proposal: {
      pending: 'Pengajuanmu sedang diperiksa.',
      approved: 'Pengajuanmu disetujui.',
      rejected: 'Pengajuanmu ditolak.',
    },
    details: 'Apa, kapan, dan di mana',
    eventTitle: 'Judul',
    category: 'Kategori',
    description: 'Deskripsi',
    starts: 'Mulai',
    ends: 'Selesai',
    zone: 'Zona waktu',
    online: 'Berlangsung daring',
    onlineUrl: 'Tautan',
    onlineUrlHint: 'Hanya pemegang tiket yang melihatnya. Kalau kamu menggantinya, mereka menerima email.',
    place: 'Tempat',
    address: 'Alamat',
    addressHint: 'Supaya orang dan taksi menemukannya; boleh kosong',
    venue: 'Gedung',
    otherPlace: 'Tempat lain',
    preview: 'Pratinjau: yang dilihat pembeli',
    city: 'Kota',
    capacity: 'Jumlah tempat',
    capacityHint: 'Untuk semua jenis tiket; kosongkan kalau tanpa batas sendiri',
    saveDraft: 'Simpan draf dan lanjut ke tiket',
    save: 'Simpan perubahan',
    saved: 'Tersimpan.',
    poster: 'Poster',
    posterHint: 'JPEG, PNG, atau WebP, sebaiknya 1600 × 900.',
    upload: 'Unggah',
    uploading: 'Mengunggah …',
    types: 'Jenis tiket',
    addType: 'Tambah jenis tiket',
    typeTitle: 'Nama',
    kind: 'Jenis',
    kinds: { paid: 'Berbayar', free: 'Gratis', relawan: 'Bayar seikhlasnya' },
    price: 'Harga',
    leastPrice: 'Harga paling sedikit',
    leastPriceHint: 'Pembeli memilih nominal mulai dari ini. Isi 0 kalau tanpa batas.',
    quota: 'Jumlah',
    removeType: (title) => `Hapus ${title}`,
    soldOf: (sold, quota) => `${sold} dari ${quota} terjual`,
    submit: 'Ajukan untuk disetujui',
    submitHint: 'Perlu paling sedikit satu jenis tiket. Setelah itu administrator memutuskan.',
    guests: 'Tamu',
    search: 'Cari tamu',
    noGuests: 'Belum ada yang punya tiket.',
    exportAs: (format) => `Ekspor ${format}`,
    back: 'Acaramu',
    view: 'Lihat halaman',
    restored: 'Yang kamu ketik terakhir kali masih ada.',
    undo: 'Urungkan masuk',
    undoHint: (name, code) => `Tiket ${code} milik ${name} bisa dipakai lagi. Catatannya tetap ada.`,
    reason: 'Alasan',
    close: 'Tutup',
  },
};

export const STATUS_TONES = {
  draft: 'plain',
  pending: 'warn',
  approved: 'good',
  rejected: 'bad',
  cancelled: 'bad',
  completed: 'plain',
} as const;

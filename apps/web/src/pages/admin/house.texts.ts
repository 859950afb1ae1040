import type { Texts } from '../../lib/locale.tsx';

type HouseTexts = {
  add: string;
  save: string;
  saved: string;
  edit: (name: string) => string;
  remove: (name: string) => string;
  close: string;
  name: string;
  address: string;
  city: string;
  places: string;
  placesHint: string;
  venues: string;
  searchVenues: string;
  newVenue: string;
  festivalName: string;
  venueName: string;
  noVenues: string;
  pages: string;
  tagline: string;
  description: string;
  firstDay: string;
  lastDay: string;
  zone: string;
  map: string;
  phone: string;
  email: string;
  website: string;
  social: string;
  socialHint: string;
  event: string;
  noEvent: string;
  sale: string;
  sales: Record<'automatic' | 'not_yet' | 'open' | 'sold_out' | 'closed', string>;
  sponsors: string;
  newSponsor: string;
  tier: string;
  logo: string;
  schedule: string;
  newItem: string;
  what: string;
  performer: string;
  stage: string;
  begins: string;
  ends: string;
  noMessages: string;
  answered: string;
  markAnswered: string;
  reopen: string;
  reply: string;
  vendors: string;
  noVendors: string;
  noVendorsHint: string;
  vendorStatus: Record<'pending' | 'approved' | 'suspended', string>;
  status: string;
  booths: string;
  newBooth: string;
  number: string;
  location: string;
  assignedTo: string;
  nobody: string;
  setUp: string;
};

export const houseTexts: Texts<HouseTexts> = {
  en: {
    add: 'Add',
    save: 'Save',
    saved: 'Saved.',
    edit: (name) => `Edit ${name}`,
    remove: (name) => `Delete ${name}`,
    close: 'Close',
    name: 'Name',
    address: 'Address',
    city: 'City',
    places: 'Places',
    placesHint: 'Empty when it is not known',
    venues: 'Venues',
    searchVenues: 'Search venues',
    newVenue: 'New venue',
    festivalName: 'Name of the festival',
    venueName: 'Name of the place',
    noVenues: 'No venue found.',
    pages: 'What the festival page says',
    tagline: 'One sentence about it',
    description: 'Description',
    firstDay: 'First day',
    lastDay: 'Last day',
    zone: 'Time zone',
    map: 'Address of a map',
    phone: 'Phone number',
    email: 'E-mail address',
    website: 'Website',
    social: 'Elsewhere',
    socialHint: 'One a line: instagram https://…',
    event: 'Event with the tickets',
    noEvent: 'None',
    sale: 'Ticket sale',
    sales: {
      automatic: 'As the tickets themselves say',
      not_yet: 'Not yet',
      open: 'Open',
      sold_out: 'Sold out',
      closed: 'Closed',
    },
    sponsors: 'Sponsors',
    newSponsor: 'New sponsor',
    tier: 'Tier',
    logo: 'Logo',
    schedule: 'Schedule',
    newItem: 'New in the schedule',
    what: 'What happens',
    performer: 'Who performs',
    stage: 'Stage',
    begins: 'Begins',
    ends: 'Ends',
    noMessages: 'Nobody has written yet',
    answered: 'Answered',
    markAnswered: 'Mark as answered',
    reopen: 'Open again',
    reply: 'Answer by mail',
    vendors: 'Vendors',
    noVendors: 'No vendors yet',
    noVendorsHint: 'Give somebody the role of a vendor among the people, and they appear here.',
    vendorStatus: { pending: 'Waits', approved: 'Approved', suspended: 'Suspended' },
    status: 'Status',
    booths: 'Booths',
    newBooth: 'New booth',
    number: 'Number',
    location: 'Where it stands',
    assignedTo: 'Belongs to',
    nobody: 'Nobody',
    setUp: 'Set up',
  },
  id: {
    add: 'Tambah',
    save: 'Simpan',
    saved: 'Tersimpan.',
    edit: (name) => `Ubah ${name}`,
    remove: (name) => `Hapus ${name}`,
    close: 'Tutup',
    name: 'Nama',
    address: 'Alamat',
    city: 'Kota',
    places: 'Jumlah tempat',
    placesHint: 'Kosongkan kalau tidak diketahui',
    venues: 'Tempat',
    searchVenues: 'Cari tempat',
    newVenue: 'Tempat baru',
    festivalName: 'Nama festival',
    venueName: 'Nama tempat',
    noVenues: 'Tempat tidak ditemukan.',
    pages: 'Isi halaman festival',
    tagline: 'Satu kalimat tentangnya',
    description: 'Deskripsi',
    firstDay: 'Hari pertama',
    lastDay: 'Hari terakhir',
    zone: 'Zona waktu',
    map: 'Alamat peta',
    phone: 'Nomor telepon',
    email: 'Alamat surel',
    website: 'Situs',
    social: 'Di tempat lain',
    socialHint: 'Satu per baris: instagram https://…',
    event: 'Acara dengan tiketnya',
    noEvent: 'Tidak ada',
    sale: 'Penjualan tiket',
    sales: {
      automatic: 'Sesuai tiketnya sendiri',
      not_yet: 'Belum',
      open: 'Dibuka',
      sold_out: 'Habis',
      closed: 'Ditutup',
    },
    sponsors: 'Sponsor',
    newSponsor: 'Sponsor baru',
    tier: 'Tingkat',
    logo: 'Logo',
    schedule: 'Jadwal',
    newItem: 'Jadwal baru',
    what: 'Apa acaranya',
    performer: 'Siapa yang tampil',
    stage: 'Panggung',
    begins: 'Mulai',
    ends: 'Selesai',
    noMessages: 'Belum ada yang menulis',
    answered: 'Dijawab',
    markAnswered: 'Tandai sudah dijawab',
    reopen: 'Buka lagi',
    reply: 'Jawab lewat surel',
    vendors: 'Tenan',
    noVendors: 'Belum ada tenan',
    noVendorsHint: 'Beri seseorang peran tenan di daftar orang, lalu dia muncul di sini.',
    vendorStatus: { pending: 'Menunggu', approved: 'Disetujui', suspended: 'Ditangguhkan' },
    status: 'Status',
    booths: 'Stan',
    newBooth: 'Stan baru',
    number: 'Nomor',
    location: 'Letaknya',
    assignedTo: 'Milik',
    nobody: 'Tidak ada',
    setUp: 'Sudah dipasang',
  },
};

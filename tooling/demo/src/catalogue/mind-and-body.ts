import type { DemoEvent } from './event.ts';

export const mindAndBodyEvents: DemoEvent[] = [
  {
    title: 'Menulis yang Dibaca Orang',
    category: 'seminar',
    description:
      'Setengah hari tentang kalimat: yang pendek, yang panjang, dan yang lebih baik dihapus. Bawa satu halaman tulisanmu; kita sunting bersama di layar. Untuk penulis blog, laporan, dan surat cinta.',
    days: 14, weekday: 6, start: '09:00', hours: 4,
    city: 'Yogyakarta', place_name: 'Perpustakaan Teras', full_address: 'Jl. Kaliurang Dalam 8, Yogyakarta',
    tickets: [
      { title: 'Umum', kind: 'paid', price: 75_000, quantity: 60, sold: 2 },
      { title: 'Mahasiswa', kind: 'paid', price: 35_000, quantity: 40, sold: 2 },
    ],
  },
  {
    title: 'Kelas Keuangan Keluarga Muda',
    category: 'seminar',
    description:
      'Gaji masuk tanggal satu, habis tanggal sepuluh? Kita hitung bersama: dana darurat, cicilan rumah, dan cara membicarakan uang tanpa bertengkar. Lembar kerja disediakan, tidak ada produk yang dijual.',
    days: 21, weekday: 7, start: '09:30', hours: 3,
    city: 'Daring', place_name: 'Ruang daring', full_address: 'Tautan dikirim lewat email', is_online: true,
    tickets: [
      { title: 'Gratis', kind: 'free', quantity: 300, sold: 2 },
      { title: 'Dengan konsultasi', kind: 'paid', price: 150_000, quantity: 15, description: 'Tiga puluh menit empat mata setelah kelas.', sold: 2 },
    ],
  },
  {
    title: 'Membaca Data Tanpa Takut',
    category: 'seminar',
    description:
      'From a messy spreadsheet to one honest chart in an afternoon. We look at real public data about rain, rice and rent, and learn what not to believe. Laptop needed, no coding.',
    days: 37, weekday: 3, start: '13:00', hours: 4,
    city: 'Makassar', place_name: 'Kampus Pesisir', full_address: 'Jl. Perintis Pantai 10, Makassar', timezone: 'Asia/Makassar',
    tickets: [{ title: 'Seat', kind: 'paid', price: 120_000, quantity: 45 }],
  },
  {
    title: 'Bincang Benih dan Tanah',
    category: 'seminar',
    description:
      'Tiga petani muda bercerita bagaimana mereka menghidupkan lahan yang sudah ditinggalkan. Tukar benih di akhir acara: bawa satu, pulang dengan satu.',
    days: 8, weekday: 3, start: '15:00', hours: 3,
    city: 'Manado', place_name: 'Kebun Kota Tikala', full_address: 'Jl. Kebun 5, Manado', timezone: 'Asia/Makassar',
    tickets: [{ title: 'Donasi', kind: 'relawan', price: 0, quantity: 80, description: 'Seluruhnya untuk bank benih.', sold: 2, given: 15_000 }],
  },
  {
    title: 'Nusantara Dev Summit',
    category: 'conference',
    description:
      'Two days, four tracks and one rule: every talk shows code that runs in production. Databases, mobile, accessibility and the craft of deleting software. Lunch, childcare and live captions included.',
    days: 52, weekday: 5, start: '08:30', hours: 33,
    city: 'Jakarta', place_name: 'Balai Pertemuan Samudra', full_address: 'Jl. Jenderal Bahari 88, Jakarta Utara',
    tickets: [
      { title: 'Two days', kind: 'paid', price: 650_000, quantity: 500, sold: 1 },
      { title: 'One day', kind: 'paid', price: 375_000, quantity: 250 },
      { title: 'Student', kind: 'paid', price: 150_000, quantity: 100, description: 'With a valid card.', sold: 1 },
      { title: 'Volunteer', kind: 'relawan', price: 0, quantity: 30, description: 'Four hours at the desk, the rest is yours.' },
    ],
  },
  {
    title: 'Konferensi Kota Ramah Sepeda',
    category: 'conference',
    description:
      'Perencana kota, komunitas, dan pesepeda harian duduk satu meja. Pagi untuk data, siang untuk jalan-jalan keliling rute percobaan, sore untuk rencana yang bisa dimulai Senin.',
    days: 66, weekday: 4, start: '09:00', hours: 8,
    city: 'Bandung', place_name: 'Gedung Jalan Rindang', full_address: 'Jl. Rindang 100, Bandung',
    tickets: [
      { title: 'Peserta', kind: 'paid', price: 200_000, quantity: 180, sold: 2 },
      { title: 'Komunitas', kind: 'paid', price: 80_000, quantity: 60 },
    ],
  },
  {
    title: 'Forum Energi Pulau Kecil',
    category: 'conference',
    description:
      'How do forty households keep the lights on without a diesel boat? Engineers and village heads from nine islands compare panels, batteries and bills. Simultaneous interpretation.',
    days: 84, weekday: 2, start: '08:00', hours: 9,
    city: 'Jayapura', place_name: 'Aula Teluk Biru', full_address: 'Jl. Pantai Barat 3, Jayapura', timezone: 'Asia/Jayapura',
    tickets: [
      { title: 'Delegasi', kind: 'paid', price: 300_000, quantity: 120 },
      { title: 'Warga setempat', kind: 'free', quantity: 50, sold: 2 },
    ],
  },
  {
    title: 'Simposium Arsip Digital',
    category: 'conference',
    description: 'Bagaimana menyimpan berkas agar seratus tahun lagi masih terbuka? Pustakawan dan perekayasa berbagi praktik.',
    days: 96, weekday: 3, start: '09:00', hours: 7,
    city: 'Surabaya', place_name: 'Gedung Arsip Timur', full_address: 'Jl. Arsip 2, Surabaya',
    decision: { status: 'pending' },
    tickets: [{ title: 'Umum', kind: 'paid', price: 180_000, quantity: 140 }],
  },
  {
    title: 'Lari Subuh Sepuluh Kilometer',
    category: 'olahraga',
    description:
      'Start sebelum matahari, finis bersama sarapan. Rute datar sepanjang pantai, pos air tiap dua kilometer, medali untuk semua yang sampai. Kategori umum, pelajar, dan dorong kereta bayi.',
    days: 25, weekday: 7, start: '05:00', hours: 4,
    city: 'Balikpapan', place_name: 'Pantai Timur', full_address: 'Jl. Pesisir Timur, Balikpapan', timezone: 'Asia/Makassar',
    tickets: [
      { title: '10 km', kind: 'paid', price: 135_000, quantity: 900, sold: 2 },
      { title: '5 km', kind: 'paid', price: 90_000, quantity: 500, sold: 2 },
      { title: 'Relawan pos air', kind: 'relawan', price: 0, quantity: 60, description: 'Kaus dan sarapan disediakan.' },
    ],
  },
  {
    title: 'Pendakian Bersih Gunung',
    category: 'olahraga',
    description:
      'Naik dengan karung kosong, turun dengan karung penuh. Dua hari satu malam, pemandu berlisensi, tenda disediakan. Peserta wajib sehat dan membawa alat makan sendiri.',
    days: 57, weekday: 6, start: '06:00', hours: 34,
    city: 'Malang', place_name: 'Pos Hutan Pinus', full_address: 'Jl. Pendakian Utara, Malang',
    tickets: [
      { title: 'Pendaki', kind: 'paid', price: 185_000, quantity: 48, sold: 2 },
      { title: 'Pendaki pelajar', kind: 'paid', price: 120_000, quantity: 5, sold: 'all' },
    ],
  },
  {
    title: 'Yoga Pagi di Atap',
    category: 'olahraga',
    description: 'Ninety minutes above the traffic, before it starts. All levels, mats provided, tea afterwards. If it rains we breathe indoors.',
    days: 6, weekday: 7, start: '06:00', hours: 1.5,
    city: 'Denpasar', place_name: 'Atap Pasar Seni', full_address: 'Jl. Pasar Seni 6, Denpasar', timezone: 'Asia/Makassar',
    tickets: [{ title: 'Satu matras', kind: 'paid', price: 65_000, quantity: 10, sold: 'all' }],
  },
  {
    title: 'Final Futsal Antarkampus',
    category: 'sport',
    description:
      'Enam belas kampus, tinggal dua. Laga final putra dan putri di hari yang sama, dengan marching band dan suporter yang sudah berlatih sejak semester lalu. Satu tiket untuk kedua laga.',
    days: 18, weekday: 7, start: '15:00', hours: 5,
    city: 'Surabaya', place_name: 'Gelanggang Remaja Timur', full_address: 'Jl. Gelanggang 11, Surabaya',
    tickets: [
      { title: 'Tribun', kind: 'paid', price: 40_000, quantity: 1200, sold: 2 },
      { title: 'Tepi lapangan', kind: 'paid', price: 85_000, quantity: 80, sold: 2 },
    ],
  },
  {
    title: 'Turnamen Catur Kilat Terbuka',
    category: 'sport',
    description:
      'Sembilan babak, tiga menit ditambah dua detik. Papan dan jam disediakan, kelompok dibagi menurut peringkat, juara termuda mendapat piala sendiri.',
    days: 32, weekday: 6, start: '08:00', hours: 9,
    city: 'Medan', place_name: 'Aula Serikat Guru', full_address: 'Jl. Pendidikan 19, Medan',
    tickets: [
      { title: 'Pemain', kind: 'paid', price: 50_000, quantity: 128, sold: 2 },
      { title: 'Penonton', kind: 'free', quantity: 60 },
    ],
  },
  {
    title: 'Open Water Swim Lembeh',
    category: 'sport',
    description:
      'One or three kilometres between two islands, with a kayak for every ten swimmers. Warm water, gentle current at slack tide, fish stew at the finish. Minimum age sixteen.',
    days: 78, weekday: 6, start: '06:30', hours: 5,
    city: 'Manado', place_name: 'Dermaga Selat', full_address: 'Jl. Selat 1, Bitung', timezone: 'Asia/Makassar',
    tickets: [
      { title: '3 km', kind: 'paid', price: 260_000, quantity: 120 },
      { title: '1 km', kind: 'paid', price: 160_000, quantity: 160, sold: 2 },
    ],
  },
  {
    title: 'Balap Becak Hias',
    category: 'sport',
    description: 'Lima putaran di sekitar pasar, dengan becak yang dihias sendiri.',
    days: 45, weekday: 7, start: '08:00', hours: 4,
    city: 'Solo', place_name: 'Pasar Pagi', full_address: 'Jl. Pasar Pagi, Surakarta',
    decision: { status: 'rejected', message: 'Mohon lampirkan izin penutupan jalan dan rencana keselamatan penonton, lalu ajukan lagi.' },
    tickets: [{ title: 'Penonton', kind: 'paid', price: 20_000, quantity: 300 }],
  },
  {
    title: 'Festival Film Pendek Pelajar',
    category: 'seminar',
    description:
      'Dua puluh film pendek dari dua puluh sekolah, lalu bincang dengan para pembuatnya. Pemenang dipilih penonton di pintu keluar.',
    days: -24, weekday: 6, start: '13:00', hours: 6,
    city: 'Yogyakarta', place_name: 'Bioskop Rakyat', full_address: 'Jl. Kenari 4, Yogyakarta',
    tickets: [
      { title: 'Umum', kind: 'paid', price: 30_000, quantity: 12, sold: 'all' },
      { title: 'Pelajar', kind: 'free', quantity: 60, sold: 2 },
    ],
  },
  {
    title: 'Panggung Akustik Kemarau',
    category: 'konser',
    description: 'Sore terakhir sebelum hujan: lima penyanyi, satu pohon beringin, dan es kelapa muda.',
    days: -45, weekday: 7, start: '15:30', hours: 4,
    city: 'Makassar', place_name: 'Taman Beringin', full_address: 'Jl. Taman 9, Makassar', timezone: 'Asia/Makassar',
    tickets: [{ title: 'Umum', kind: 'paid', price: 55_000, quantity: 200, sold: 2 }],
  },
];

import type { DemoEvent } from './event.ts';

export const stageEvents: DemoEvent[] = [
  {
    title: 'Malam Gamelan di Bawah Bintang',
    category: 'konser',
    description:
      'Dua belas penabuh, satu pendopo terbuka, dan langit malam. Gending klasik Jawa bertemu aransemen baru untuk gamelan, dawai, dan paduan suara. Lesehan di atas tikar, wedang jahe disediakan. Datang sebelum pukul tujuh untuk melihat penyetelan gamelan dari dekat.',
    days: 16, weekday: 6, start: '19:00', hours: 3,
    city: 'Yogyakarta', place_name: 'Pendopo Langit Terbuka', full_address: 'Jl. Kenanga Barat 12, Yogyakarta',
    tickets: [
      { title: 'Lesehan', kind: 'paid', price: 85_000, quantity: 180, description: 'Tikar dan bantal disediakan.', sold: 2 },
      { title: 'Kursi depan', kind: 'paid', price: 150_000, quantity: 40, description: 'Baris satu sampai empat.', sold: 2 },
      { title: 'Pelajar', kind: 'paid', price: 45_000, quantity: 60, description: 'Tunjukkan kartu pelajar di pintu.' },
    ],
  },
  {
    title: 'Orkestra Layar Lebar',
    category: 'konser',
    description:
      'Enam puluh pemain orkestra memainkan musik film yang membuatmu ingat adegannya dalam dua nada. Dibagi dalam tiga babak: petualangan, luar angkasa, dan cinta yang tidak jadi. Cocok untuk keluarga, anak di atas enam tahun.',
    days: 34, weekday: 7, start: '16:00', hours: 2.5,
    city: 'Jakarta', place_name: 'Gedung Kesenian Cakrawala', full_address: 'Jl. Taman Raya 5, Jakarta Pusat',
    tickets: [
      { title: 'Balkon', kind: 'paid', price: 175_000, quantity: 220 },
      { title: 'Tengah', kind: 'paid', price: 275_000, quantity: 300, sold: 2 },
      { title: 'Utama', kind: 'paid', price: 450_000, quantity: 120, description: 'Termasuk bincang dengan konduktor.', sold: 1 },
    ],
  },
  {
    title: 'Konser Kecil di Loteng',
    category: 'konser',
    description:
      'Empat penyanyi, empat gitar, dua belas kursi. Tanpa pengeras suara, tanpa ponsel di udara. Setiap lagu punya cerita, dan kamu duduk cukup dekat untuk mendengar napas di antaranya.',
    days: 9, weekday: 5, start: '19:30', hours: 2,
    city: 'Bandung', place_name: 'Loteng Rumah Kayu', full_address: 'Jl. Pinus 21, Bandung',
    tickets: [{ title: 'Satu kursi', kind: 'paid', price: 60_000, quantity: 12, sold: 'all' }],
  },
  {
    title: 'Tribute to the Tape Deck',
    category: 'konser',
    description:
      'One night, three cover bands, and every chorus you recorded from the radio with the presenter talking over the end. Bring a cassette and get a sticker. Standing room, bar and food court open from five.',
    days: 72, weekday: 6, start: '18:00', hours: 5,
    city: 'Surabaya', place_name: 'Gudang Pelabuhan 9', full_address: 'Jl. Dermaga Timur 9, Surabaya',
    tickets: [
      { title: 'Early bird', kind: 'paid', price: 95_000, quantity: 6, description: 'While they last.', sold: 'all' },
      { title: 'Festival', kind: 'paid', price: 140_000, quantity: 800 },
      { title: 'Bring a friend', kind: 'paid', price: 125_000, quantity: 200, description: 'Price per person, for two and more.' },
    ],
  },
  {
    title: 'Jazz di Tepi Sawah',
    category: 'music',
    description:
      'Panggung kecil di tengah hamparan sawah, dari sore sampai lampu dinyalakan. Enam kelompok jazz dari Bali, Jawa, dan Lombok, dengan pasar makanan petani di antara set. Bawa sepatu yang boleh kotor.',
    days: 23, weekday: 6, start: '15:00', hours: 8,
    city: 'Ubud', place_name: 'Sawah Subak Lembayung', full_address: 'Jl. Raya Lembayung, Ubud, Bali', timezone: 'Asia/Makassar',
    tickets: [
      { title: 'Harian', kind: 'paid', price: 220_000, quantity: 600, sold: 2 },
      { title: 'Piknik berdua', kind: 'paid', price: 480_000, quantity: 80, description: 'Tikar, keranjang makanan, dua orang.' },
      { title: 'Relawan panggung', kind: 'relawan', price: 0, quantity: 40, description: 'Bantu satu giliran, tonton sisanya. Beri semampumu.', sold: 2, given: 25_000 },
    ],
  },
  {
    title: 'Elektronika Tengah Malam',
    category: 'music',
    description:
      'Modular synths, live coding and a room full of lasers. Five acts build everything from nothing, on stage, with their screens projected on the ceiling. Earplugs at the door, water is free.',
    days: 48, weekday: 6, start: '21:00', hours: 6,
    city: 'Jakarta', place_name: 'Ruang Bawah Tanah', full_address: 'Jl. Melawai Dalam 3, Jakarta Selatan',
    tickets: [
      { title: 'First release', kind: 'paid', price: 120_000, quantity: 100, sold: 2 },
      { title: 'Door', kind: 'paid', price: 180_000, quantity: 250 },
    ],
  },
  {
    title: 'Pasar Musik Akhir Pekan',
    category: 'music',
    description:
      'Piringan hitam bekas, kaset langka, pedal gitar, dan panggung terbuka untuk siapa saja yang berani. Daftar di tempat untuk naik panggung: dua lagu, lima menit. Masuk gratis, cukup ambil tiket agar kami tahu berapa kursi yang disiapkan.',
    days: 5, weekday: 7, start: '10:00', hours: 9,
    city: 'Malang', place_name: 'Halaman Stasiun Lama', full_address: 'Jl. Stasiun 1, Malang',
    tickets: [{ title: 'Masuk gratis', kind: 'free', quantity: 500, sold: 2 }],
  },
  {
    title: 'Paduan Suara Seribu Orang',
    category: 'music',
    description:
      'Tidak perlu bisa membaca not. Sore hari kita berlatih tiga lagu daerah dalam empat suara, malamnya kita menyanyikannya bersama di alun-alun. Lirik dibagikan, suara dari rumah masing-masing.',
    days: 61, weekday: 7, start: '14:00', hours: 6,
    city: 'Solo', place_name: 'Alun-alun Selatan', full_address: 'Alun-alun Selatan, Surakarta',
    tickets: [
      { title: 'Ikut menyanyi', kind: 'relawan', price: 10_000, quantity: 1000, description: 'Bayar semampumu, paling sedikit Rp 10.000 untuk buku lagu.', sold: 2, given: 20_000 },
      { title: 'Menonton', kind: 'free', quantity: 400 },
    ],
  },
  {
    title: 'Ketawa Sampai Pagi',
    category: 'komedi',
    description:
      'Delapan komika, satu panggung, tidak ada jeda iklan. Materi baru semua, belum pernah naik di tempat lain. Penonton baris depan dianggap sudah setuju untuk diajak bicara.',
    days: 12, weekday: 6, start: '20:00', hours: 4,
    city: 'Jakarta', place_name: 'Teater Kotak Sabun', full_address: 'Jl. Kemangi 44, Jakarta Selatan',
    tickets: [
      { title: 'Reguler', kind: 'paid', price: 110_000, quantity: 150, sold: 2 },
      { title: 'Baris depan', kind: 'paid', price: 160_000, quantity: 6, description: 'Untuk yang berani.', sold: 'all' },
    ],
  },
  {
    title: 'Lomba Bapak-bapak',
    category: 'komedi',
    description:
      'Kejuaraan lelucon bapak-bapak tingkat kota. Aturannya satu: yang tertawa kalah. Pendaftaran peserta di tempat, juri adalah anak-anak mereka sendiri.',
    days: 27, weekday: 7, start: '13:00', hours: 3,
    city: 'Semarang', place_name: 'Balai Warga Tugu Lama', full_address: 'Jl. Pemuda Lama 8, Semarang',
    tickets: [
      { title: 'Penonton', kind: 'paid', price: 25_000, quantity: 200, sold: 2 },
      { title: 'Peserta', kind: 'free', quantity: 8, description: 'Datang dengan satu anak atau keponakan.', sold: 'all' },
    ],
  },
  {
    title: 'Improv Without a Net',
    category: 'komedi',
    description:
      'You shout a word, they make a musical of it. English and Indonesian, often in the same sentence. Every show is the first and the last of its kind.',
    days: 40, weekday: 4, start: '19:30', hours: 2,
    city: 'Denpasar', place_name: 'Bale Cerita', full_address: 'Jl. Danau Timur 17, Denpasar', timezone: 'Asia/Makassar',
    tickets: [
      { title: 'General', kind: 'paid', price: 90_000, quantity: 90 },
      { title: 'Student', kind: 'paid', price: 50_000, quantity: 30 },
    ],
  },
  {
    title: 'Sepatu Bicara',
    category: 'komedi',
    description: 'Monolog tanpa kata-kata: seorang pemain, tiga puluh pasang sepatu, dan sebuah bangku. Empat puluh menit, lalu diskusi.',
    days: 55, weekday: 5, start: '19:00', hours: 1.5,
    city: 'Medan', place_name: 'Studio Lantai Tiga', full_address: 'Jl. Gatot Melati 30, Medan',
    decision: { status: 'pending' },
    tickets: [{ title: 'Umum', kind: 'paid', price: 70_000, quantity: 80 }],
  },
  {
    title: 'Rumah Nomor Tiga Belas',
    category: 'horror',
    description:
      'Teater imersif di rumah kosong selama empat puluh menit. Kamu masuk berenam, berjalan dari kamar ke kamar, dan rumah itu ingat namamu. Tidak untuk yang berjantung lemah; ada kata sandi untuk keluar kapan saja.',
    days: 19, weekday: 5, start: '18:30', hours: 5,
    city: 'Bandung', place_name: 'Rumah Tua Jalan Cendana', full_address: 'Jl. Cendana 13, Bandung',
    tickets: [
      { title: 'Giliran sore', kind: 'paid', price: 125_000, quantity: 6, description: 'Masih ada cahaya.', sold: 'all' },
      { title: 'Giliran malam', kind: 'paid', price: 150_000, quantity: 36, sold: 2 },
    ],
  },
  {
    title: 'Layar Tancap Hantu',
    category: 'horror',
    description:
      'Tiga film horor lama diputar dari rol di lapangan terbuka, dengan kacang rebus dan sarung pinjaman. Pencerita kampung mengisi waktu ganti rol dengan kisah yang katanya benar.',
    days: 30, weekday: 6, start: '19:00', hours: 6,
    city: 'Palembang', place_name: 'Lapangan Tepi Musi', full_address: 'Jl. Tepi Sungai 2, Palembang',
    tickets: [
      { title: 'Tikar', kind: 'paid', price: 30_000, quantity: 400, sold: 2 },
      { title: 'Anak di bawah 12', kind: 'free', quantity: 100, description: 'Didampingi orang dewasa.' },
    ],
  },
  {
    title: 'Jalan Malam Kota Tua',
    category: 'horror',
    description:
      'A two-hour walk through streets that the guidebooks close at sunset. Our guide carries a lantern and the archive: every story has a date, a house number and a newspaper clipping. In English.',
    days: 44, weekday: 4, start: '20:00', hours: 2,
    city: 'Semarang', place_name: 'Gerbang Kota Lama', full_address: 'Jl. Gereja Lama 1, Semarang',
    tickets: [{ title: 'Walker', kind: 'paid', price: 100_000, quantity: 25, sold: 2 }],
  },
];

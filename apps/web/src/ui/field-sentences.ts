/*
 * What the server says of a field, in Indonesian. Such a sentence has no code of its own, so it is known by its words; one
 * that is not here stands as the server put it.
 */

type Sentence = readonly [said: RegExp, shown: string];

/** `$1` stands for what the sentence says in that place. */
const SENTENCES: readonly Sentence[] = [
  [/^This field is required\.$/, 'Wajib diisi.'],
  [/^This field is required with a price\.$/, 'Wajib diisi kalau ada harga.'],
  [/^This field may not be blank\.$/, 'Tidak boleh kosong.'],
  [/^This field must have at least (\S+) characters\.$/, 'Paling sedikit $1 karakter.'],
  [/^This field must have at most (\S+) characters\.$/, 'Paling banyak $1 karakter.'],
  [/^This field contains characters that are not allowed\.$/, 'Ada karakter yang tidak diperbolehkan.'],
  [/^This field can’t be set here\.$/, 'Tidak bisa diatur di sini.'],
  [/^This field is not known\.$/, 'Isian ini tidak dikenal.'],
  [/^A valid \w+ is required\.$/, 'Isian ini tidak sah.'],
  [/^This value must be (\S+) or more\.$/, 'Paling kecil $1.'],
  [/^This value must be (\S+) or less\.$/, 'Paling besar $1.'],
  [/^This value must be more than (\S+)\.$/, 'Harus lebih dari $1.'],
  [/^This value must be less than (\S+)\.$/, 'Harus kurang dari $1.'],
  [/^This value must not be less than min_per_order\.$/, 'Tidak boleh kurang dari jumlah paling sedikit per pesanan.'],
  [/^This is not a valid choice\./, 'Pilihan ini tidak tersedia.'],
  [/^This is not a valid id\.$/, 'Pengenal ini tidak sah.'],
  [/^This amount is too large\.$/, 'Jumlah ini terlalu besar.'],
  [/^Enter a valid e-mail address\.$/, 'Tulis alamat surel yang benar.'],
  [/^Enter a valid address that begins with https:\/\/\.$/, 'Tulis alamat yang diawali https://.'],
  [/^Date and time have wrong format\./, 'Tanggal dan jam belum benar.'],
  [/^Date has wrong format\./, 'Tanggal belum benar.'],
  [/^Time has wrong format\./, 'Jam belum benar.'],
  [/^This is not an IANA time zone\.$/, 'Zona waktu ini tidak dikenal.'],
  [/^An event can’t begin in the past\.$/, 'Acara tidak bisa dimulai di masa lalu.'],
  [
    /^(It must end after it begins|It can’t end before it begins|The end has to be after the beginning)\.$/,
    'Selesainya harus setelah mulainya.',
  ],
  [/^The doors open before the event ends\.$/, 'Pintu dibuka sebelum acara selesai.'],
  [/^Say when the doors open:/, 'Tulis kapan pintu dibuka: belum ada jenis tiket yang penjualannya dimulai.'],
  [/^A tax needs a name,/, 'Pajak perlu nama, seperti yang tertulis di faktur.'],
  [/^A tax rate has at most (\d+) digits/, 'Tarif pajak paling banyak $1 angka di belakang koma.'],
  [/^An event needs at least one ticket type/, 'Acara perlu paling sedikit satu jenis tiket sebelum diterbitkan.'],
  [/^A ticket type appears twice\.$/, 'Satu jenis tiket muncul dua kali.'],
  [/^An order has at least (\d+) of these tickets\.$/, 'Satu pesanan paling sedikit $1 tiket ini.'],
  [/^An order has at most (\d+) of these tickets\.$/, 'Satu pesanan paling banyak $1 tiket ini.'],
  [/^The venue has room for (\S+)\.$/, 'Tempat ini muat $1 orang.'],
  [
    /^The quota can’t be below the (\S+) tickets/,
    'Kuota tidak bisa di bawah $1 tiket yang sudah terjual atau dipesan.',
  ],
  [/^The capacity can’t be below the tickets/, 'Kapasitas tidak bisa di bawah tiket yang sudah terjual atau dipesan.'],
  [
    /^The pool can’t be changed once/,
    'Kelompok tempat tidak bisa diganti setelah ada tiket yang terjual atau dipesan.',
  ],
  [
    /^Whether an event has a capacity of its own/,
    'Kapasitas bersama tidak bisa diubah setelah ada tiket yang dipesan.',
  ],
  [/^This event has ticket types of its own/, 'Acara ini punya jenis tiket sendiri: ubah harganya di sana.'],
  [/^A booth with that number already exists there\.$/, 'Nomor stan itu sudah ada di sana.'],
  [/^A user with that phone number already exists\.$/, 'Nomor telepon itu sudah dipakai.'],
  [/^A user with that (username|email)\b.*already exists\.$/, '$1 itu sudah dipakai.'],
  [/^Nobody has an account with this e-mail address\.$/, 'Tidak ada akun dengan alamat surel ini.'],
  [/^The account with this address is closed\.$/, 'Akun dengan alamat ini sudah ditutup.'],
  [/^This is your own address/, 'Ini alamatmu sendiri: tiketnya sudah milikmu.'],
  [/^The two passwords are not the same\.$/, 'Kedua kata sandi tidak sama.'],
  [/^This is not your password\.$/, 'Kata sandi ini salah.'],
  [/^Token is invalid or expired\.$/, 'Tautan ini sudah tidak berlaku.'],
  [/^The file is empty\.$/, 'Berkas ini kosong.'],
  [/^The file is too large\. At most (.+) are allowed\.$/, 'Berkas terlalu besar. Paling besar $1.'],
  [/^This file type is not allowed\. Use one of: (.+)\.$/, 'Jenis berkas ini tidak bisa dipakai. Gunakan: $1.'],
  [/^The picture can’t be read\./, 'Gambar ini tidak bisa dibaca. Simpan ulang lalu coba lagi.'],
  [/^No slug can be made from this name/, 'Nama ini tidak bisa menjadi alamat: tulis alamatnya sendiri.'],
  [/^There (is no such (event|gate|user|venue|ticket type)\b|are at most)/, 'Pilihan ini tidak tersedia.'],
  [/^This event has no (such ticket type|tickets)\.$/, 'Acara ini tidak punya tiket itu.'],
  [/^There is no such organization\.$/, 'Organisasi itu tidak ada.'],
];

export function fieldSentenceInIndonesian(sentence: string): string {
  for (const [said, shown] of SENTENCES) {
    const match = said.exec(sentence);
    if (match) return shown.replace('$1', match[1] ?? '');
  }
  return sentence;
}

import type { Texts } from '../../lib/locale.tsx';

type ChangesTexts = {
  title: string;
  lead: string;
  waits: string;
  withdraw: string;
  before: string;
  after: string;
  empty: string;
  yes: string;
  no: string;
  ofEvent: string;
  fields: Record<string, string>;
};

export const changesTexts: Texts<ChangesTexts> = {
  en: {
    title: 'Your change waits for approval',
    lead: 'The event stays on sale as it was until an administrator has approved your change. You get a mail with the decision.',
    waits: 'Saved. Your change waits for approval; the event stays on sale as it was.',
    withdraw: 'Withdraw the change',
    before: 'On sale now',
    after: 'After approval',
    empty: 'empty',
    yes: 'yes',
    no: 'no',
    ofEvent: 'Change of an event on sale',
    fields: {
      title: 'Title',
      description: 'Description',
      starts_at: 'Begins',
      ends_at: 'Ends',
      timezone: 'Time zone',
      place_name: 'Place',
      city: 'City',
      full_address: 'Address',
      location: 'Location',
      is_online: 'Online',
      category: 'Category',
      venue: 'Venue',
      image_url: 'Picture',
    },
  },
  id: {
    title: 'Perubahanmu menunggu persetujuan',
    lead: 'Acara tetap dijual seperti semula sampai administrator menyetujui perubahanmu. Keputusannya kami kirim lewat email.',
    waits: 'Tersimpan. Perubahanmu menunggu persetujuan; acara tetap dijual seperti semula.',
    withdraw: 'Tarik kembali perubahan',
    before: 'Yang dijual sekarang',
    after: 'Setelah disetujui',
    empty: 'kosong',
    yes: 'ya',
    no: 'tidak',
    ofEvent: 'Perubahan acara yang sedang dijual',
    fields: {
      title: 'Judul',
      description: 'Deskripsi',
      starts_at: 'Mulai',
      ends_at: 'Selesai',
      timezone: 'Zona waktu',
      place_name: 'Tempat',
      city: 'Kota',
      full_address: 'Alamat',
      location: 'Lokasi',
      is_online: 'Daring',
      category: 'Kategori',
      venue: 'Gedung',
      image_url: 'Gambar',
    },
  },
};

import type { Language } from '../../kernel/format.ts';

const en = {
  ticket: 'Ticket',
  tickets_of: (event: string) => `Tickets for ${event}`,
  when: 'When',
  where: 'Where',
  online: 'Online',
  type: 'Type',
  holder: 'Holder',
  admits: 'Admits one person, once. Don’t post this code anywhere.',
  invoice: 'Invoice',
  credit_note: 'Credit note',
  number: 'Number',
  issued: 'Issued',
  order: 'Order',
  corrects: 'For invoice',
  seller: 'Seller',
  buyer: 'Buyer',
  event: 'Event',
  description: 'Description',
  quantity: 'Quantity',
  unit_price: 'Price',
  amount: 'Amount',
  subtotal: 'Subtotal',
  total: 'Total',
  credited: 'Total credited',
  invoice_note: 'Issued electronically; valid without a signature.',
  credit_note_note: 'This amount goes back the way it was paid. Issued electronically; valid without a signature.',
  tickets_file: 'tickets',
  ticket_file: 'ticket',
  invoice_file: 'invoice',
  credit_note_file: 'credit-note',
};

export type Words = typeof en;

const id: Words = {
  ticket: 'Tiket',
  tickets_of: (event) => `Tiket untuk ${event}`,
  when: 'Waktu',
  where: 'Tempat',
  online: 'Daring',
  type: 'Jenis',
  holder: 'Pemegang',
  admits: 'Untuk satu orang, satu kali masuk. Jangan unggah kode ini.',
  invoice: 'Faktur',
  credit_note: 'Nota kredit',
  number: 'Nomor',
  issued: 'Diterbitkan',
  order: 'Pesanan',
  corrects: 'Untuk faktur',
  seller: 'Penjual',
  buyer: 'Pembeli',
  event: 'Acara',
  description: 'Keterangan',
  quantity: 'Jumlah',
  unit_price: 'Harga',
  amount: 'Nilai',
  subtotal: 'Subtotal',
  total: 'Total',
  credited: 'Total dikreditkan',
  invoice_note: 'Diterbitkan secara elektronik dan berlaku tanpa tanda tangan.',
  credit_note_note:
    'Jumlah ini dikembalikan lewat cara yang sama dengan pembayarannya. Diterbitkan secara elektronik dan berlaku tanpa tanda tangan.',
  tickets_file: 'tiket',
  ticket_file: 'tiket',
  invoice_file: 'faktur',
  credit_note_file: 'nota-kredit',
};

const catalogue: Record<Language, Words> = { id, en };

/** What documents say, in the language of who gets them. */
export function wordsOf(language: Language): Words {
  return catalogue[language];
}

import type { Refusal } from '../lib/api.ts';
import { type Texts, useText } from '../lib/locale.tsx';

type RefusalTexts = { network: string; byCode: Record<string, string> };

const texts: Texts<RefusalTexts> = {
  en: {
    network: 'We can’t be reached right now. Check your connection and try again; nothing was lost.',
    byCode: {},
  },
  id: {
    network: 'Kami tidak dapat dihubungi. Periksa koneksimu lalu coba lagi; tidak ada yang hilang.',
    byCode: {
      'ticket_type.sold_out': 'Tiket ini baru saja habis.',
      'booking.person_limit': 'Jumlah tiketmu sudah mencapai batas per orang.',
      'booking.expired': 'Waktu pesanan ini habis dan tempatnya dilepas. Silakan pesan lagi.',
      'booking.event_closed': 'Acara ini tidak dijual.',
      'booking.event_over': 'Acara ini sudah selesai.',
      'booking.sale_ended': 'Penjualan tiket ini sudah ditutup.',
      'booking.sale_not_started': 'Penjualan tiket ini belum dibuka.',
      'booking.wrong_state': 'Pesanan ini sudah tidak dalam keadaan itu.',
      'waiting_room.admission_required': 'Acara ini punya ruang tunggu. Ikut antre dulu, lalu beli saat giliranmu.',
      'waiting_room.admission_expired': 'Waktumu untuk membeli sudah habis. Antre lagi untuk giliran berikutnya.',
      'waiting_room.off': 'Acara ini tidak punya ruang tunggu: tiketnya bisa langsung dibeli.',
      'waiting_room.has_opened': 'Pintunya sudah dibuka, jadi waktunya tidak bisa diubah.',
      'balance.insufficient': 'Saldomu tidak cukup.',
      'auth.invalid_credentials': 'Nama pengguna atau kata sandi salah.',
      'upgrade.already_pending': 'Kenaikan tiket ini masih menunggu pembayaran. Bayar atau batalkan dulu.',
      'upgrade.ticket_changed': 'Tiket ini baru saja berubah. Lihat lagi lalu coba ulang.',
      'upgrade.sale_ended': 'Penjualan tiket ini sudah ditutup.',
      'guest_message.nobody': 'Tidak ada yang memegang tiket itu.',
      'guest_message.too_many_today': 'Acara ini sudah mengirim sebanyak yang boleh dalam sehari.',
      'wallet.not_configured': 'Dompet ini belum disiapkan di sini.',
      'comp.quota_used': 'Acara ini sudah memberikan semua tiket yang boleh diberikan.',
      'comp.quota_too_small': 'Yang sudah diberikan lebih dari itu.',
      'organization.last_owner': 'Organisasi perlu pemilik. Tunjuk pemilik lain dulu.',
      'organization.already_member': 'Orang ini sudah anggota.',
      'invitation.not_found': 'Undangan ini tidak ada atau sudah ditarik.',
      'invitation.used': 'Undangan ini sudah diterima.',
      'invitation.expired': 'Undangan ini kedaluwarsa. Minta yang baru.',
      'invitation.not_yours': 'Undangan ini dikirim ke alamat surel lain.',
      'venue.in_use': 'Tempat ini dipakai acara dan tidak bisa dihapus.',
      'booth.taken': 'Stan ini milik tenan lain. Lepaskan dulu.',
      'box_office.nothing_to_send': 'Tidak ada tiket yang masih berlaku.',
      'scan.conflict_resolved': 'Ini sudah diselesaikan.',
      'ticket.already_used': 'Tiket ini sudah dipakai.',
      'ticket.already_refunded': 'Tiket ini sudah dikembalikan.',
      'request.rate_limited': 'Terlalu banyak percobaan. Tunggu sebentar lalu coba lagi.',
      'request.unauthorized': 'Masuk dulu untuk melanjutkan.',
      'request.forbidden': 'Akunmu tidak boleh melakukan ini.',
      'request.invalid': 'Ada isian yang belum benar.',
      'transfer.ticket_used': 'Tiket yang sudah dipakai tidak bisa dialihkan.',
      'transfer.not_addressee': 'Tiket ini dikirim ke alamat surel lain.',
      'transfer.expired': 'Penawaran ini sudah kedaluwarsa.',
      'transfer.not_pending': 'Penawaran ini sudah tidak berlaku.',
    },
  },
};

export function useRefusalTexts(): RefusalTexts {
  return useText(texts);
}

/** A refusal as a sentence in the reader’s language: by its code where we have one, else as the server put it. */
export function refusalSentence({ code, message, fields }: Refusal, { network, byCode }: RefusalTexts): string {
  if (code === 'network') return network;
  return byCode[code] ?? Object.values(fields)[0]?.[0] ?? message;
}

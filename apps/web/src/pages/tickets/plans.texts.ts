import type { Texts } from '../../lib/locale.tsx';
import type { Why } from './limits.ts';

type PlanTexts = { title: string; not: string; why: Record<Why, string> };

export const planTexts: Texts<PlanTexts> = {
  en: {
    title: 'Other plans?',
    not: 'Not possible with this ticket',
    why: {
      cancelled: 'The ticket was cancelled.',
      used: 'The ticket was used.',
      over: 'The event is over.',
      offline: 'There is no network. It works again as soon as you are connected.',
      offered: 'You have offered it to somebody. Take that back first, under Offers.',
      upgrading: 'An upgrade waits for its payment. Pay it or give it up first.',
    },
  },
  id: {
    title: 'Ganti rencana?',
    not: 'Tidak bisa dengan tiket ini',
    why: {
      cancelled: 'Tiketnya sudah dibatalkan.',
      used: 'Tiketnya sudah dipakai.',
      over: 'Acaranya sudah selesai.',
      offline: 'Tidak ada jaringan. Bisa lagi begitu kamu tersambung.',
      offered: 'Sudah kamu tawarkan ke orang lain. Tarik dulu di bagian Penawaran.',
      upgrading: 'Kenaikan tiket menunggu pembayaran. Bayar atau batalkan dulu.',
    },
  },
};

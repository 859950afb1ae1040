import type { Texts } from '../../lib/locale.tsx';

type PreviewTexts = {
  title: string;
  lead: string;
  noTitle: string;
  noTime: string;
  noPlace: string;
  online: string;
  free: string;
  noTickets: string;
};

export const previewTexts: Texts<PreviewTexts> = {
  en: {
    title: 'What buyers will see',
    lead: 'It follows what you type.',
    noTitle: 'Title of your event',
    noTime: 'Day and time',
    noPlace: 'Place',
    online: 'Online',
    free: 'Free',
    noTickets: 'Tickets and prices come after this form.',
  },
  id: {
    title: 'Yang dilihat pembeli',
    lead: 'Mengikuti yang kamu ketik.',
    noTitle: 'Judul acaramu',
    noTime: 'Hari dan jam',
    noPlace: 'Tempat',
    online: 'Daring',
    free: 'Gratis',
    noTickets: 'Tiket dan harga menyusul setelah formulir ini.',
  },
};

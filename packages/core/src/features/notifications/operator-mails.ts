import { z } from 'zod';
import { languageOf } from '../../kernel/format.ts';
import { defineJob } from '../../kernel/jobs.ts';
import { houseAddress } from './contact-mails.ts';
import { deliverOnce } from './deliver.ts';
import { linksOf } from './links.ts';

const SENTENCES = {
  failed_jobs: {
    subject: (count: number) => `${count} pekerjaan gagal dan menunggu Anda`,
    body: 'Ada pekerjaan yang gagal setelah semua percobaan, misalnya sebuah email atau pengembalian dana. Pekerjaan itu tetap tersimpan sampai dijalankan lagi.',
    next: 'Lihat sebabnya, lalu jalankan lagi di halaman administrasi atau dengan "setiket jobs retry".',
  },
  audit_findings: {
    subject: (count: number) => `Pemeriksaan pembukuan menemukan ${count} selisih`,
    body: 'Pemeriksaan pembukuan menemukan jumlah yang tidak cocok dengan baris yang mendasarinya.',
    next: 'Buka hasil pemeriksaan di halaman administrasi.',
  },
  audit_failed: {
    subject: () => 'Pemeriksaan pembukuan tidak dapat dijalankan',
    body: 'Pemeriksaan pembukuan berhenti sebelum selesai, jadi belum diketahui apakah semua jumlah cocok.',
    next: 'Lihat log worker, lalu jalankan lagi pemeriksaan di halaman administrasi.',
  },
} as const;

/** Tells the operator of something that nobody looks for by himself. `reference` is its occasion: one mail each. */
export const operatorAlertMail = defineJob({
  name: 'mail.operator_alert',
  payload: z.object({
    alert: z.enum(['failed_jobs', 'audit_findings', 'audit_failed']),
    reference: z.string(),
    count: z.int(),
  }),
  async run(deps, { alert, reference, count }) {
    const { subject, body, next } = SENTENCES[alert];
    const to = { name: 'Setiket', address: houseAddress(deps.env) };
    await deliverOnce(deps, { kind: `operator_${alert}`, subject_id: reference, to }, async () => ({
      // The operator's own language.
      language: languageOf('id'),
      subject: subject(count),
      preview: body,
      heading: subject(count),
      paragraphs: [body, next],
      facts: [],
      tickets: [],
      action: { label: 'Buka administrasi', url: linksOf(deps.env).administration },
      notes: [],
      attachments: [],
    }));
  },
});

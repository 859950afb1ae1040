import type { Texts } from '../../lib/locale.tsx';

type AuditTexts = {
  lead: string;
  run: string;
  running: string;
  failed: string;
  sound: string;
  findings: { one?: string; other: string };
  checks: { one?: string; other: string };
  by: (name: string) => string;
  none: string;
  show: string;
  hide: string;
  fine: string;
  took: (milliseconds: string) => string;
  expected: string;
  actual: string;
  who: string;
  whoHint: string;
  action: string;
  actionHint: string;
  kind: string;
  subject: string;
  from: string;
  to: string;
  search: string;
  house: string;
  gone: string;
  nothing: string;
  nothingHint: string;
  older: string;
};

export const auditTexts: Texts<AuditTexts> = {
  en: {
    lead: 'Recomputes pools, balances, ledger, orders and payments from the rows beneath them. Sales go on meanwhile.',
    run: 'Audit the books now',
    running: 'Running',
    failed: 'Could not be carried out',
    sound: 'Everything adds up',
    findings: { one: '# thing does not add up', other: '# things do not add up' },
    checks: { one: '# check', other: '# checks' },
    by: (name) => `asked for by ${name}`,
    none: 'Nobody has audited the books here yet.',
    show: 'Show every check',
    hide: 'Hide the checks',
    fine: 'adds up',
    took: (milliseconds) => `${milliseconds} ms`,
    expected: 'Expected',
    actual: 'Found',
    who: 'Who',
    whoHint: 'Username, e-mail address or id',
    action: 'What happened',
    actionHint: 'For example event.approved',
    kind: 'Kind of thing',
    subject: 'Id of the thing',
    from: 'From',
    to: 'Until',
    search: 'Search',
    house: 'Setiket itself',
    gone: 'an account that is gone',
    nothing: 'Nothing of that kind happened',
    nothingHint: 'Leave something out and search again.',
    older: 'Older ones',
  },
  id: {
    lead: 'Menghitung ulang tempat, saldo, buku besar, pesanan, dan pembayaran dari baris di bawahnya. Penjualan tetap berjalan.',
    run: 'Periksa pembukuan sekarang',
    running: 'Sedang berjalan',
    failed: 'Tidak dapat dijalankan',
    sound: 'Semuanya cocok',
    findings: { other: '# hal tidak cocok' },
    checks: { other: '# pemeriksaan' },
    by: (name) => `diminta oleh ${name}`,
    none: 'Belum ada yang memeriksa pembukuan di sini.',
    show: 'Tampilkan semua pemeriksaan',
    hide: 'Sembunyikan pemeriksaan',
    fine: 'cocok',
    took: (milliseconds) => `${milliseconds} md`,
    expected: 'Seharusnya',
    actual: 'Ternyata',
    who: 'Siapa',
    whoHint: 'Nama pengguna, alamat surel, atau id',
    action: 'Apa yang terjadi',
    actionHint: 'Misalnya event.approved',
    kind: 'Jenis',
    subject: 'Id yang dikenai',
    from: 'Dari',
    to: 'Sampai',
    search: 'Cari',
    house: 'Setiket sendiri',
    gone: 'akun yang sudah tidak ada',
    nothing: 'Tidak ada kejadian seperti itu',
    nothingHint: 'Kosongkan salah satu isian lalu cari lagi.',
    older: 'Yang lebih lama',
  },
};

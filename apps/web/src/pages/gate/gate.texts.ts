import type { Texts } from '../../lib/locale.tsx';

type GateTexts = {
  title: string;
  pairTitle: string;
  pairLead: string;
  pairingCode: string;
  pair: string;
  unpair: string;
  unpairAsk: (waiting: number) => string;
  entry: string;
  exit: string;
  camera: string;
  noCamera: string;
  torch: string;
  startCamera: string;
  stopCamera: string;
  manual: string;
  manualHint: string;
  check: string;
  next: string;
  welcome: string;
  goodbye: string;
  stop: string;
  again: string;
  unpaired: string;
  offline: string;
  online: string;
  waiting: { one?: string; other: string };
  inside: string;
  admitted: (admitted: string, expected: string) => string;
  ready: string;
  decidedAlone: string;
  conflicts: { one?: string; other: string };
  reasons: Record<string, string>;
};

export const gateTexts: Texts<GateTexts> = {
  en: {
    title: 'Gate',
    pairTitle: 'Pair this device',
    pairLead: 'The organizer finds a pairing code with the event, under “Gates”. Open its link or type it here.',
    pairingCode: 'Pairing code',
    pair: 'Pair',
    unpair: 'Unpair this device',
    unpairAsk: (waiting) =>
      waiting > 0
        ? `${waiting} scans were not handed in yet and would be lost. Unpair all the same?`
        : 'Unpair this device?',
    entry: 'In',
    exit: 'Out',
    camera: 'Camera',
    noCamera: 'No camera can be used. Type the code, or use a scanner with a keyboard plug.',
    torch: 'Light',
    startCamera: 'Scan with the camera',
    stopCamera: 'Stop camera',
    manual: 'Ticket code or scanner',
    manualHint: 'Hand-held scanners type here by themselves.',
    check: 'Check',
    next: 'Next',
    welcome: 'Welcome',
    goodbye: 'Goodbye',
    stop: 'Stop',
    again: 'Scan again',
    unpaired:
      'This device was revoked, its gate is closed, or the event is over. Pair it again: scans that were not handed in yet are kept.',
    offline: 'No network: this gate decides by itself',
    online: 'Connected',
    waiting: { one: '# scan to hand in', other: '# scans to hand in' },
    inside: 'inside now',
    admitted: (admitted, expected) => `${admitted} of ${expected} admitted`,
    ready: 'Ready',
    decidedAlone: 'Decided without network',
    conflicts: { one: '# conflict was found', other: '# conflicts were found' },
    reasons: {
      'scan.offline_code': 'Without network only QR codes can be checked.',
      'scan.forged': 'This QR code was not made by us.',
      'scan.keyboard_layout':
        'The scanner types for another keyboard layout than this computer’s. Set both to the same layout and scan again.',
      'scan.wrong_event': 'This ticket is for another event.',
      'scan.event_cancelled': 'This event was cancelled.',
      'scan.event_over': 'This event is over.',
      'scan.not_yet': 'The gates are not open yet.',
      'gate.failed': 'This phone could not check the ticket. Scan it again.',
      'scan.transferred': 'This QR code is out of date: the ticket has changed hands or was upgraded.',
      'scan.cancelled': 'This ticket is not valid any more.',
      'scan.already_used': 'This ticket was used already.',
      'scan.not_inside': 'Nobody is inside with this ticket.',
    },
  },
  id: {
    title: 'Gerbang',
    pairTitle: 'Pasangkan perangkat ini',
    pairLead: 'Penyelenggara punya kodenya di halaman acara, bagian “Gerbang”. Buka tautannya atau ketik di sini.',
    pairingCode: 'Kode pasangan',
    pair: 'Pasangkan',
    unpair: 'Lepaskan perangkat ini',
    unpairAsk: (waiting) =>
      waiting > 0 ? `${waiting} pindaian belum diserahkan dan akan hilang. Tetap lepaskan?` : 'Lepaskan perangkat ini?',
    entry: 'Masuk',
    exit: 'Keluar',
    camera: 'Kamera',
    noCamera: 'Kamera tidak bisa dipakai. Ketik kodenya, atau pakai pemindai genggam.',
    torch: 'Lampu',
    startCamera: 'Pindai dengan kamera',
    stopCamera: 'Matikan kamera',
    manual: 'Kode tiket atau pemindai',
    manualHint: 'Pemindai genggam mengetik sendiri di sini.',
    check: 'Periksa',
    next: 'Berikutnya',
    welcome: 'Selamat datang',
    goodbye: 'Sampai jumpa',
    stop: 'Tahan dulu',
    again: 'Pindai lagi',
    unpaired:
      'Perangkat ini dicabut, gerbangnya ditutup, atau acaranya selesai. Pasangkan lagi: pindaian yang belum diserahkan tetap disimpan.',
    offline: 'Tanpa jaringan: gerbang ini memutuskan sendiri',
    online: 'Tersambung',
    waiting: { other: '# pindaian belum diserahkan' },
    inside: 'sedang di dalam',
    admitted: (admitted, expected) => `${admitted} dari ${expected} sudah masuk`,
    ready: 'Siap',
    decidedAlone: 'Diputuskan tanpa jaringan',
    conflicts: { other: '# bentrokan ditemukan' },
    reasons: {
      'scan.offline_code': 'Tanpa jaringan hanya kode QR yang bisa diperiksa.',
      'scan.forged': 'Kode QR ini bukan buatan kami.',
      'scan.keyboard_layout':
        'Pemindai memakai tata letak papan ketik yang berbeda dengan komputer ini. Samakan keduanya lalu pindai lagi.',
      'scan.wrong_event': 'Tiket ini untuk acara lain.',
      'scan.event_cancelled': 'Acara ini dibatalkan.',
      'scan.event_over': 'Acara ini sudah selesai.',
      'scan.not_yet': 'Pintu belum dibuka.',
      'gate.failed': 'Ponsel ini tidak bisa memeriksa tiketnya. Pindai lagi.',
      'scan.transferred': 'Kode QR ini sudah tidak berlaku: tiketnya sudah berpindah tangan atau ditingkatkan.',
      'scan.cancelled': 'Tiket ini sudah tidak berlaku.',
      'scan.already_used': 'Tiket ini sudah dipakai.',
      'scan.not_inside': 'Tidak ada yang di dalam dengan tiket ini.',
    },
  },
};

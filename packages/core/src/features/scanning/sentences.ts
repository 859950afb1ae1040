import { DateTime } from 'luxon';
import type { Action, Reason } from './judgement.ts';

/** What a sentence may name; each reason takes what it needs. */
export type SentenceFacts = {
  timezone: string;
  /** The last entry: when, and at which gate. */
  used_at?: Date | undefined;
  gate?: string | undefined;
  is_inside?: boolean | undefined;
  doors_open_at?: Date | undefined;
  ends_at?: Date | undefined;
};

type Sentence = (say: { used: string; gate: string; doors: string; end: string; is_inside: boolean }) => string;
type Sentences = Record<Reason | Action, Sentence>;

const at = (word: string, gate: string) => (gate ? ` ${word} ${gate}` : '');

const en: Sentences = {
  admit: () => 'Welcome.',
  reenter: () => 'Welcome back.',
  leave: () => 'Goodbye.',
  unknown: () => 'This is no ticket of ours.',
  forged: () => 'This QR code was not made by us: its signature is missing or wrong.',
  keyboard_layout: () =>
    'The scanner types for another keyboard layout than this computer’s. Set both to the same layout and scan again.',
  wrong_event: () => 'This ticket is for another event.',
  event_cancelled: () => 'This event was cancelled.',
  transferred: () => 'This QR code is out of date: the ticket has changed hands or was upgraded.',
  refunded: () => 'This ticket was refunded.',
  cancelled: () => 'This ticket was cancelled.',
  not_paid: () => 'This ticket is not paid.',
  already_used: ({ used, gate }) =>
    used ? `This ticket was used already: ${used}${at('at', gate)}.` : 'This ticket was used already.',
  not_inside: () => 'Nobody is inside with this ticket.',
  not_yet: ({ doors }) => `The gates are not open yet: they open ${doors}.`,
  event_over: ({ end }) => `This event is over: it ended ${end}.`,
};

const id: Sentences = {
  admit: () => 'Selamat datang.',
  reenter: () => 'Selamat datang kembali.',
  leave: () => 'Sampai jumpa.',
  unknown: () => 'Ini bukan tiket kami.',
  forged: () => 'Kode QR ini bukan buatan kami: tanda tangannya tidak ada atau salah.',
  keyboard_layout: () =>
    'Pemindai memakai tata letak papan ketik yang berbeda dengan komputer ini. Samakan keduanya lalu pindai lagi.',
  wrong_event: () => 'Tiket ini untuk acara lain.',
  event_cancelled: () => 'Acara ini dibatalkan.',
  transferred: () => 'Kode QR ini sudah tidak berlaku: tiketnya sudah berpindah tangan atau ditingkatkan.',
  refunded: () => 'Uang tiket ini sudah dikembalikan.',
  cancelled: () => 'Tiket ini sudah dibatalkan.',
  not_paid: () => 'Tiket ini belum dibayar.',
  already_used: ({ used, gate }) =>
    used ? `Tiket ini sudah dipakai: ${used}${at('di', gate)}.` : 'Tiket ini sudah dipakai.',
  not_inside: () => 'Tidak ada yang sedang di dalam dengan tiket ini.',
  not_yet: ({ doors }) => `Pintu belum dibuka: baru dibuka ${doors}.`,
  event_over: ({ end }) => `Acara ini sudah selesai: berakhir ${end}.`,
};

/** What a gate says, in the caller's language; moments are those of a clock at the event. */
export function sentence(what: Reason | Action, locale: string, facts: SentenceFacts): string {
  const language = locale.toLowerCase().startsWith('en') ? 'en' : 'id';
  const moment = (instant: Date | undefined) =>
    instant
      ? DateTime.fromJSDate(instant, { zone: facts.timezone }).setLocale(language).toFormat('d LLL yyyy, HH:mm:ss')
      : '';
  return { en, id }[language][what]({
    used: moment(facts.used_at),
    gate: facts.gate ?? '',
    doors: moment(facts.doors_open_at),
    end: moment(facts.ends_at),
    is_inside: facts.is_inside ?? false,
  });
}

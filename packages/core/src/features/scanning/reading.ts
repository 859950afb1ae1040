import { meantTexts } from '../../kernel/keyboard-layouts.ts';
import type { QrSigner } from '../ticket-qr/index.ts';

/** What a gate read, before anything is known about it. */
export type Reading =
  /** The text of a QR that we signed. */
  | { kind: 'qr'; ticket_id: string; qr_secret: string }
  /** A ticket's code, typed by hand where a QR can't be read. */
  | { kind: 'code'; code: string }
  /** It wants to be one of ours, and its signature is missing or wrong: refused whatever ticket it names. */
  | { kind: 'forged' }
  /** A scanner typed it for another keyboard layout than the computer's, and what was meant can't be told. */
  | { kind: 'keyboard_layout' }
  /** Something else: another system's QR, a code that no ticket can have. */
  | { kind: 'unknown' };

const CODE = /^TKT-\d{8}-[0-9A-Z]{8}$/;
const ID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;

/** Reads the text of a QR or a typed code. Scanners add blanks and line ends, people type in lower case. */
export function read(text: string, signer: Pick<QrSigner, 'verify'>): Reading {
  const trimmed = text.trim();
  const signed = signer.verify(trimmed);
  if (signed) return { kind: 'qr', ticket_id: signed.ticket_id, qr_secret: signed.qr_secret };
  const upper = trimmed.toUpperCase();
  if (CODE.test(upper)) return { kind: 'code', code: upper };
  return readMeant(trimmed, signer) ?? { kind: upper.startsWith('SETIKET-') || ID.test(upper) ? 'forged' : 'unknown' };
}

/** The beginning of a QR or code of ours, with a wrong character where ours have a hyphen. */
const MANGLED = /^(SETIKET|TKT)[^A-Z0-9-]/i;

/** What a scanner meant that types for a US-English keyboard into a computer with another one. */
function readMeant(text: string, signer: Pick<QrSigner, 'verify'>): Reading | undefined {
  const meant = meantTexts(text);
  for (const candidate of meant) {
    const signed = signer.verify(candidate);
    if (signed) return { kind: 'qr', ticket_id: signed.ticket_id, qr_secret: signed.qr_secret };
  }
  const codes = new Set(meant.map((candidate) => candidate.toUpperCase()).filter((candidate) => CODE.test(candidate)));
  const [code] = codes;
  // Several codes may have been meant, of which another guest's may be one.
  if (code !== undefined && codes.size === 1) return { kind: 'code', code };
  return codes.size > 1 || MANGLED.test(text) ? { kind: 'keyboard_layout' } : undefined;
}

/** Whether what was read names the ticket by a QR or code that it had before. */
export function isSuperseded(reading: Reading, ticket: { code: string; qr_secret: string }): boolean {
  if (reading.kind === 'qr') return reading.qr_secret !== ticket.qr_secret;
  return reading.kind === 'code' && reading.code !== ticket.code;
}

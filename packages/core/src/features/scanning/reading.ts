import type { QrSigner } from '../ticket-qr/index.ts';

/** What a gate read, before anything is known about it. */
export type Reading =
  /** The text of a QR that we signed. */
  | { kind: 'qr'; ticket_id: string; qr_secret: string }
  /** A ticket's code, typed by hand where a QR can't be read. */
  | { kind: 'code'; code: string }
  /** It wants to be one of ours, and its signature is missing or wrong: refused whatever ticket it names. */
  | { kind: 'forged' }
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
  return { kind: upper.startsWith('SETIKET-') || ID.test(upper) ? 'forged' : 'unknown' };
}

/** Whether what was read names the ticket by a QR or code that it had before. */
export function isSuperseded(reading: Reading, ticket: { code: string; qr_secret: string }): boolean {
  if (reading.kind === 'qr') return reading.qr_secret !== ticket.qr_secret;
  return reading.kind === 'code' && reading.code !== ticket.code;
}

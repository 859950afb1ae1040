import { create as createQr } from 'qrcode';
import { type Language, periodText } from '../../kernel/format.ts';
import { A6, COLOURS, drawPdf, type Sheet, yieldToOthers } from './page.ts';
import { type Words, wordsOf } from './words.ts';

/** What a ticket on paper says. */
export type PaperTicket = {
  code: string;
  type: string;
  holder: string;
  /** Stands for a name in a script without a font. */
  username: string;
  /** What its QR says. */
  qr: string;
};

export type PaperEvent = {
  title: string;
  organizer: string;
  starts_at: Date;
  ends_at: Date;
  timezone: string;
  place_name: string;
  full_address: string;
  city: string;
  is_online: boolean;
  /** Of an online event, where its organizer has given it. */
  online_url: string;
};

export type TicketSheet = { language: Language; event: PaperEvent; tickets: PaperTicket[]; drawn_at: Date };

/** One A6 page a ticket. */
export function ticketsPdfOf({ language, event, tickets, drawn_at }: TicketSheet): Promise<Buffer> {
  const words = wordsOf(language);
  const when = periodText(event.starts_at, event.ends_at, event.timezone, language);
  const place = placeOf(event, words);
  const texts = tickets.flatMap(({ type, holder, username }) => [type, holder, username]);
  const settings = {
    title: words.tickets_of(event.title),
    language,
    texts: [event.title, event.organizer, when, ...place, ...texts, ...Object.values(words).map(String), '…'],
    timezone: event.timezone,
    created_at: drawn_at,
  };
  return drawPdf(settings, async (sheet) => {
    const shown = { ...event, title: sheet.readable(event.title, words.event) };
    for (const ticket of tickets) {
      const type = sheet.readable(ticket.type, words.ticket);
      const holder = sheet.readable(ticket.holder, ticket.username);
      drawTicket(sheet, { words, event: shown, when, place, ticket: { ...ticket, type, holder } });
      await yieldToOthers();
    }
  });
}

/** Its name, and beneath it the rest of the address; what repeats itself is said once. */
function placeOf(
  { place_name, full_address, city, is_online, online_url }: PaperEvent,
  words: Words,
): [string, string] {
  const name = place_name.trim();
  const rest: string[] = [];
  for (const part of [full_address.trim(), city.trim()]) {
    const isKnown = [name, ...rest].some((said) => said.toLowerCase().includes(part.toLowerCase()));
    if (part !== '' && !isKnown) rest.push(part);
  }
  if (is_online && online_url !== '') rest.unshift(online_url);
  const head = is_online ? [words.online, name].filter((text) => text !== '').join(': ') : name;
  return head === '' ? [rest.join(', '), ''] : [head, rest.join(', ')];
}

type Drawing = { words: Words; event: PaperEvent; when: string; place: [string, string]; ticket: PaperTicket };

const MARGIN = 22;
const WIDTH = A6.width - 2 * MARGIN;
const BAND = 96;
/** Above it the ticket is read by people, beneath it by scanners. */
const TEAR = 226;
const QR_SIDE = 150;

function drawTicket(sheet: Sheet, { words, event, when, place, ticket }: Drawing): void {
  sheet.addPage(A6);
  drawBand(sheet, words, event);
  const label = (text: string, x: number, y: number) =>
    sheet.line(text.toUpperCase(), { x, y }, { size: 6, colour: COLOURS.muted });
  label(words.when, MARGIN, 115);
  const underWhen = sheet.block(when, { x: MARGIN, y: 127, width: WIDTH }, { size: 9, weight: 'bold', lines: 2 });
  label(words.where, MARGIN, underWhen + 5);
  const name = { x: MARGIN, y: underWhen + 17, width: WIDTH };
  const underName = sheet.block(place[0], name, { size: 9, weight: 'bold', lines: 1 });
  if (place[1] !== '')
    sheet.block(
      place[1],
      { x: MARGIN, y: underName - 0.5, width: WIDTH },
      { size: 7.5, lines: 1, colour: COLOURS.text },
    );
  const column = WIDTH / 2 + 6;
  label(words.type, MARGIN, 199);
  sheet.block(ticket.type, { x: MARGIN, y: 211, width: WIDTH / 2 - 6 }, { size: 9, weight: 'bold', lines: 1 });
  label(words.holder, MARGIN + column, 199);
  const holder = { x: MARGIN + column, y: 211, width: WIDTH - column };
  sheet.block(ticket.holder, holder, { size: 9, weight: 'bold', lines: 1 });
  drawTear(sheet);
  drawQr(sheet, ticket.qr);
  drawCentred(sheet, ticket.code, 397, { size: 10, weight: 'bold' });
  drawCentred(sheet, words.admits, 408.5, { size: 6, colour: COLOURS.muted });
}

function drawBand({ doc, line, lineEndingAt, block, widthOf }: Sheet, words: Words, event: PaperEvent): void {
  const band = doc.linearGradient(0, 0, A6.width, BAND);
  COLOURS.band.forEach((colour, index) => void band.stop(index / (COLOURS.band.length - 1), colour));
  doc.rect(0, 0, A6.width, BAND).fill(band);
  const white = COLOURS.white;
  line('setiket.', { x: MARGIN, y: 28 }, { size: 11, weight: 'bold', colour: white });
  lineEndingAt(
    words.ticket.toUpperCase(),
    { x: A6.width - MARGIN, y: 27 },
    { size: 6.5, weight: 'bold', colour: white },
  );
  const onOneLine = [18, 16, 14].find((size) => widthOf(event.title, { size, weight: 'bold' }) <= WIDTH);
  const title = { size: onOneLine ?? 13.5, weight: 'bold' as const, colour: white, lines: 2, leading: 1.2 };
  block(event.title, { x: MARGIN, y: onOneLine ? 63 : 54, width: WIDTH }, title);
  const organizer = { x: MARGIN, y: onOneLine ? 80 : 84, width: WIDTH };
  block(event.organizer, organizer, { size: 7.5, colour: white, lines: 1 });
}

function drawTear({ doc }: Sheet): void {
  const notch = 7;
  doc.save().lineWidth(0.7).strokeColor(COLOURS.line).fillColor(COLOURS.paper);
  doc.circle(0, TEAR, notch).fillAndStroke();
  doc.circle(A6.width, TEAR, notch).fillAndStroke();
  doc.moveTo(notch + 6, TEAR).lineTo(A6.width - notch - 6, TEAR);
  doc.dash(3, { space: 3 }).strokeColor(COLOURS.muted).stroke().undash().restore();
}

/** Every row's dark modules as rectangles of one path: no hairlines between them, at any size on any printer. */
function drawQr({ doc }: Sheet, text: string): void {
  const { modules } = createQr(text, { errorCorrectionLevel: 'M' });
  const quiet = 2;
  const side = QR_SIDE / (modules.size + 2 * quiet);
  const left = (A6.width - QR_SIDE) / 2 + quiet * side;
  const top = TEAR + 8 + quiet * side;
  for (let row = 0; row < modules.size; row++) {
    for (let from = 0; from < modules.size; from++) {
      let to = from;
      while (to < modules.size && modules.get(row, to)) to++;
      if (to > from) doc.rect(left + from * side, top + row * side, (to - from) * side, side);
      from = to;
    }
  }
  doc.fill('#000000');
}

function drawCentred(sheet: Sheet, text: string, y: number, style: Parameters<Sheet['line']>[2]): void {
  sheet.line(text, { x: (A6.width - sheet.widthOf(text, style)) / 2, y }, style);
}

import type { invoices } from '@setiket/db';
import { type Language, momentText, sumText } from '../../kernel/format.ts';
import { amount } from '../../kernel/money.ts';
import type { InvoiceLine } from '../invoices/index.ts';
import { A4, COLOURS, drawPdf, type Sheet, yieldToOthers } from './page.ts';
import { type Words, wordsOf } from './words.ts';

export type InvoiceSheet = {
  language: Language;
  invoice: invoices;
  order_number: string;
  /** Of a credit note: the invoice that it corrects. */
  corrects: string | null;
};

const MARGIN = 56;
const RIGHT = A4.width - MARGIN;
const WIDTH = A4.width - 2 * MARGIN;
/** Where the columns of figures end. */
const COLUMNS = { quantity: 366, unit_price: 452, amount: RIGHT } as const;
const LAST_LINE = A4.height - 190;

/** An invoice or a credit note, drawn from its row and nothing else that could have changed since. */
export function invoicePdfOf({ language, invoice, order_number, corrects }: InvoiceSheet): Promise<Buffer> {
  const words = wordsOf(language);
  const lines = invoice.lines as InvoiceLine[];
  const { seller_name, seller_contact, buyer_name, buyer_email, event_title, tax_name } = invoice;
  const names = [seller_name, seller_contact, buyer_name, buyer_email, event_title, tax_name];
  const settings = {
    title: `${words[invoice.kind]} ${invoice.number}`,
    language,
    texts: [...names, ...lines.map(({ title }) => title), ...Object.values(words).map(String), '…'],
    timezone: invoice.timezone,
    created_at: invoice.issued_at,
  };
  return drawPdf(settings, async (sheet) => {
    const shown = {
      ...invoice,
      seller_name: sheet.readable(seller_name, seller_contact),
      buyer_name: sheet.readable(buyer_name, buyer_email),
      event_title: sheet.readable(event_title, words.event),
    };
    sheet.addPage(A4);
    drawHead(sheet, words, invoice, language, { order_number, corrects });
    drawParties(sheet, words, shown, language);
    let y = drawTableHead(sheet, words, 330);
    for (const line of lines) {
      if (y > LAST_LINE) {
        sheet.addPage(A4);
        y = drawTableHead(sheet, words, MARGIN);
      }
      const title = sheet.readable(line.title, words.ticket);
      y = drawLine(sheet, { ...line, title }, y, invoice.currency, language);
      await yieldToOthers();
    }
    drawTotals(sheet, words, invoice, language, y);
    drawFoot(sheet, words, invoice);
  });
}

type Facts = { order_number: string; corrects: string | null };

function drawHead(sheet: Sheet, words: Words, invoice: invoices, language: Language, facts: Facts): void {
  const { doc } = sheet;
  const band = doc.linearGradient(0, 0, A4.width, 0);
  COLOURS.band.forEach((colour, index) => void band.stop(index / (COLOURS.band.length - 1), colour));
  doc.rect(0, 0, A4.width, 10).fill(band);
  sheet.line('setiket.', { x: MARGIN, y: 62 }, { size: 15, weight: 'bold', colour: COLOURS.accent });
  sheet.line(words[invoice.kind], { x: MARGIN, y: 116 }, { size: 28, weight: 'bold' });
  const rows = [
    [words.number, invoice.number],
    [words.issued, momentText(invoice.issued_at, invoice.timezone, language)],
    [words.order, facts.order_number],
    ...(facts.corrects === null ? [] : [[words.corrects, facts.corrects]]),
  ];
  let y = 58;
  for (const [label = '', value = ''] of rows) {
    sheet.lineEndingAt(label, { x: RIGHT, y }, { size: 7, colour: COLOURS.muted });
    sheet.lineEndingAt(value, { x: RIGHT, y: y + 12 }, { size: 9, weight: 'bold' });
    y += 28;
  }
}

function drawParties(sheet: Sheet, words: Words, invoice: invoices, language: Language): void {
  const column = WIDTH / 2 - 14;
  const when = momentText(invoice.starts_at, invoice.timezone, language);
  const party = (label: string, name: string, rest: string, x: number, y: number, width: number) => {
    sheet.line(label, { x, y }, { size: 7.5, colour: COLOURS.muted });
    const under = sheet.block(name, { x, y: y + 15, width }, { size: 10.5, weight: 'bold', lines: 2 });
    sheet.block(rest, { x, y: under, width }, { size: 9, lines: 1, colour: COLOURS.text });
  };
  party(words.seller, invoice.seller_name, invoice.seller_contact, MARGIN, 190, column);
  party(words.buyer, invoice.buyer_name, invoice.buyer_email, MARGIN + WIDTH / 2 + 14, 190, column);
  party(words.event, invoice.event_title, when, MARGIN, 258, WIDTH);
}

function rule({ doc }: Sheet, y: number, colour: string = COLOURS.line, width = 0.7): void {
  doc.moveTo(MARGIN, y).lineTo(RIGHT, y).lineWidth(width).strokeColor(colour).stroke();
}

function drawTableHead(sheet: Sheet, words: Words, y: number): number {
  const style = { size: 7.5, colour: COLOURS.muted };
  sheet.line(words.description, { x: MARGIN, y }, style);
  for (const column of ['quantity', 'unit_price', 'amount'] as const)
    sheet.lineEndingAt(words[column], { x: COLUMNS[column], y }, style);
  rule(sheet, y + 8, COLOURS.ink, 0.9);
  return y + 26;
}

/** Before tax, so that the column adds up to the subtotal. A ticket's part is the same for each of a line. */
function drawLine(sheet: Sheet, line: InvoiceLine, y: number, currency: string, language: Language): number {
  const money = (value: { toFixed(): string } | string) => sumText(value, currency, language);
  const width = COLUMNS.quantity - 60 - MARGIN;
  const under = sheet.block(line.title, { x: MARGIN, y, width }, { size: 9.5, lines: 2, weight: 'bold' });
  const each = amount(line.net_amount).dividedBy(line.quantity);
  sheet.lineEndingAt(String(line.quantity), { x: COLUMNS.quantity, y }, { size: 9.5 });
  sheet.lineEndingAt(money(each), { x: COLUMNS.unit_price, y }, { size: 9.5 });
  sheet.lineEndingAt(money(line.net_amount), { x: COLUMNS.amount, y }, { size: 9.5 });
  rule(sheet, under - 2);
  return under + 14;
}

function drawTotals(sheet: Sheet, words: Words, invoice: invoices, language: Language, from: number): void {
  const money = (value: { toFixed(): string }) => sumText(value, invoice.currency, language);
  const labels = COLUMNS.quantity;
  let y = from + 6;
  const row = (label: string, value: string) => {
    sheet.lineEndingAt(label, { x: labels, y }, { size: 9.5, colour: COLOURS.text });
    sheet.lineEndingAt(value, { x: RIGHT, y }, { size: 9.5 });
    y += 18;
  };
  const isTaxed = !amount(invoice.tax_rate).isZero();
  if (isTaxed) {
    row(words.subtotal, money(invoice.net_amount));
    row(`${invoice.tax_name} ${percent(invoice.tax_rate, language)}`, money(invoice.tax_amount));
  }
  const total = invoice.kind === 'invoice' ? words.total : words.credited;
  sheet.doc.roundedRect(labels - 130, y - 6, RIGHT - labels + 130 + 12, 34, 5).fill(COLOURS.paper);
  sheet.lineEndingAt(total, { x: labels, y: y + 15 }, { size: 11, weight: 'bold' });
  sheet.lineEndingAt(
    money(invoice.total_amount),
    { x: RIGHT, y: y + 15 },
    { size: 13, weight: 'bold', colour: COLOURS.accent },
  );
}

function percent(rate: { toFixed(): string }, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 3 });
  return format.format(amount(rate).dividedBy(100).toNumber());
}

function drawFoot(sheet: Sheet, words: Words, { kind, number }: invoices): void {
  rule(sheet, A4.height - 62);
  const note = kind === 'invoice' ? words.invoice_note : words.credit_note_note;
  const style = { size: 7.5, colour: COLOURS.muted };
  sheet.block(note, { x: MARGIN, y: A4.height - 46, width: WIDTH - 190 }, { ...style, lines: 2 });
  sheet.lineEndingAt(number, { x: RIGHT, y: A4.height - 46 }, style);
}

import { setImmediate } from 'node:timers/promises';
import { loadTypeface, type Typeface, type Weight } from './fonts.ts';
import { isDrawable, type Run, runsOf } from './runs.ts';
import { REORDERED } from './text-layer.ts';

/** Points. */
type Size = { width: number; height: number };

export const A6: Size = { width: 297.64, height: 419.53 };
export const A4: Size = { width: 595.28, height: 841.89 };

/** The colours of Setiket's mails. */
export const COLOURS = {
  ink: '#171c2b',
  text: '#3b4252',
  muted: '#7a8193',
  line: '#e4e0d8',
  paper: '#f8f5f0',
  white: '#ffffff',
  accent: '#d9432f',
  band: ['#c4293f', '#e4572e', '#f59b2d'],
} as const;

export type TextStyle = { size: number; weight?: Weight; colour?: string };
type At = { x: number; y: number };
type Box = At & { width: number };
type BlockStyle = TextStyle & { lines: number; leading?: number; align?: 'left' | 'right' };

/** A document that is drawn on, and the few things that can be drawn. `y` of a text is its baseline. */
export type Sheet = {
  doc: PDFKit.PDFDocument;
  /** The first text whose letters all have a glyph; the last one where none has. */
  readable(...texts: string[]): string;
  addPage(size: Size): void;
  widthOf(text: string, style: TextStyle): number;
  /** One line, however long it is. */
  line(text: string, at: At, style: TextStyle): void;
  /** One line that ends at `x`. */
  lineEndingAt(text: string, at: At, style: TextStyle): void;
  /** As many lines as it takes, at most `lines`, the last one cut; says where the next line would stand. */
  block(text: string, box: Box, style: BlockStyle): number;
};

type Settings = { title: string; language: string; texts: string[]; timezone: string; created_at: Date };

/** Draws a PDF and gives its bytes. Fonts are embedded with the characters that are used, and no others. */
export async function drawPdf(settings: Settings, draw: (sheet: Sheet) => Promise<void>): Promise<Buffer> {
  const typeface = await loadTypeface(settings);
  // Loaded with the first paper: it is large, and processes that draw none never need it.
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    pdfVersion: '1.7',
    lang: settings.language,
    displayTitle: true,
    info: { Title: settings.title, Creator: 'Setiket', Producer: 'Setiket', CreationDate: settings.created_at },
  });
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((done, fail) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => done(Buffer.concat(chunks)));
    doc.on('error', fail);
  });
  await draw(sheetOn(doc, typeface));
  doc.end();
  return whole;
}

/** Lets other requests of this process run between two pages. */
export const yieldToOthers = () => setImmediate();

function sheetOn(doc: PDFKit.PDFDocument, typeface: Typeface): Sheet {
  const cut = (text: string, weight: Weight) => runsOf(text, typeface, weight);
  const use = ({ face }: Run, size: number) =>
    // pdfkit takes fonts that fontkit has parsed; its types have not heard of it.
    doc.font(face.font as unknown as PDFKit.Mixins.PDFFontSource, face.key, size);

  const widthOf: Sheet['widthOf'] = (text, { size, weight = 'regular' }) =>
    cut(text, weight).reduce((sum, run) => sum + use(run, size).widthOfString(run.text), 0);

  const line: Sheet['line'] = (text, { x, y }, { size, weight = 'regular', colour = COLOURS.ink }) => {
    let at = x;
    const placed = cut(text, weight).map((run) => {
      const left = at;
      at += use(run, size).widthOfString(run.text);
      return { run, left };
    });
    doc.fillColor(colour);
    for (const { run, left } of placed) {
      const isReordered = REORDERED.test(run.text);
      if (isReordered) doc.markContent('Span', { actual: run.text });
      use(run, size).text(run.text, left, y, { lineBreak: false, baseline: 'alphabetic' });
      if (isReordered) doc.endMarkedContent();
    }
  };

  const lineEndingAt: Sheet['lineEndingAt'] = (text, { x, y }, style) =>
    line(text, { x: x - widthOf(text, style), y }, style);

  return {
    doc,
    readable: (...texts) => texts.find((text) => isDrawable(text, typeface)) ?? texts.at(-1) ?? '',
    addPage: ({ width, height }) => void doc.addPage({ size: [width, height], margin: 0 }),
    widthOf,
    line,
    lineEndingAt,
    block(text, { x, y, width }, { lines, leading = 1.3, align = 'left', ...style }) {
      let at = y;
      for (const each of wrap(text, lines, (part) => widthOf(part, style) <= width)) {
        if (align === 'right') lineEndingAt(each, { x: x + width, y: at }, style);
        else line(each, { x, y: at }, style);
        at += style.size * leading;
      }
      return at;
    },
  };
}

/** Where a line may end: behind a space, and around every character of writing that has no spaces. */
const PARTS = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+\s*|\s+/gu;

/** Breaks a text into lines that fit. What is too long for one is broken anywhere, what is too much is cut with `…`. */
export function wrap(text: string, most: number, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  let current = '';
  const parts = text.replace(/\s+/g, ' ').trim().match(PARTS) ?? [];
  for (const part of parts.flatMap((each) => (fits(each.trimEnd()) ? [each] : brokenUp(each, fits)))) {
    if (current === '' || fits((current + part).trimEnd())) {
      current += part;
    } else {
      lines.push(current.trimEnd());
      current = part.trimStart();
    }
  }
  if (current.trimEnd() !== '') lines.push(current.trimEnd());
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  let last = graphemesOf(kept[most - 1]!);
  while (last.length > 0 && !fits(`${last.join('').trimEnd()}…`)) last = last.slice(0, -1);
  return [...kept.slice(0, -1), `${last.join('').trimEnd()}…`];
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Letters with their marks. */
function graphemesOf(text: string): string[] {
  return [...graphemes.segment(text)].map(({ segment }) => segment);
}

/** Words of a script that writes none apart (Thai, Khmer), and letters of a word that is longer than a line. */
function brokenUp(text: string, fits: (line: string) => boolean): string[] {
  return [...words.segment(text)].flatMap(({ segment }) =>
    fits(segment.trimEnd()) ? [segment] : graphemesOf(segment),
  );
}

import { Zip, ZipDeflate } from 'fflate';

/**
 * A cell: text; an exact decimal number written as text (`"150000.00"`), which no float ever sees; or a moment as a wall
 * clock shows it (`"2026-03-02 09:00:00"`).
 */
export type Cell = string | { number: string } | { moment: string };
export type Row = readonly Cell[];

export const CSV_TYPE = 'text/csv';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Excel splits CSV at the list separator of the computer's region: a semicolon where the decimal separator is a comma. */
export const SEPARATORS = { comma: ',', semicolon: ';' } as const;
export type Separator = keyof typeof SEPARATORS;

/**
 * For CSV: text that a spreadsheet would compute gets an apostrophe in front, also behind a separator within the text, as
 * a spreadsheet may split it there. Names and addresses are typed by strangers, and a formula can send data away.
 */
function harmless(text: string): string {
  return text
    .replace(/(?!^)([;,|\t\r\n])(?=[\s\0]*[=+\-@＝＋－＠])/g, "$1'")
    .replace(/^(?=[\s\0]*[=+\-@＝＋－＠]|[\t\r\n])/, "'");
}

/** Rows as CSV (RFC 4180), a page at a time. It begins with a mark by which Excel knows that it is UTF-8. */
export async function* csvOf(
  pages: AsyncIterable<readonly Row[]>,
  separator: Separator = 'comma',
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let mark = '\ufeff';
  for await (const rows of pages) {
    const lines = rows.map((row) => `${row.map((cell) => csvCell(cell, separator)).join(SEPARATORS[separator])}\r\n`);
    yield encoder.encode(mark + lines.join(''));
    mark = '';
  }
}

function csvCell(cell: Cell, separator: Separator): string {
  if (typeof cell === 'string') return `"${harmless(cell).replaceAll('"', '""')}"`;
  if ('moment' in cell) return `"${cell.moment}"`;
  return separator === 'semicolon' ? cell.number.replace('.', ',') : cell.number;
}

/** Rows of one sheet as XLSX (ECMA-376), a page at a time: the archive is written as the rows come, none is kept. */
export async function* xlsxOf(
  sheet: string,
  pages: AsyncIterable<readonly Row[]>,
  /** In characters, a column each. */
  widths: readonly number[] = [],
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const add = (path: string) => {
    const file = new ZipDeflate(path, { level: 3 });
    zip.add(file);
    return (text: string, isLast = false) => file.push(encoder.encode(text), isLast);
  };
  for (const [path, text] of Object.entries(partsOf(sheet))) add(path)(text, true);
  const write = add('xl/worksheets/sheet1.xml');
  write(`${XML}<worksheet xmlns="${MAIN}">${columnsOf(widths)}<sheetData>`);
  let written = 0;
  for await (const rows of pages) {
    write(rows.map((row, index) => xlsxRow(row, written + index + 1)).join(''));
    written += rows.length;
    const chunks = ready;
    ready = [];
    yield* chunks;
  }
  write('</sheetData></worksheet>', true);
  zip.end();
  yield* ready;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Cell format 1 shows a moment; 0 is everything else. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

function columnsOf(widths: readonly number[]): string {
  if (widths.length === 0) return '';
  const columns = widths.map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`);
  return `<cols>${columns.join('')}</cols>`;
}

/** Everything of a workbook but its rows. */
function partsOf(sheet: string): Record<string, string> {
  // Excel takes 31 characters, and none of these.
  const name = sheet.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
  };
}

function xlsxRow(row: Row, number: number): string {
  return `<row r="${number}">${row.map((cell, column) => xlsxCell(cell, `${columnName(column)}${number}`)).join('')}</row>`;
}

/** A, B, … Z, AA: places may be left out, but some readers count on them. */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

function xlsxCell(cell: Cell, place: string): string {
  if (typeof cell === 'string')
    return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
  if ('moment' in cell) return `<c r="${place}" s="1"><v>${serialOf(cell.moment)}</v></c>`;
  return `<c r="${place}"><v>${cell.number}</v></c>`;
}

const FIRST_DAY = Date.UTC(1899, 11, 30);

/** Days since the end of 1899, as spreadsheets count them. */
function serialOf(moment: string): number {
  return (Date.parse(`${moment.replace(' ', 'T')}Z`) - FIRST_DAY) / 86_400_000;
}

/** XML readers take a plain carriage return for a line feed. */
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** Characters that XML can't hold in any spelling are left out. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"\r]/g, (character) => ENTITIES[character]!);
}

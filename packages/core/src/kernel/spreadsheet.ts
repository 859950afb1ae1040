import { Zip, ZipDeflate } from 'fflate';

/** A cell: text, or an exact decimal number written as text (`"150000.00"`), which no float ever sees. */
export type Cell = string | { number: string };
export type Row = readonly Cell[];

export const CSV_TYPE = 'text/csv';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * What a spreadsheet would take for a formula gets an apostrophe in front: names and addresses are typed by strangers,
 * and a formula can send away what stands beside it. In XLSX text is text, but somebody will save it as CSV one day.
 */
function harmless(text: string): string {
  return /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}

/** Rows as CSV (RFC 4180), a page at a time. It begins with a mark by which Excel knows that it is UTF-8. */
export async function* csvOf(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let mark = '\ufeff';
  for await (const rows of pages) {
    yield encoder.encode(mark + rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''));
    mark = '';
  }
}

function csvCell(cell: Cell): string {
  return typeof cell === 'string' ? `"${harmless(cell).replaceAll('"', '""')}"` : cell.number;
}

/** Rows of one sheet as XLSX (ECMA-376), a page at a time: the archive is written as the rows come, none is kept. */
export async function* xlsxOf(sheet: string, pages: AsyncIterable<readonly Row[]>): AsyncGenerator<Uint8Array> {
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
  write(`${XML}<worksheet xmlns="${MAIN}"><sheetData>`);
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

/** Everything of a workbook but its rows. */
function partsOf(sheet: string): Record<string, string> {
  // Excel takes 31 characters, and none of these.
  const name = sheet.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
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
  if (typeof cell !== 'string') return `<c r="${place}"><v>${cell.number}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(harmless(cell))}</t></is></c>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML can't hold in any spelling are left out. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

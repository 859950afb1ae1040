import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { csvOf, type Row, xlsxOf } from './spreadsheet.ts';

async function* pages(...rows: Row[]) {
  for (const row of rows) yield [row];
}

const DANGEROUS = ['=1+1', '+62812', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1'];

test('csvOf: what a spreadsheet would run begins with an apostrophe; xlsxOf: it is as it was typed', async () => {
  const csv = await text(Readable.from(csvOf(pages(DANGEROUS))));
  expect(csv.trimEnd()).toBe(DANGEROUS.map((cell) => `"'${cell}"`).join(','));
  const [row] = await readSheet(await buffer(Readable.from(xlsxOf('x', pages(DANGEROUS)))), { trim: false });
  expect(row).toEqual(DANGEROUS);
});

test.each([
  ['x;=1+1;y', "x;'=1+1;y"],
  ['x, -1', "x,' -1"],
  ['x\n=1', "x\n'=1"],
  ['x;y,z', 'x;y,z'],
])('csvOf: guards %j where a spreadsheet may split it', async (cell, expected) => {
  expect(await text(Readable.from(csvOf(pages([cell]), 'semicolon')))).toBe(`"${expected}"\r\n`);
});

test('csvOf, xlsxOf: moments are text in CSV, dates in XLSX', async () => {
  const cells: Row = [{ moment: '2026-03-02 09:00:00' }, { number: '1.5' }];
  expect(await text(Readable.from(csvOf(pages(cells), 'semicolon')))).toBe('"2026-03-02 09:00:00";1,5\r\n');
  const rows = await readSheet(await buffer(Readable.from(xlsxOf('x', pages(cells), [20, 10]))));
  expect(rows).toEqual([[new Date('2026-03-02T09:00:00Z'), 1.5]]);
});

test('everything else comes back as it was', async () => {
  const plain = ['a,b', 'say "hi"', '<&> ü 東京 🎫', 'a=b', 'two\nlines'];
  const csv = await text(Readable.from(csvOf(pages(plain))));
  expect(csv).toBe('"a,b","say ""hi""","<&> ü 東京 🎫","a=b","two\nlines"\r\n');
  const rows = await readSheet(
    await buffer(Readable.from(xlsxOf('[a]/b: a name that is too long for Excel', pages(plain)))),
  );
  expect(rows).toEqual([plain]);
});

test('characters that XML has no spelling for are left out', async () => {
  const rows = await readSheet(await buffer(Readable.from(xlsxOf('x', pages(['a\u0001b\ud800c'])))));
  expect(rows).toEqual([['ab\ufffdc']]);
});

test('CSV says that it is UTF-8, once', async () => {
  const bytes = await buffer(Readable.from(csvOf(pages(['a'], ['b']))));
  expect(bytes.toString()).toBe('\ufeff"a"\r\n"b"\r\n');
});

test('numbers are numbers', async () => {
  const cells = [{ number: '150000.00' }];
  expect(await text(Readable.from(csvOf(pages(cells))))).toBe('150000.00\r\n');
  expect(await readSheet(await buffer(Readable.from(xlsxOf('x', pages(cells)))))).toEqual([[150000]]);
});

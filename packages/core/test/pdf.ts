import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const resolve = createRequire(import.meta.url).resolve;

export type ReadPage = {
  width: number;
  height: number;
  text: string;
  /** What the QR codes of the page say, read from its picture as a scanner would. */
  qr: string[];
};

let isReady = false;

async function prepareReader(): Promise<void> {
  if (isReady) return;
  const wasm = await readFile(resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) } });
  isReady = true;
}

type Canvases = { create(width: number, height: number): { canvas: { toBuffer(type: 'image/png'): Buffer } } };

/** Reads a PDF page by page: its words, and what a scanner sees on the drawn page. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPage[]> {
  await prepareReader();
  const standardFontDataUrl = join(dirname(resolve('pdfjs-dist/package.json')), 'standard_fonts/');
  const task = getDocument({ data: new Uint8Array(bytes), standardFontDataUrl, verbosity: 0 });
  const document = await task.promise;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const content = await page.getTextContent();
    const viewport = page.getViewport({ scale: 2 });
    const { canvas } = (document.canvasFactory as Canvases).create(
      Math.ceil(viewport.width),
      Math.ceil(viewport.height),
    );
    await page.render({ canvas: canvas as never, viewport }).promise;
    const picture = canvas.toBuffer('image/png');
    const codes = await readBarcodes(new Uint8Array(picture), { formats: ['QRCode'] });
    const text = content.items
      .map((item) => ('str' in item ? (item.hasEOL ? `${item.str} ` : item.str) : ''))
      .join('')
      .replace(/[\s\u00a0]+/g, ' ');
    pages.push({
      width: Math.round(viewport.width / 2),
      height: Math.round(viewport.height / 2),
      text,
      qr: codes.map(({ text }) => text),
    });
  }
  await task.destroy();
  return pages;
}

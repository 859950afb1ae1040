import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { buildWeb } from './build.ts';

/** What a visitor’s phone loads before the first page can be used, compressed as every browser takes it over HTTPS. */
const BUDGET = 120 * 1024;

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const ENTRY = 'index.html';
const HOME = 'src/pages/home/home-page.tsx';

type Chunk = { file: string; imports?: string[] };

/** Files of the storefront's first page: the app, the page itself, and whatever both import at once. */
function initialFiles(manifest: Record<string, Chunk>): string[] {
  const seen = new Set<string>();
  const visit = (name: string) => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`${name} is not in the manifest.`);
    if (seen.has(chunk.file)) return;
    seen.add(chunk.file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  visit(ENTRY);
  visit(HOME);
  return [...seen].filter((file) => file.endsWith('.js'));
}

await buildWeb();
const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
const sizes = initialFiles(manifest).map((file) => {
  const content = readFileSync(join(DIST, file));
  return { file, brotli: brotliCompressSync(content, brotli).length, gzip: gzipSync(content, { level: 9 }).length };
});
const total = {
  file: 'all',
  brotli: sizes.reduce((sum, size) => sum + size.brotli, 0),
  gzip: sizes.reduce((sum, size) => sum + size.gzip, 0),
};
const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`.padStart(10);
for (const { file, brotli: small, gzip: plain } of [...sizes, total])
  console.log(`${file.padEnd(48)}${kilobytes(small)} brotli${kilobytes(plain)} gzip`);
if (total.brotli > BUDGET) {
  console.error(
    `The first page loads ${kilobytes(total.brotli).trim()} of JavaScript; the budget is ${BUDGET / 1024} KB.`,
  );
  process.exitCode = 1;
}

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const WEB = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(WEB, 'dist');
const SOURCES = ['src/**/*', 'public/**/*', 'index.html', 'vite.config.ts', 'package.json', '../../pnpm-lock.yaml'];
const STAMP = '.built-from';

/** Smaller is not worth a second file. */
const WORTH_COMPRESSING = 1_400;

/**
 * Builds the web app into `dist`, unless what is there was made from these very sources.
 * @returns whether it was built now
 */
export async function buildWeb({ signal }: { signal?: AbortSignal } = {}): Promise<boolean> {
  const digest = digestOfSources();
  if (digest === digestOfBuilt()) return false;
  // Beside it, and put in its place when it is whole: several may find at the same moment that it has to be built.
  const folder = join(WEB, 'node_modules', `.build-${process.pid}`);
  try {
    await runVite(folder, signal);
    await compress(folder);
    writeFileSync(join(folder, STAMP), digest);
    if (digest === digestOfBuilt()) return false;
    rmSync(DIST, { recursive: true, force: true });
    renameSync(folder, DIST);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function digestOfSources(): string {
  const hash = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: WEB, withFileTypes: true }).filter((entry) => entry.isFile()))
    hash.update(`${file.name}\0`).update(readFileSync(join(file.parentPath, file.name)));
  return hash.digest('hex');
}

function digestOfBuilt(): string | undefined {
  try {
    return readFileSync(join(DIST, STAMP), 'utf8');
  } catch {
    return undefined;
  }
}

/** In a process of its own, which gives its memory back. */
async function runVite(folder: string, signal: AbortSignal | undefined): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--outDir', folder, '--logLevel', 'warn'], {
    cwd: WEB,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
    ...(signal && { signal }),
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The web app could not be built:\n${said}`);
}

/** Once, as well as it goes, beside each file; the API sends what a browser takes. */
async function compress(folder: string): Promise<void> {
  const files = globSync('**/*.{html,js,css,svg,json,webmanifest,wasm}', { cwd: folder });
  await Promise.all(
    files.map(async (name) => {
      const path = join(folder, name);
      const content = await readFile(path);
      if (content.length < WORTH_COMPRESSING) return;
      const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
      await writeFile(`${path}.br`, await promisify(brotliCompress)(content, brotli));
      await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const was_built = await buildWeb();
  console.log(was_built ? 'Built apps/web/dist.' : 'apps/web/dist is up to date.');
}

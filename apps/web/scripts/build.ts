import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const WEB = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(WEB, 'dist');
const SOURCES = ['src/**/*', 'public/**/*', 'index.html', 'vite.config.ts', 'package.json', '../../pnpm-lock.yaml'];
const STAMP = join(DIST, '.built-from');
const TURN = join(WEB, 'node_modules/.building');
const LOOK_AGAIN_MS = 200;

/** Smaller is not worth a second file. */
const WORTH_COMPRESSING = 1_400;

/**
 * Builds the web app into `dist`, unless what is there was made from these very sources.
 * @returns whether it was built now
 */
export async function buildWeb({ signal }: { signal?: AbortSignal } = {}): Promise<boolean> {
  const digest = digestOfSources();
  if (digest === digestOfBuilt()) return false;
  const release = await waitForTurn();
  try {
    // Somebody else has just built the same.
    if (digest === digestOfBuilt()) return false;
    await runVite(signal);
    await compress();
    writeFileSync(STAMP, digest);
    return true;
  } finally {
    release();
  }
}

/** Several processes may find at the same moment that it has to be built: one builds, the others wait for it. */
async function waitForTurn(): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(TURN, String(process.pid), { flag: 'wx' });
      return () => rmSync(TURN, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!isAlive(holderOfTurn())) rmSync(TURN, { force: true });
    await setTimeout(LOOK_AGAIN_MS);
  }
}

/** Undefined where it has just been given back. */
function holderOfTurn(): number | undefined {
  try {
    return Number(readFileSync(TURN, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A builder that was killed holds nothing. One that has not written its number yet is alive. */
function isAlive(pid: number | undefined): boolean {
  if (!pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
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
    return readFileSync(STAMP, 'utf8');
  } catch {
    return undefined;
  }
}

/** In a process of its own, which gives its memory back. */
async function runVite(signal: AbortSignal | undefined): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
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
async function compress(): Promise<void> {
  const files = globSync('**/*.{html,js,css,svg,json,webmanifest,wasm}', { cwd: DIST });
  await Promise.all(
    files.map(async (name) => {
      const path = join(DIST, name);
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

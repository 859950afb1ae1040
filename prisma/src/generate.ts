import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE_DIR = join(import.meta.dirname, '..');
const SCHEMA_DIR = join(PACKAGE_DIR, 'schema');
const OUTPUT_DIR = join(PACKAGE_DIR, 'src/generated');
const STAMP = join(OUTPUT_DIR, '.stamp');
const require = createRequire(import.meta.url);

/**
 * Generates the Prisma client from `prisma/schema`, unless the one that is there was generated from the same schema by the
 * same Prisma. Aborting ends the generator; the next call begins again.
 * @returns whether anything had to be generated.
 * @throws Error with what Prisma said when the schema is wrong.
 */
export async function generateClient({ signal }: { signal?: AbortSignal } = {}): Promise<boolean> {
  const fingerprint = schemaFingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint) return false;
  // Models that were dropped from the schema would otherwise stay behind as files that still import.
  rmSync(OUTPUT_DIR, { recursive: true, force: true });
  await runPrismaGenerate(signal);
  writeFileSync(STAMP, fingerprint);
  return true;
}

function schemaFingerprint(): string {
  const hash = createHash('sha256').update(require('prisma/package.json').version);
  for (const file of readdirSync(SCHEMA_DIR, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.prisma')) hash.update(`\0${file}\0`).update(readFileSync(join(SCHEMA_DIR, file)));
  }
  return hash.digest('hex');
}

function runPrismaGenerate(signal: AbortSignal | undefined): Promise<void> {
  const cli = join(dirname(require.resolve('prisma/package.json')), 'build/index.js');
  // The CLI insists on a native schema engine and would download one, though `generate` never runs it: any existing file
  // satisfies it. This is what makes a start without open internet possible.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(import.meta.url),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
  return new Promise((resolve, reject) => {
    const args = [cli, 'generate', `--schema=${SCHEMA_DIR}`, '--no-hints'];
    execFile(process.execPath, args, { cwd: PACKAGE_DIR, env, signal }, (error, stdout, stderr) => {
      if (!error) return resolve();
      reject(new Error(`The Prisma client could not be generated:\n${stdout}${stderr}`));
    });
  });
}

if (import.meta.main) {
  console.log((await generateClient()) ? 'Prisma client generated.' : 'Prisma client is up to date.');
}

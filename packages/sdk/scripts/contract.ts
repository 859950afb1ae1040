import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Writes `src/contract.gen.ts`: the router's type, printed by the compiler, with no import but @trpc/server. It is
 * committed, so that a change of the contract is seen in review. `--check` writes nothing and fails when it is stale.
 */
const PACKAGE = join(import.meta.dirname, '..');
const FILE = join(PACKAGE, 'src/contract.gen.ts');

const HEADER = `// Generated from the API's router by scripts/contract.ts. Change the router, then run it again.\n`;

function printContract(): string {
  const folder = mkdtempSync(join(tmpdir(), 'setiket-contract-'));
  try {
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
    const project = join(PACKAGE, 'tsconfig.contract.json');
    execFileSync(process.execPath, [tsc, '-p', project, '--outDir', folder], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return HEADER + clean(readFileSync(join(folder, 'packages/sdk/scripts/expose.d.ts'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the compiler printed, without what would need another package. */
function clean(printed: string): string {
  const text = printed
    .replaceAll('import("zod/v4/core").File', 'File')
    // What is no JSON is served over REST; natively one hears what it is.
    .replaceAll('import("@setiket/core/kernel/binary").BinaryFile', '{ content_type: string; filename: string | null }')
    .replace('\ntype ErrorShape', '\nexport type ErrorShape')
    .replace(/^export \{\};\n/m, '');
  const foreign = text.match(/^.*\bimport\(.*$|^import .* from '(?!@trpc\/server').*$|Prisma|@setiket\/core/m);
  if (foreign) throw new Error(`The contract names what the outside does not have: ${foreign[0].trim()}`);
  return text;
}

const contract = printContract();
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, contract);
  console.log(`Wrote ${FILE}`);
} else if (readFileSync(FILE, 'utf8') !== contract) {
  console.error(
    'packages/sdk/src/contract.gen.ts is not what the router says. Run: node packages/sdk/scripts/contract.ts',
  );
  process.exitCode = 1;
}

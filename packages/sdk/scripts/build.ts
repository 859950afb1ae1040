import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Builds what is published: ES modules and CommonJS with their declarations, by the compiler alone. A folder's own
 * package.json tells Node and TypeScript which of the two it holds.
 */
const PACKAGE = join(import.meta.dirname, '..');
const DIST = join(PACKAGE, 'dist');
const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

const KINDS = {
  esm: { type: 'module', flags: [] },
  cjs: {
    type: 'commonjs',
    flags: ['--module', 'commonjs', '--moduleResolution', 'bundler', '--verbatimModuleSyntax', 'false'],
  },
} as const;

rmSync(DIST, { recursive: true, force: true });
for (const [kind, { type, flags }] of Object.entries(KINDS)) {
  const folder = join(DIST, kind);
  mkdirSync(folder, { recursive: true });
  const project = join(PACKAGE, 'tsconfig.build.json');
  execFileSync(process.execPath, [TSC, '-p', project, '--outDir', folder, ...flags], { stdio: 'inherit' });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ type })}\n`);
  for (const file of globSync(join(folder, '*.d.ts'))) nameOutput(file);
}
console.log(`Built ${DIST}`);

/** The compiler leaves `./client.ts` in declarations; what is published has `./client.js` only. */
function nameOutput(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(/(from '\.\/[^']+)\.ts'/g, "$1.js'"));
}

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkEnvExample } from './env-example.ts';
import { type Offence, ROOT } from './project.ts';
import { checkTableOwnership } from './table-ownership.ts';
import { checkTypeOnlyImports } from './type-only-imports.ts';

/** What a check says when it fails; an empty text means that all is well. */
export type Check = { title: string; run(paths: string[]): Promise<string> };

/** Every check of the repository, the fast ones first. */
export const CHECKS: Check[] = [
  {
    title: 'Format, lint and import directions (Biome)',
    run: (paths) => program('biome', ['ci', '--colors=off', ...paths]),
  },
  { title: 'Tables are written by their owners', run: async () => tell(checkTableOwnership()) },
  { title: 'Web and SDK import only types', run: async () => tell(checkTypeOnlyImports()) },
  { title: '.env.example is current', run: async () => tell(checkEnvExample()) },
  { title: 'Types (TypeScript)', run: typecheck },
];

/** Runs all checks, tells each one's outcome and returns how many failed. */
export async function runChecks(paths: string[]): Promise<{ passed: number; failed: number }> {
  let failed = 0;
  for (const { title, run } of CHECKS) {
    const started = performance.now();
    const problem = await run(paths);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`  ${problem ? '✘' : '✔'} ${title}  ${seconds} s`);
    if (!problem) continue;
    failed += 1;
    console.log(problem.replace(/^/gm, '    '));
  }
  return { passed: CHECKS.length - failed, failed };
}

/** Every package by its own settings, two at a time; with paths, only the packages that these lie in. */
async function typecheck(paths: string[]): Promise<string> {
  const folders = packageFolders().filter(
    (folder) =>
      paths.length === 0 || paths.some((path) => `${path}/`.startsWith(`${folder}/`) || folder.startsWith(path)),
  );
  const problems: string[] = [];
  const work = async () => {
    for (let folder = folders.shift(); folder; folder = folders.shift()) {
      problems.push(await program('tsc', ['--noEmit', '--pretty', 'false', '-p', folder]));
    }
  };
  await Promise.all([work(), work()]);
  return problems.filter(Boolean).join('\n');
}

function packageFolders(): string[] {
  const below = (folder: string) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`);
  const folders = ['prisma', ...['packages', 'apps', 'tooling'].flatMap(below)];
  const packages = folders.filter((folder) =>
    ['tsconfig.json', 'src'].every((name) => existsSync(join(ROOT, folder, name))),
  );
  // The web app's own files are for browsers, its tests for Node.
  const tests = packages
    .map((folder) => join(folder, 'test'))
    .filter((folder) => existsSync(join(ROOT, folder, 'tsconfig.json')));
  return [...packages, ...tests];
}

function tell(offences: Offence[]): string {
  return offences.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n');
}

/** Runs one of the root's programs; what it said counts only when it fails. */
function program(name: string, args: string[]): Promise<string> {
  const env = { ...process.env, FORCE_COLOR: '0' };
  return new Promise((resolve, reject) => {
    const child = spawn(join(ROOT, 'node_modules/.bin', name), args, {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const channel of [child.stdout, child.stderr]) {
      channel.on('data', (chunk) => {
        said += chunk;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? '' : said.trim() || `${name} ended with ${code}`));
  });
}

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, startLive } from './live.ts';

/** What npm would publish, in a project that knows nothing of this repository but two packages from the registry. */
const SDK = join(import.meta.dirname, '../../../packages/sdk');
const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const run = promisify(execFile);

let project: string;
let live: Live;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'setiket-sdk-'));
  [live] = await Promise.all([startLive(), installPackage()]);
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
  await rm(project, { recursive: true });
});

async function installPackage(): Promise<void> {
  const target = join(project, 'node_modules/@setiket/sdk');
  await mkdir(target, { recursive: true });
  await pnpm(['pack', '--pack-destination', project]);
  const tarball = (await readdir(project)).find((file) => file.endsWith('.tgz')) ?? '';
  await run('tar', ['xzf', join(project, tarball), '--strip-components=1', '-C', target]);
  // Linked, so that the test needs no network; npm would put the same packages there.
  for (const name of ['@trpc/client', '@trpc/server', '@types/node']) {
    await mkdir(dirname(join(project, 'node_modules', name)), { recursive: true });
    await symlink(join(SDK, 'node_modules', name), join(project, 'node_modules', name));
  }
  for (const file of ['esm.mts', 'cjs.cts'])
    await cp(join(import.meta.dirname, 'sdk-project', file), join(project, file));
}

/** The pnpm that runs this, or the one that the repository is installed with. */
async function pnpm(args: string[]): Promise<void> {
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` };
  const runner = process.env.npm_execpath;
  if (runner?.includes('pnpm') && !/\.[cm]?js$/.test(runner)) await run(runner, args, { cwd: SDK, env });
  else await run('npx', ['--yes', 'pnpm@12.21.0', ...args], { cwd: SDK, env });
}

const OPTIONS = { strict: true, noEmit: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };

async function typeCheck(files: string[], options: Record<string, unknown>): Promise<string> {
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...OPTIONS, ...options }, files }),
  );
  const { stdout } = await run(process.execPath, [TSC, '-p', project]).catch((failure: { stdout: string }) => failure);
  return stdout;
}

test('the package holds what it needs and nothing of ours', async () => {
  const folder = join(project, 'node_modules/@setiket/sdk');
  expect((await readdir(folder)).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
  const manifest = await readFile(join(folder, 'package.json'), 'utf8');
  expect(Object.keys((JSON.parse(manifest) as { dependencies: object }).dependencies)).toEqual([
    '@trpc/client',
    '@trpc/server',
  ]);
  expect(manifest).not.toMatch(/workspace:|catalog:|src\//);
  for (const file of await readdir(folder, { recursive: true })) {
    if (!/\.(js|ts)$/.test(file)) continue;
    expect(await readFile(join(folder, file), 'utf8'), file).not.toMatch(/@setiket\/core|@prisma|from '\.[^']*\.ts'/);
  }
});

test.each([
  ['Node', ['esm.mts', 'cjs.cts'], { module: 'nodenext', target: 'es2022', types: ['node'] }],
  [
    'Node, declarations checked as well',
    ['esm.mts'],
    {
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable'],
      types: ['node'],
      skipLibCheck: false,
    },
  ],
  [
    'a bundler for browsers',
    ['esm.mts'],
    {
      module: 'esnext',
      moduleResolution: 'bundler',
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'],
      types: ['node'],
      skipLibCheck: true,
    },
  ],
])('it type-checks for %s, and mistakes do not', async (_, files, options) => {
  expect(await typeCheck(files, options)).toBe('');
});

test('it runs as ES module and as CommonJS', async () => {
  const env = { ...process.env, SETIKET_URL: live.url };
  const esm = await run(process.execPath, ['esm.mts'], { cwd: project, env });
  expect(JSON.parse(esm.stdout)).toEqual({
    total: 0,
    titles: [],
    code: 'request.unauthenticated',
    name: 'SetiketAuthenticationError',
  });
  const script = (await readFile(join(project, 'cjs.cts'), 'utf8')).replace(
    'import sdk = require',
    'const sdk = require',
  );
  await writeFile(join(project, 'run.cts'), script);
  const cjs = await run(process.execPath, ['run.cts'], { cwd: project, env });
  expect(JSON.parse(cjs.stdout)).toEqual({ total: 0, isOurs: true });
});

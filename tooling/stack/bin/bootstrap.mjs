// What has to work before anything is installed: plain JavaScript, Node 20, nothing but Node's own modules.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PNPM = 'pnpm@12.21.0';
const NODE_MAJOR = 24;
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

export const ROOT = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../..');

/** Ends with a sentence, not with a stack. */
export function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/** Installs what the lock file says, unless that is what is installed. */
export async function ensureInstalled() {
  const stamp = join(ROOT, 'node_modules/.setiket-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'pnpm-lock.yaml')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing packages (once; a minute or less) …');
  // npm hands its own settings down as variables, and pnpm would warn about each that it does not know.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name)));
  for (const name of ['registry', 'cache', 'userconfig', 'https_proxy', 'proxy', 'cafile']) {
    const value = process.env[`npm_config_${name}`];
    if (value) env[`npm_config_${name}`] = value;
  }
  const { code, said } = await runToEnd(
    'npx',
    ['--yes', PNPM, 'install', '--frozen-lockfile', '--reporter=append-only'],
    {
      ...env,
      CI: 'true',
    },
  );
  if (code !== 0) {
    console.error(said);
    fail('The packages could not be installed. Is the npm registry reachable? What pnpm said stands above.');
  }
  mkdirSync(join(ROOT, 'node_modules'), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Runs a program and keeps what it says. A signal goes to it first; this process ends once it has ended. */
function runToEnd(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let said = '';
    let interrupted = false;
    const forward = (signal) => {
      interrupted = true;
      child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    for (const channel of [child.stdout, child.stderr]) {
      channel.on('data', (chunk) => {
        said += chunk;
      });
    }
    child.once('error', (error) => resolve({ code: 1, said: `${said}${error.message}` }));
    child.once('close', (code) => {
      for (const signal of FORWARDED) process.off(signal, forward);
      if (interrupted) process.exit(130);
      resolve({ code, said });
    });
  });
}

/** This Node when it is new enough, else the one that was installed as a package. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  for (const name of [`node-${system}-${process.arch}`, `node-${process.platform}-${process.arch}`]) {
    const file = join(ROOT, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(file)) return file;
  }
  return fail(
    `Setiket needs Node ${NODE_MAJOR}; this is Node ${process.versions.node}, and npm has no newer one for ` +
      `${process.platform} on ${process.arch} here. Install Node ${NODE_MAJOR} from https://nodejs.org and try again.`,
  );
}

/**
 * Variables for every TypeScript process: compiled code is kept, so that the next start need not compile again; and glibc
 * keeps one store of free memory for all threads instead of one for each.
 */
export function nodeEnvironment() {
  const data_dir = resolve(ROOT, process.env.SETIKET_DATA_DIR || '.setiket');
  return { NODE_COMPILE_CACHE: join(data_dir, 'compile-cache'), MALLOC_ARENA_MAX: '1', ...process.env };
}

/** Node's word on WebAssembly modules, and pg's on how Prisma queries inside a transaction: neither is the reader's to mend. */
const QUIET = ['--disable-warning=ExperimentalWarning', '--disable-warning=DeprecationWarning'];

/**
 * For what runs for long. Left alone V8 lets the heap of a busy process grow to several times of what is in use, because
 * it takes the whole machine for its own; a small server has a database beside it. It costs a tenth of the throughput
 * and more than halves the memory. The containers' commands say the same.
 */
export const SMALL_HEAP = ['--max-semi-space-size=12', '--heap-growing-percent=20'];

/**
 * Runs a TypeScript file under Node 24 in place of this process: same terminal, same signals, same exit code. A supervised
 * child is told by a closed channel when this process is killed, so that it does not stay behind.
 */
export function runTypeScript(file, args, { supervised = false, nodeArgs = [] } = {}) {
  const child = spawn(findNode(), [...QUIET, ...nodeArgs, file, ...args], {
    stdio: supervised ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
    env: nodeEnvironment(),
  });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => fail(`${file} could not be started: ${error.message}`));
  child.once('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    for (const name of FORWARDED) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

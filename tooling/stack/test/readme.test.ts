import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { envSchema } from '@setiket/core/env';
import { expect, onTestFinished, test } from 'vitest';
import { launch, ready, temporaryDataDir } from './launch.ts';

const ROOT = join(import.meta.dirname, '../../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const PATIENCE_MS = 60_000;

/** A line for the shell, and what the README says that it prints. */
type Step = { line: string; prints: string[] };

test('the README shows the SDK tour as it is', () => {
  expect(blocks('ts')).toContain(readFileSync(join(ROOT, 'packages/sdk/examples/tour.ts'), 'utf8'));
});

test('the README names every setting and every script', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  for (const name of Object.keys(envSchema.shape)) expect(README).toContain(`\`${name}\``);
  for (const name of Object.keys(scripts)) expect(README).toMatch(new RegExp(`(npm|npm run|pnpm) ${name}\\b`));
});

test('every line of the README does what it says there', { timeout: 180_000 }, async () => {
  const data_dir = temporaryDataDir();
  const stack = await ready(launch(data_dir, { args: ['--demo'] }), data_dir);
  const shell = openShell({ SETIKET_DATA_DIR: data_dir, SETIKET_URL: stack.url });
  const steps = blocks('bash').flatMap(stepsOf);
  expect(steps.length).toBeGreaterThan(30);
  for (const { line, prints } of steps) {
    const here = line
      .replaceAll('http://localhost:8000', stack.url)
      .replaceAll('http://localhost:8025', stack.inbox_url!);
    const expected = patternOf(prints);
    let printed = await shell.run(here);
    // Mails come a moment later; asking the inbox again changes nothing.
    const deadline = Date.now() + (here.includes('/search?') ? PATIENCE_MS : 0);
    while (!expected.test(printed) && Date.now() < deadline) printed = await shell.run(here);
    expect(printed, line).toMatch(expected);
  }
});

function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(
    ([, content = '']) => content,
  );
}

function stepsOf(block: string): Step[] {
  const steps: Step[] = [];
  for (const line of block.trimEnd().split('\n')) {
    if (line.startsWith('# → ')) steps.at(-1)?.prints.push(line.slice('# → '.length));
    else steps.push({ line, prints: [] });
  }
  return steps;
}

/** Exactly these lines, where … stands for anything within one; nothing at all where the README promises nothing. */
function patternOf(prints: string[]): RegExp {
  const lines = prints.map((line) => line.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('…', '.+'));
  return new RegExp(`^${lines.join('\n')}$`);
}

/** One bash for all lines, as in a terminal: what one line defines, the next ones have. */
function openShell(settings: Record<string, string>) {
  const child: ChildProcess = spawn('bash', ['--norc', '--noprofile'], {
    cwd: ROOT,
    env: { ...process.env, ...settings, NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  onTestFinished(async () => {
    child.stdin?.end();
    await closed;
  });
  let said = '';
  let look = () => {};
  child.stdout?.on('data', (chunk) => {
    said += chunk;
    look();
  });
  let count = 0;
  child.stdin?.write('exec 2>&1\n');
  return {
    async run(line: string): Promise<string> {
      const end = `--- end of line ${++count} ---`;
      child.stdin?.write(`${line}\necho '${end}'\n`);
      await new Promise<void>((done) => {
        look = () => said.includes(end) && done();
        look();
      });
      const [printed = ''] = said.split(end);
      said = '';
      return printed.trimEnd();
    },
  };
}

// npm start: installs what is missing and starts everything under Node 24. Runs on Node 20, without any package.
// With --watch (npm run dev) it starts again whenever a source file changes; the data stays.
import { join } from 'node:path';
import { ensureInstalled, ROOT, runTypeScript, SMALL_HEAP } from './bootstrap.mjs';

const args = process.argv.slice(2);
const is_watching = args.includes('--watch');

await ensureInstalled();
runTypeScript(
  join(ROOT, 'tooling/stack/src/main.ts'),
  args.filter((arg) => arg !== '--watch'),
  is_watching ? { nodeArgs: ['--watch', '--watch-preserve-output'] } : { supervised: true, nodeArgs: SMALL_HEAP },
);

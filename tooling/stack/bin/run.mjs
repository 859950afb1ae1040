// Runs one of the repository's TypeScript files: node tooling/stack/bin/run.mjs <file.ts> [arguments]
import { resolve } from 'node:path';
import { ensureInstalled, fail, ROOT, runTypeScript } from './bootstrap.mjs';

const [file, ...args] = process.argv.slice(2);
if (!file) fail('Usage: node tooling/stack/bin/run.mjs <file.ts> [arguments]');
await ensureInstalled();
runTypeScript(resolve(ROOT, file), args);

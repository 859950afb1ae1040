// npm start: installs what is missing and starts everything under Node 24. Runs on Node 20, without any package.
import { join } from 'node:path';
import { ensureInstalled, ROOT, runTypeScript } from './bootstrap.mjs';

ensureInstalled();
runTypeScript(join(ROOT, 'tooling/stack/src/main.ts'), process.argv.slice(2), { supervised: true });

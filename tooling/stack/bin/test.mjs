// npm test: installs what is missing, then runs every check and every test under Node 24. Runs on Node 20, without any package.
import { join } from 'node:path';
import { ensureInstalled, ROOT, runTypeScript } from './bootstrap.mjs';

await ensureInstalled();
runTypeScript(join(ROOT, 'tooling/checks/src/main.ts'), process.argv.slice(2));

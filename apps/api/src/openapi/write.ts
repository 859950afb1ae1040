import { readFileSync, writeFileSync } from 'node:fs';
import { SESSION_COOKIE } from '@setiket/core/features/accounts';
import { appRouter } from '@setiket/core/router';
import { buildDocument } from './document.ts';
import { CORE_FOLDER, DOCUMENT_FILE } from './file.ts';
import { readOperationCodes } from './operation-codes.ts';

/**
 * Writes the document to the file that is committed, so that a change of the public contract is seen in review.
 * `--check` writes nothing and fails when the file is not what it would write.
 */
const codes = readOperationCodes(CORE_FOLDER);
const text = `${JSON.stringify(buildDocument({ router: appRouter, session_cookie: SESSION_COOKIE, codes }), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(DOCUMENT_FILE, text);
  console.log(`Wrote ${DOCUMENT_FILE.pathname}`);
} else if (written() !== text) {
  console.error('apps/api/openapi.json is not what the routers say. Run: node apps/api/src/openapi/write.ts');
  process.exitCode = 1;
}

function written(): string | undefined {
  try {
    return readFileSync(DOCUMENT_FILE, 'utf8');
  } catch {
    return undefined;
  }
}

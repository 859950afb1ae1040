import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { SESSION_COOKIE } from '@setiket/core/features/accounts';
import { errorCatalogue } from '@setiket/core/kernel/errors';
import { appRouter } from '@setiket/core/router';
import { expect, test } from 'vitest';
import { parse } from 'zod/v4/core';
import { buildDocument } from '../src/openapi/document.ts';
import { BODIES } from '../src/openapi/examples.ts';
import { CORE_FOLDER, DOCUMENT_FILE } from '../src/openapi/file.ts';
import { readOperationCodes } from '../src/openapi/operation-codes.ts';
import { restRoutes } from '../src/rest/routes.ts';
import { lint } from './lint.ts';

const codes = readOperationCodes(CORE_FOLDER);
const document = buildDocument({ router: appRouter, session_cookie: SESSION_COOKIE, codes });

test('the committed document is what the routers say', () => {
  const committed = readFileSync(DOCUMENT_FILE, 'utf8');
  expect(JSON.stringify(document, null, 2) === committed.trimEnd(), 'Run: node apps/api/src/openapi/write.ts').toBe(
    true,
  );
  const write = new URL('../src/openapi/write.ts', import.meta.url).pathname;
  execFileSync(process.execPath, [write, '--check']);
});

test('the document passes the linter without an error or a warning', async () => {
  expect(await lint(document)).toEqual([]);
});

test('every procedure has a REST form with a summary and one tag', () => {
  const procedures = Object.entries(appRouter._def.procedures as object) as [
    string,
    { _def: { type: string; meta?: { openapi?: { summary?: string; tags?: string[] } } } },
  ][];
  for (const [name, { _def }] of procedures) {
    // What never ends has no place in REST; pages hear it over SSE.
    if (_def.type === 'subscription') continue;
    expect(_def.meta?.openapi?.summary, `${name} has no meta.openapi.summary`).toMatch(/\S/);
    expect(_def.meta?.openapi?.tags, `${name} has not one tag`).toHaveLength(1);
  }
});

test('no schema has a name that the generator made up', () => {
  const names = Object.keys(document.components.schemas);
  expect(names.filter((name) => /^__|Alias\d+Response$/.test(name))).toEqual([]);
});

test.each(Object.entries(BODIES))('the example of %s is what its procedure takes', (name, body) => {
  const route = restRoutes(appRouter).find((one) => one.name === name && one.alias === 0);
  const ids = Object.fromEntries((route?.params ?? []).map((param) => [param, '01970000-0000-7000-8000-000000000002']));
  for (const schema of route?.inputs ?? []) expect(parse(schema, { ...ids, ...body })).toBeDefined();
  expect(route?.inputs).not.toHaveLength(0);
});

test('refusals: every code of the product is at an operation, and each operation has its own', () => {
  const of = (name: string) => [...(codes.get(name) ?? [])];
  expect(of('tickets.purchase')).toEqual(
    expect.arrayContaining(['ticket_type.sold_out', 'payment.insufficient_balance', 'waiting_room.admission_required']),
  );
  expect(of('auth.login')).toContain('account.credentials_invalid');
  expect(of('auth.login')).not.toContain('ticket_type.sold_out');
  expect(of('events.list')).not.toContain('idempotency.mismatch');
  const purchase = document.paths['/tickets/purchase']?.post?.responses ?? {};
  expect(purchase['402']).toMatchObject({ 'x-error-codes': expect.arrayContaining(['payment.insufficient_balance']) });

  const text = JSON.stringify(document);
  const missing = [...errorCatalogue.keys()].filter((code) => !text.includes(`"${code}"`));
  // Told to wallets and by a webhook, which are no procedures.
  expect(missing.filter((code) => !/^(wallet|toy)\.|^payment\.webhook/.test(code))).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, startLive } from '../live.ts';
import { OC_MENA_ENDPOINTS } from './oc-mena.endpoints.ts';
import { allowedMethods } from './walker.ts';

/** A row more or less is a decision, which is made here too. */
const DOCUMENTED = 53;
const ROWS = Object.values(OC_MENA_ENDPOINTS).flat();

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

test('every documented operation is listed, once', () => {
  expect(new Set(ROWS).size).toBe(DOCUMENTED);
  expect(ROWS).toHaveLength(DOCUMENTED);
  for (const row of ROWS) expect(row).toMatch(/^(GET|POST|PATCH) \/api\/[a-z\-/{}]+\/$/);
});

test('every part of the list is walked by somebody who insists on all of it', () => {
  const walks = readdirSync(import.meta.dirname)
    .filter((name) => /^oc-mena\..*\.walk\.test\.ts$/.test(name))
    .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'));
  const insistedOn = walks.flatMap((walk) =>
    [...walk.matchAll(/const (\w+) = OC_MENA_ENDPOINTS\.(\w+);/g)]
      .filter(([, rows]) => new RegExp(`expectAllWalked\\((${rows}\\)|\\[.*\\.\\.\\.${rows}\\b)`).test(walk))
      .map(([, , part]) => part),
  );
  expect(insistedOn.sort()).toEqual(Object.keys(OC_MENA_ENDPOINTS).sort());
});

test('every documented operation is served where it is documented', async () => {
  const missing: string[] = [];
  for (const row of ROWS) {
    const [method, path] = row.split(' ') as [string, string];
    // Two pages of the documentation, which no procedure answers, are there or not.
    const isServed =
      (await allowedMethods(live.url, path)).includes(method) ||
      (method === 'GET' && !path.includes('{') && (await fetch(live.url + path)).status === 200);
    if (!isServed) missing.push(row);
  }
  expect(missing).toEqual([]);
});

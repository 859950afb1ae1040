import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Deps } from '@setiket/core/kernel/context';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { WEB_PATHS, web } from '../src/http/web.ts';

async function serve() {
  const folder = await mkdtemp(join(tmpdir(), 'setiket-web-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const part of ['assets', '.vite']) await mkdir(join(folder, part));
  await writeFile(join(folder, 'index.html'), '<html><head></head><body></body></html>');
  await writeFile(join(folder, '.vite/manifest.json'), '{}');
  await writeFile(join(folder, 'assets/app.js'), 'plain');
  await writeFile(join(folder, 'assets/app.js.gz'), gzipSync('compressed'));
  const app = express();
  app.use(web({} as Deps, folder, async () => undefined));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const get = (path: string, encoding = 'identity') =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
      headers: { 'Accept-Encoding': encoding },
    });
  const open = (path: string) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers: { Accept: 'text/html' } });
  return { folder, get, open };
}

test('files are sent as the build has compressed them, and kept for ever', async () => {
  const { get } = await serve();
  const plain = await get('/assets/app.js');
  expect(await plain.text()).toBe('plain');
  expect(plain.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  const small = await get('/assets/app.js', 'gzip');
  expect([await small.text(), small.headers.get('Content-Encoding')]).toEqual(['compressed', 'gzip']);
  expect(small.headers.get('Content-Type')).toContain('javascript');
});

test('a file that is gone after the start, as when the app is built anew, is not found, and no more', async () => {
  const { folder, get } = await serve();
  await rm(join(folder, 'assets'), { recursive: true });
  for (const encoding of ['identity', 'gzip']) expect((await get('/assets/app.js', encoding)).status).toBe(404);
  expect((await get('/assets/app.js')).status).toBe(404);
});

test('web: an address that the app has not is a 404 with its page', async () => {
  const { open } = await serve();
  for (const path of ['/', '/orders/1', '/sign-in/', '/gate']) expect((await open(path)).status).toBe(200);
  for (const path of ['/nothing', '/orders/1/2', '/docs/x']) {
    const answer = await open(path);
    expect(answer.status).toBe(404);
    if (path !== '/docs/x') expect(await answer.text()).toContain('<body>');
  }
});

test('web: knows the addresses of the app’s router', async () => {
  const source = await readFile(new URL('../../web/src/app/router.tsx', import.meta.url), 'utf8');
  const paths = [...source.matchAll(/^\s+path: '([^']+)'/gm)].map(([, path]) => path);
  expect([...WEB_PATHS].sort()).toEqual(paths.sort());
});

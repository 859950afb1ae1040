import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { problemFrom, startToy } from './support.ts';

let toy: Awaited<ReturnType<typeof startToy>>;
beforeAll(async () => {
  toy = await startToy({ settings: { RATE_LIMIT_ANONYMOUS: '1' } });
});
afterAll(() => toy[Symbol.asyncDispose]());

test.each(['/api/schema/', '/api/schema', '/api/v1/schema/', '/api/schema/?format=json', '/api/schema/?version=v1'])(
  '%s is the document',
  async (path) => {
    const answer = await toy.fetch(path);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('RateLimit-Limit')).toBeNull();
    expect(await answer.json()).toMatchObject({ openapi: '3.1.0', info: { title: 'Setiket API', version: '1.0.0' } });
  },
);

test('as YAML where that is wanted', async () => {
  const asked = await toy.fetch('/api/schema/?format=yaml');
  const accepted = await toy.fetch('/api/schema/', { headers: { Accept: 'application/yaml' } });
  expect(accepted.headers.get('content-type')).toMatch(/^application\/yaml/);
  const text = await asked.text();
  expect(await accepted.text()).toBe(text);
  expect(parse(text)).toEqual(await (await toy.fetch('/api/schema/')).json());
  expect(text).not.toMatch(/[&*]a1\b/);
});

test('another version or format is refused', async () => {
  expect(await problemFrom(await toy.fetch('/api/schema/?version=v2'))).toMatchObject({
    status: 400,
    version: [expect.any(String)],
  });
  expect(await problemFrom(await toy.fetch('/api/schema/?format=xml'))).toMatchObject({
    status: 400,
    format: [expect.any(String)],
  });
});

test.each([
  '/api/docs/',
  '/api/docs',
  '/apidocs/',
  '/api/v1/docs/',
  '/api/schema/swagger/',
  '/',
  '/problems',
  '/problems/request.invalid',
  '/problems/request.internal_server_error',
])('%s is a page whose parts are all our own, and there', async (path) => {
  const answer = await toy.fetch(path);
  expect(answer.status).toBe(200);
  const html = await answer.text();
  expect(html).not.toMatch(/<script>|\son\w+=|https?:\/\/(?!localhost)/);
  const parts = [...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="([^"]+)"/g)].map(([, part]) => part!);
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect((await toy.fetch(part)).status, part).toBe(200);
});

test('links of the first page lead somewhere', async () => {
  const html = await (await toy.fetch('/')).text();
  const links = [...html.matchAll(/<a href="([^"]+)"/g)].map(([, link]) => link!.replaceAll('&#38;', '&'));
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) expect((await toy.fetch(link)).status, link).toBe(200);
  expect(html).not.toContain('8025');
});

test('nothing else of the Swagger UI package is served', async () => {
  expect([404, 429]).toContain((await toy.fetch('/api/docs/assets/swagger-ui/index.html')).status);
});

test('there is no page about a code that does not exist', async () => {
  for (const path of ['/problems/no.such', '/problems/%3Cscript%3E', '/problems/toString']) {
    expect((await problemFrom(await toy.fetch(path))).status).toBe(404);
  }
});

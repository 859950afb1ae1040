import { expect, test } from 'vitest';
import { createSetiketClient } from '../src/index.ts';
import { data, type Seen, scripted } from './server.ts';

/** Pages of two rows. */
function pages({ url }: Seen) {
  const input = new URL(url, 'http://x').searchParams.get('input') ?? '{}';
  const { cursor = '1' } = (JSON.parse(input) as { '0': { cursor?: string } })['0'];
  const page = Number(cursor);
  const items = [{ title: `${page}a` }, { title: `${page}b` }];
  return data({ items, total: 6, next_cursor: page < 3 ? String(page + 1) : null }, true);
}

test('every row, page after page, with the filters of the first', async () => {
  await using server = await scripted(pages);
  const client = createSetiketClient({ url: server.url });
  const titles: string[] = [];
  for await (const event of client.paginate(client.events.list, { city: 'Jakarta' })) titles.push(event.title);
  expect(titles).toEqual(['1a', '1b', '2a', '2b', '3a', '3b']);
  expect(server.seen).toHaveLength(3);
  for (const { url } of server.seen) expect(decodeURIComponent(url)).toContain('"page_size":100,"city":"Jakarta"');
});

test('whoever stops early asks for no more', async () => {
  await using server = await scripted(pages);
  const client = createSetiketClient({ url: server.url });
  for await (const event of client.paginate(client.events.list)) if (event.title === '1b') break;
  expect(server.seen).toHaveLength(1);
});

test('an aborted signal ends it', async () => {
  await using server = await scripted(pages);
  const client = createSetiketClient({ url: server.url });
  const controller = new AbortController();
  const read = async () => {
    for await (const _ of client.paginate(client.events.list, {}, { signal: controller.signal })) controller.abort();
  };
  await expect(read()).rejects.toMatchObject({ code: 'client.aborted' });
});

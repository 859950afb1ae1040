import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import type { Media } from '../src/http/media.ts';
import { problemFrom, startToy } from './support.ts';

let toy: Awaited<ReturnType<typeof startToy>>;
afterEach(() => toy[Symbol.asyncDispose]());

describe('media', () => {
  const bytes = Buffer.from('picture');
  const openMedia = async (_deps: unknown, key: string, signature?: string): Promise<Media | undefined> => {
    if (key === 'private/a.pdf' && signature !== 'ok') return undefined;
    if (key === 'broken.png') return { body: failing(), content_type: 'image/png', bytes: 100, is_public: true };
    const types: Record<string, string> = {
      'events/1/a b.png': 'image/png',
      'private/a.pdf': 'application/pdf',
      'x.svg': 'image/svg+xml',
    };
    const content_type = types[key];
    return content_type
      ? { body: Readable.from([bytes]), content_type, bytes: 7, is_public: !key.startsWith('private') }
      : undefined;
  };
  async function* failAfterOne() {
    yield bytes;
    throw new Error('the store went away');
  }
  const failing = () => Readable.from(failAfterOne());

  test('pictures are shown and kept', async () => {
    toy = await startToy({ openMedia });
    const answer = await toy.fetch('/media/events/1/a%20b.png');
    expect(await answer.text()).toBe('picture');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '7',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    const again = await toy.fetch('/media/events/1/a%20b.png', {
      headers: { 'If-None-Match': answer.headers.get('ETag')! },
    });
    expect(again.status).toBe(304);
    const head = await toy.fetch('/media/events/1/a%20b.png', { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('7');
  });

  test('anything else is saved, a private one only with its signature', async () => {
    toy = await startToy({ openMedia });
    expect((await toy.fetch('/media/x.svg')).headers.get('content-disposition')).toBe('attachment; filename="x.svg"');
    const secret = await toy.fetch('/media/private/a.pdf?signature=ok');
    expect(secret.headers.get('cache-control')).toBe('private, max-age=300');
    for (const path of [
      '/media/private/a.pdf',
      '/media/nothing.png',
      '/media/%00',
      '/media/..%2f..%2fetc%2fpasswd',
      '/media/',
    ]) {
      expect((await problemFrom(await toy.fetch(path))).status).toBe(404);
    }
  });

  test('a stream that breaks breaks the answer, and nothing else', async () => {
    toy = await startToy({ openMedia });
    await expect(toy.fetch('/media/broken.png').then((answer) => answer.arrayBuffer())).rejects.toThrow();
    expect((await toy.fetch('/media/events/1/a%20b.png')).status).toBe(200);
  });
});

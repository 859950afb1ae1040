import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, problemFrom, startToy } from './support.ts';

const ID = '0198c0de-0000-7000-8000-000000000001';
let toy: Awaited<ReturnType<typeof startToy>>;

beforeAll(async () => {
  toy = await startToy();
});
afterAll(() => toy[Symbol.asyncDispose]());

describe('uploads', () => {
  const upload = (form: FormData) => toy.fetch(`/api/v1/toys/${ID}/picture/`, { method: 'POST', body: form });

  test('a form is decoded by its schema; JSON does as well', async () => {
    const form = new FormData();
    form.set('caption', 'Merah é');
    form.set('weight', '2.5');
    form.set('id', 'not the path');
    form.set('file', new File([randomBytes(1_000_000)], 'gambar é.png', { type: 'image/png' }));
    const answer = await upload(form);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({
      id: ID,
      caption: 'Merah é',
      weight: 'number:2.5',
      bytes: 1_000_000,
      name: 'gambar é.png',
    });
    const json = await toy.fetch(`/api/v1/toys/${ID}/picture`, post({ caption: 'x', weight: 1 }));
    expect(await json.json()).toMatchObject({ weight: 'number:1', bytes: 0 });
    expect((await toy.fetch(`/api/v1/toys/${ID}/picture`, post({ caption: 'x', weight: '1' }))).status).toBe(400);
  });

  test('too much is 413, however it comes', async () => {
    const big = new FormData();
    big.set('caption', 'x');
    big.set('file', new File([new Uint8Array(13 * 1024 * 1024)], 'a.bin'));
    expect((await upload(big)).status).toBe(413);
    const many = new FormData();
    for (let n = 0; n < 300; n++) many.append('caption', 'x');
    expect((await upload(many)).status).toBe(413);
    const long = new FormData();
    long.set('caption', 'x'.repeat(300_000));
    expect((await upload(long)).status).toBe(413);
  });

  test.each([
    ['multipart/form-data', 'x'],
    ['multipart/form-data; boundary=abc', 'nothing of the kind'],
    ['multipart/form-data; boundary=abc', '--abc\r\nContent-Disposition: form-data; name="caption"\r\n\r\nhalf'],
    [
      'multipart/form-data; boundary=abc',
      '--abc\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
    ],
    [
      'multipart/form-data; boundary=abc',
      '--abc\r\nContent-Disposition: form-data; name="caption"\r\n\r\na\0b\r\n--abc--\r\n',
    ],
  ])('a broken form is 400: %s, %j', async (type, body) => {
    const answer = await toy.fetch(`/api/v1/toys/${ID}/picture`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body,
    });
    expect(await problemFrom(answer)).toMatchObject({ status: 400, code: 'request.malformed_form' });
  });

  test('where no form is taken, it is 415', async () => {
    const form = new FormData();
    form.set('title', 'Car');
    expect((await toy.fetch('/api/v1/toys', { method: 'POST', body: form })).status).toBe(415);
  });
});

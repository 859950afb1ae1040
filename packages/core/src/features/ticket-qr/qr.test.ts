import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create } from 'qrcode';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { newId } from '../../kernel/ids.ts';
import { newQrSecret, openQrSigner, qrPng, qrPngDataUrl } from './qr.ts';

const SECRET = 'a-secret-of-a-test-that-is-long-enough';
const content = { ticket_id: newId(), event_id: newId(), qr_secret: newQrSecret() };
const signer = openQrSigner(SECRET);
const text = signer.sign(content);

beforeAll(async () => {
  // Without its own copy the reader would fetch the binary from a CDN.
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) } });
});

async function decode(png: Buffer): Promise<string[]> {
  const found = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'] });
  return found.map((code) => code.text);
}

describe('the text of a ticket’s QR', () => {
  test('begins as documented and ends in a signature', () => {
    expect(text.startsWith(`SETIKET-${content.ticket_id}.`)).toBe(true);
    expect(text.split('.').map((part) => part.length)).toEqual([44, 22, content.qr_secret.length, 86]);
  });

  test('says what was signed', () => {
    expect(signer.verify(text)).toEqual(content);
  });

  test('is the same for the same ticket, as Ed25519 needs no chance', () => {
    expect(openQrSigner(SECRET).sign(content)).toBe(text);
  });

  test('any changed character is noticed', () => {
    for (let at = 0; at < text.length; at++) {
      for (const other of ['A', 'B', '0', '-', '.']) {
        if (text[at] === other) continue;
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        expect(signer.verify(changed), `position ${at}, "${other}"`).toBeUndefined();
      }
    }
  });

  test('parts of two genuine texts do not make a third', () => {
    const other = signer.sign({ ticket_id: newId(), event_id: newId(), qr_secret: newQrSecret() }).split('.');
    const own = text.split('.');
    for (let part = 0; part < 4; part++) {
      const mixed = own.map((value, index) => (index === part ? other[index] : value)).join('.');
      expect(signer.verify(mixed)).toBeUndefined();
    }
  });

  test.each([
    '',
    'SETIKET-',
    `SETIKET-${content.ticket_id}`,
    `${text} `,
    `${text}\n`,
    text.toUpperCase(),
    text.slice(0, -1),
    `${text}A`,
  ])('refuses %j', (broken) => {
    expect(signer.verify(broken)).toBeUndefined();
  });

  test('unused bits at the end of the signature can’t be changed', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(text.at(-1)!);
    const sibling = text.slice(0, -1) + alphabet[last + 1];
    expect(Buffer.from(sibling.slice(-86), 'base64url')).toEqual(Buffer.from(text.slice(-86), 'base64url'));
    expect(signer.verify(sibling)).toBeUndefined();
  });

  test('a foreign key opens nothing', () => {
    const foreign = openQrSigner('another-secret-of-a-test-long-enough!');
    expect(foreign.public_key).not.toBe(signer.public_key);
    expect(foreign.verify(text)).toBeUndefined();
    expect(signer.verify(foreign.sign(content))).toBeUndefined();
  });

  test('a gate verifies it with the public key alone, as a browser does', async () => {
    const raw = Buffer.from(signer.public_key, 'base64url');
    expect(raw).toHaveLength(32);
    const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    const dot = text.lastIndexOf('.');
    const signature = Buffer.from(text.slice(dot + 1), 'base64url');
    expect(await crypto.subtle.verify('Ed25519', key, signature, Buffer.from(text.slice(0, dot)))).toBe(true);
    expect(await crypto.subtle.verify('Ed25519', key, signature, Buffer.from(text.slice(0, dot - 1)))).toBe(false);
  });

  test('what is no ticket is not signed', () => {
    expect(() => signer.sign({ ...content, ticket_id: 'x' })).toThrow();
    expect(() => signer.sign({ ...content, qr_secret: 'a.b' })).toThrow();
  });
});

test('secrets have at least 64 random bits and differ', () => {
  const secrets = new Set(Array.from({ length: 1000 }, newQrSecret));
  expect(secrets.size).toBe(1000);
  for (const secret of secrets) expect(Buffer.from(secret, 'base64url').length * 8).toBeGreaterThanOrEqual(64);
});

describe('the picture', () => {
  test('reads back as the text', async () => {
    expect(await decode(await qrPng(text))).toEqual([text]);
  });

  test('has at least six pixels a module and a quiet zone', async () => {
    const width = (await qrPng(text)).readUInt32BE(16);
    const modules = create(text, { errorCorrectionLevel: 'M' }).modules.size;
    expect(width / (modules + 2 * 2)).toBeGreaterThanOrEqual(6);
  });

  test('comes as a data URL too', async () => {
    const url = await qrPngDataUrl(text);
    expect(url).toMatch(/^data:image\/png;base64,/);
    expect(await decode(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))).toEqual([text]);
  });
});

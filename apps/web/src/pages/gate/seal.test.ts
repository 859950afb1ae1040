import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { isSigned } from './seal.ts';

afterEach(() => vi.restoreAllMocks());

/** A text signed by a new key, which no test before has imported. */
function signed(text: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    signature: sign(null, Buffer.from(text), privateKey).toString('base64url'),
    public_key: publicKey.export({ format: 'jwk' }).x!,
  };
}

test.each([
  ['with', false],
  ['without', true],
])('isSigned: tells genuine texts from forged ones %s Ed25519 in WebCrypto', async (_, isMissing) => {
  if (isMissing) vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('', 'NotSupportedError'));
  const { signature, public_key } = signed('SETIKET-text');
  expect(await isSigned('SETIKET-text', signature, public_key)).toBe(true);
  expect(await isSigned('SETIKET-texT', signature, public_key)).toBe(false);
  expect(await isSigned('SETIKET-text', signed('SETIKET-text').signature, public_key)).toBe(false);
});

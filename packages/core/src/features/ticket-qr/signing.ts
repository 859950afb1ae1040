import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { deriveKey, readPrivateKey } from '../../kernel/crypto.ts';

/** Signs texts for one purpose with Ed25519; whoever has the public key can verify them without us. */
export type TextSigner = {
  /** 86 characters of base64url. */
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
  /** The raw 32 bytes in base64url. */
  public_key: string;
};

/** Node takes a seed only inside of PKCS #8: this is the DER in front of the 32 bytes (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

const signers = new Map<string, TextSigner>();

/**
 * The signer of a secret for one purpose; each purpose has a key of its own, so that a signature can't be used for
 * another. Deriving a key takes longer than signing, so each is made once.
 */
export function openTextSigner(secret: string, purpose: string): TextSigner {
  const name = `${purpose}\n${secret}`;
  let signer = signers.get(name);
  if (!signer) {
    signer = makeSigner(privateKeyOf(deriveKey(secret, purpose).export()));
    signers.set(name, signer);
  }
  return signer;
}

function privateKeyOf(seed: Buffer): KeyObject {
  return readPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
}

function makeSigner(private_key: KeyObject): TextSigner {
  const public_key = createPublicKey(private_key);
  return {
    sign: (text) => sign(null, Buffer.from(text), private_key).toString('base64url'),
    verify(text, encoded) {
      const signature = Buffer.from(encoded, 'base64url');
      // Base64 leaves unused bits at its end. One text has one signature, so a changed bit there is a changed signature.
      if (signature.toString('base64url') !== encoded) return false;
      return verify(null, Buffer.from(text), public_key, signature);
    },
    public_key: public_key.export({ format: 'jwk' }).x!,
  };
}

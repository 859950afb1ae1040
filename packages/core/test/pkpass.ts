import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';

const run = promisify(execFile);

/** The files of a zip archive, by its central directory. */
export function unzip(bytes: Uint8Array): Map<string, Buffer> {
  const zip = Buffer.from(bytes);
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const files = new Map<string, Buffer>();
  for (let n = 0, at = zip.readUInt32LE(end + 16); n < zip.readUInt16LE(end + 10); n++) {
    const [method, size, name_length] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
    ];
    const name = zip.toString('utf8', at + 46, at + 46 + name_length);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const body = zip.subarray(start, start + size);
    files.set(name, method === 0 ? body : inflateRawSync(body));
    at += 46 + name_length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

export type PassJson = {
  serialNumber: string;
  passTypeIdentifier: string;
  authenticationToken: string;
  webServiceURL: string;
  voided?: boolean;
  barcodes?: { message: string }[];
  eventTicket: Record<string, { key: string; label: string; value: string }[]>;
  [member: string]: unknown;
};

export function passJson(files: Map<string, Buffer>): PassJson {
  return JSON.parse(files.get('pass.json')!.toString('utf8')) as PassJson;
}

/** Names of the files whose content is not what the manifest says, or of which it says nothing. */
export function strangers(files: Map<string, Buffer>): string[] {
  const manifest = JSON.parse(files.get('manifest.json')!.toString('utf8')) as Record<string, string>;
  const covered = [...files].filter(([name]) => name !== 'manifest.json' && name !== 'signature');
  return [
    ...covered.filter(([name, body]) => manifest[name] !== createHash('sha1').update(body).digest('hex')),
    ...Object.entries(manifest).filter(([name]) => !files.has(name)),
  ].map(([name]) => name as string);
}

export async function hasOpenssl(): Promise<boolean> {
  return run('openssl', ['version']).then(
    () => true,
    () => false,
  );
}

/** Whether openssl finds the signature over the manifest good, by a chain that ends in `root`. */
export async function isSigned(files: Map<string, Buffer>, root: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'setiket-pass-'));
  try {
    const [signature, manifest, ca] = ['signature', 'manifest.json', 'root.pem'].map((name) => join(folder, name));
    await writeFile(signature!, files.get('signature')!);
    await writeFile(manifest!, files.get('manifest.json')!);
    await writeFile(ca!, root);
    const input = ['-inform', 'DER', '-in', signature!, '-content', manifest!, '-out', join(folder, 'out')];
    const args = ['cms', '-verify', '-binary', ...input, '-CAfile', ca!, '-purpose', 'any'];
    return await run('openssl', args).then(
      () => true,
      () => false,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

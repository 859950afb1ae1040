import { parentPort } from 'node:worker_threads';
import { PKPass } from 'passkit-generator';
import type { PassJob } from './signing.ts';

/* Signing a pass is 80 ms of arithmetic in JavaScript, during which nothing else is answered; hence a thread of its own. */
parentPort?.on('message', ({ id, job }: { id: number; job: PassJob }) => {
  try {
    parentPort?.postMessage({ id, body: new Uint8Array(sign(job)) });
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});

function sign({ identity, files, props, fields, barcode, starts_at }: PassJob): Buffer {
  const buffers = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes)]));
  const { certificate, key, key_passphrase, wwdr } = identity;
  const certificates = {
    wwdr,
    signerCert: certificate,
    signerKey: key,
    ...(key_passphrase !== undefined && { signerKeyPassphrase: key_passphrase }),
  };
  const pass = new PKPass(buffers, certificates, props);
  pass.type = 'eventTicket';
  pass.headerFields.push(...fields.header);
  pass.primaryFields.push(...fields.primary);
  pass.secondaryFields.push(...fields.secondary);
  pass.auxiliaryFields.push(...fields.auxiliary);
  pass.backFields.push(...fields.back);
  pass.setRelevantDate(new Date(starts_at));
  if (barcode) pass.setBarcodes({ format: 'PKBarcodeFormatQR', messageEncoding: 'iso-8859-1', ...barcode });
  return pass.getAsBuffer();
}

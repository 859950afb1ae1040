import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { DomainError } from '@setiket/core/kernel/errors';
import busboy from 'busboy';
import { doorErrors } from '../http/errors.ts';
import { isCleanText } from './text.ts';

const LIMITS = {
  fields: 200,
  files: 20,
  parts: 220,
  fieldSize: 256 * 1024,
  fieldNameSize: 200,
  headerPairs: 50,
} as const;

/**
 * multipart/form-data as the platform's `FormData`, in memory. Stops reading at the first limit that is passed.
 * @throws request.payload_too_large, request.malformed_form
 */
export async function readForm(req: IncomingMessage, max_bytes: number): Promise<FormData> {
  if (Number(req.headers['content-length'] ?? 0) > max_bytes) throw doorErrors.payload_too_large();
  const parser = openParser(req, max_bytes);
  const form = new FormData();
  const files: Promise<void>[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const stop = (refusal: DomainError) => reject(refusal);
      let received = 0;
      req.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (received > max_bytes) stop(doorErrors.payload_too_large());
      });
      req.once('aborted', () => stop(doorErrors.aborted()));
      req.once('error', () => stop(doorErrors.aborted()));
      parser.on('field', (name, value, info) => {
        if (info.valueTruncated) return stop(doorErrors.payload_too_large());
        if (info.nameTruncated || !isCleanText(name) || !isCleanText(value)) return stop(doorErrors.malformed_form());
        form.append(name, value);
      });
      parser.on('file', (name, stream, { filename = '', mimeType }) => {
        if (!isCleanText(name) || !isCleanText(filename)) stop(doorErrors.malformed_form());
        files.push(collect(stream).then((bytes) => form.append(name, new File([bytes], filename, { type: mimeType }))));
      });
      for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
        parser.on(limit, () => stop(doorErrors.payload_too_large()));
      parser.once('error', () => stop(doorErrors.malformed_form()));
      parser.once('close', resolve);
      req.pipe(parser);
    });
    await Promise.all(files);
    return form;
  } finally {
    for (const file of files) file.catch(() => {});
    req.unpipe(parser);
    req.removeAllListeners('data');
    parser.removeAllListeners('error').on('error', () => {});
    parser.destroy();
  }
}

function openParser(req: IncomingMessage, max_bytes: number): busboy.Busboy {
  try {
    return busboy({
      headers: req.headers,
      limits: { ...LIMITS, fileSize: max_bytes + 1 },
      defParamCharset: 'utf8',
    });
  } catch {
    // No boundary in the Content-Type.
    throw doorErrors.malformed_form();
  }
}

async function collect(stream: Readable): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Buffer.concat(chunks));
}

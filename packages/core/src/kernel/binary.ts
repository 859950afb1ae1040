import type { Readable } from 'node:stream';
import { z } from 'zod';

/**
 * Output of a procedure that is no JSON: a PDF, a PNG, a calendar file, a CSV. REST sends the bytes; natively there
 * is nothing to send them with, so such procedures are for REST and the document.
 */
export class BinaryFile {
  readonly body: Uint8Array | Readable;
  readonly content_type: string;
  readonly filename: string | undefined;
  /** `inline` is shown by a browser, `attachment` is saved. */
  readonly disposition: 'inline' | 'attachment';

  constructor(file: {
    body: Uint8Array | Readable;
    content_type: string;
    filename?: string;
    disposition?: 'inline' | 'attachment';
  }) {
    this.body = file.body;
    this.content_type = file.content_type;
    this.filename = file.filename;
    this.disposition = file.disposition ?? 'attachment';
  }

  /** JSON knows no bytes; whoever asks natively is told where they are. */
  toJSON(): { content_type: string; filename: string | null } {
    return { content_type: this.content_type, filename: this.filename ?? null };
  }
}

/** The schema for `.output(binary('application/pdf'))`; the document names the types that it can have as well. */
export function binary(...content_types: [string, ...string[]]) {
  return z.instanceof(BinaryFile).meta({ override: { type: 'string', format: 'binary' }, content_types });
}

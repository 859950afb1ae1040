import { TRPCError } from '@trpc/server';
import type { Request } from 'express';

const SHORT = 64 * 1024;

/** Whether a body is JSON, says how long it is, and is short, as all are but uploads and the longest texts. */
export function isShortJson({ headers }: Request): boolean {
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  const length = Number(headers['content-length']);
  return (
    type.trim().toLowerCase() === 'application/json' &&
    length > 0 &&
    length <= SHORT &&
    headers['content-encoding'] === undefined
  );
}

const utf8 = new TextDecoder();

/**
 * Reads such a body. It stays in `req.body` as text, for whoever comes later.
 * @throws TRPCError `BAD_REQUEST` for what is no JSON, and when the caller hangs up
 */
export async function readShortJson(req: Request): Promise<unknown> {
  try {
    req.body = await textOf(req);
    return JSON.parse(req.body as string);
  } catch (cause) {
    throw new TRPCError({ code: 'BAD_REQUEST', message: (cause as Error).message, cause });
  }
}

function textOf(req: Request): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.once('end', () => resolve(utf8.decode(Buffer.concat(parts))));
    req.once('error', reject);
  });
}

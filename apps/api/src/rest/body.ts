import { commonErrors, type DomainError } from '@setiket/core/kernel/errors';
import express, { type Request, type Response } from 'express';
import { MAX_JSON_BYTES, maxFormBytes } from '../http/body-limits.ts';
import { doorErrors } from '../http/errors.ts';
import { readForm } from './multipart.ts';
import { isCleanValue } from './text.ts';

/** A parser for each limit. `strict: false`, because what is no object is refused by us, with a sentence that says so. */
const parsers = new Map<number, express.RequestHandler>();

function parserFor(limit: number): express.RequestHandler {
  const parser = parsers.get(limit) ?? express.json({ limit, type: () => true, strict: false });
  parsers.set(limit, parser);
  return parser;
}

/** A request's body: an object of JSON, a form where the procedure takes one, `{}` when there is none. */
export async function readBody(
  req: Request,
  res: Response,
  { multipart, max_json_bytes = MAX_JSON_BYTES }: { multipart: boolean; max_json_bytes?: number | undefined },
): Promise<Record<string, unknown> | FormData> {
  if (!hasBody(req)) return {};
  if (multipart && req.is('multipart/form-data')) return readForm(req, maxFormBytes(req));
  if (!req.is(['application/json', 'application/*+json'])) {
    throw doorErrors.unsupported_media_type(
      multipart ? 'Unsupported media type. Send application/json or multipart/form-data.' : undefined,
    );
  }
  const body = await readJson(req, res, max_json_bytes);
  if (body === undefined) return {};
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw commonErrors.invalid(undefined, { fields: { non_field_errors: ['Invalid data. Expected a JSON object.'] } });
  }
  if (!isCleanValue(body)) {
    throw commonErrors.invalid(undefined, {
      fields: { non_field_errors: ['The body contains a character that is not allowed.'] },
    });
  }
  return body as Record<string, unknown>;
}

function hasBody(req: Request): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}

async function readJson(req: Request, res: Response, limit: number): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    parserFor(limit)(req, res, (failure?: unknown) => (failure === undefined ? resolve() : reject(refusalOf(failure))));
  });
  return req.body as unknown;
}

/** What body-parser throws is told by its type; whatever has none is a body that claims to be compressed and is not. */
function refusalOf(failure: unknown): DomainError {
  switch ((failure as { type?: unknown }).type) {
    case 'entity.too.large':
      return doorErrors.payload_too_large();
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return doorErrors.unsupported_media_type();
    case 'request.aborted':
    case 'request.size.invalid':
      return doorErrors.aborted();
    default:
      return doorErrors.malformed_json();
  }
}

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BinaryFile } from '@setiket/core/kernel/binary';
import type { Deps } from '@setiket/core/kernel/context';
import type { Page, PageInput } from '@setiket/core/kernel/paging';
import type { Request, Response } from 'express';
import { targetOf } from '../http/call.ts';
import { pageLinks } from './page.ts';
import type { Route } from './routes.ts';

export const JSON_TYPE = 'application/json; charset=utf-8';

type Result = { req: Request; data: unknown; query: () => PageInput };

/** A procedure's output as the answer that its route promises. */
export async function sendResult(deps: Deps, route: Route, res: Response, { req, data, query }: Result): Promise<void> {
  const status = route.rest.status ?? 200;
  res.status(status);
  if (data instanceof BinaryFile) return sendFile(res, data);
  // `end` and not `json`: a 204 or 205 has no body, and no type of one.
  if (status === 204 || status === 205 || data === undefined) return void res.end();
  const { headers, value } = asJson(deps, route, { req, data, query });
  for (const [name, text] of Object.entries(headers)) res.setHeader(name, text);
  if (req.method === 'GET' || req.method === 'HEAD') res.json(value);
  else sendChange(res, value);
}

/**
 * The answer to a change. Nobody compares it with what they have, so it needs no ETag; and as one text, its headers and
 * itself go out together.
 */
function sendChange(res: Response, value: unknown): void {
  const body = JSON.stringify(value);
  res.setHeader('Content-Type', JSON_TYPE);
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.end(body);
}

/** What REST shows of an output: of a page its items, with headers that say what else there is. */
export function asJson(
  deps: Deps,
  { rest, path }: Route,
  { req, data, query }: Result,
): { headers: Record<string, string>; value: unknown } {
  const { shown } = rest;
  const show = (output: unknown) => (shown && !shown.unless.includes(path) ? shown.as(output as never) : output);
  if (!rest.page) return { headers: {}, value: show(data) };
  const page = data as Page<unknown>;
  const link = pageLinks(page, query(), new URL(deps.env.PUBLIC_URL + targetOf(req)));
  return { headers: { 'X-Total-Count': String(page.total), Link: link }, value: page.items.map(show) };
}

async function sendFile(res: Response, file: BinaryFile): Promise<void> {
  if (file.filename !== undefined && file.disposition === 'attachment') res.attachment(file.filename);
  else res.setHeader('Content-Disposition', file.disposition);
  res.type(file.content_type);
  if (file.body instanceof Readable) await pipeline(file.body, res);
  else res.send(Buffer.from(file.body.buffer, file.body.byteOffset, file.body.byteLength));
}

import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Deps } from '@setiket/core/kernel/context';
import { commonErrors } from '@setiket/core/kernel/errors';
import type { RequestHandler, Response } from 'express';
import { isCleanText } from '../rest/text.ts';

export type Media = { body: Readable; content_type: string; bytes: number; is_public: boolean };

/** Opens a stored object; `signature` is what a private one needs. Undefined when there is none, or none for this caller. */
export type OpenMedia = (deps: Deps, key: string, signature?: string) => Promise<Media | undefined>;

const YEAR = 31_536_000;

/** Types that a browser shows on their own. SVG is not among them: it can carry scripts. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif']);

/** Stored objects. A key is never used for other bytes, so whoever has them may keep them. */
export function media(deps: Deps, openMedia: OpenMedia): RequestHandler<{ key: string | string[] }> {
  return async (req, res) => {
    const key = [req.params.key].flat().join('/');
    if (!isCleanText(key) || key.split('/').includes('..')) throw commonErrors.not_found();
    const signature = typeof req.query.signature === 'string' ? req.query.signature : undefined;
    const found = await openMedia(deps, key, signature);
    if (!found) throw commonErrors.not_found();
    setMediaHeaders(res, key, found);
    // `fresh` compares the ETag that was just set with what the caller has.
    if (req.fresh || req.method === 'HEAD') {
      found.body.destroy();
      if (req.fresh) res.status(304).removeHeader('Content-Length');
      return void res.end();
    }
    await pipeline(found.body, res);
  };
}

function setMediaHeaders(res: Response, key: string, { content_type, bytes, is_public }: Media): void {
  const name = (key.split('/').at(-1) ?? 'file').replace(/[^\w.-]/g, '_');
  res.setHeader('Content-Type', content_type);
  res.setHeader('Content-Length', String(bytes));
  res.setHeader('Cache-Control', is_public ? `public, max-age=${YEAR}, immutable` : 'private, max-age=300');
  res.setHeader('ETag', `"${Buffer.from(key).toString('base64url').slice(-80)}-${bytes.toString(36)}"`);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Disposition', SHOWN.has(content_type) ? 'inline' : `attachment; filename="${name}"`);
  // Whatever it is, it runs nothing and reaches nothing.
  res.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  res.setHeader('Cross-Origin-Resource-Policy', is_public ? 'cross-origin' : 'same-site');
}

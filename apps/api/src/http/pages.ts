import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Env } from '@setiket/core/env';
import { commonErrors, fieldError } from '@setiket/core/kernel/errors';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { DOCUMENT_FILE } from '../openapi/file.ts';
import { docsPage, redocPage } from '../pages/docs.ts';
import { landingPage } from '../pages/landing.ts';
import { problemPage, problemsPage } from '../pages/problems.ts';
import { VERSION } from '../version.ts';

const ASSETS = new URL('../pages/assets/', import.meta.url).pathname;
const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
/** Its package also has a demonstration of its own, which nobody should find here. */
const SWAGGER_FILES = new Set(['swagger-ui.css', 'swagger-ui-bundle.js']);
const REDOC = dirname(createRequire(import.meta.url).resolve('redoc/package.json'));
const STATIC = { index: false, maxAge: '1h', fallthrough: true } as const;

/** Documentation, the document, the error pages and the first page. All are open to everybody and not limited. */
export function pages(env: Pick<Env, 'INBOX_URL'>): express.Router {
  const router = express.Router();
  router.get('/api/docs/assets/swagger-ui/:file', (req, res, next) => {
    if (!SWAGGER_FILES.has(req.params.file)) return next();
    res.sendFile(req.params.file, { root: SWAGGER_UI, maxAge: '1d' });
  });
  router.get('/api/docs/assets/redoc/redoc.standalone.js', (_req, res) => {
    res.sendFile('bundles/redoc.standalone.js', { root: REDOC, maxAge: '1d' });
  });
  router.use('/api/docs/assets', express.static(ASSETS, STATIC));
  router.get(['/api/docs', '/api/v1/docs', '/apidocs', '/api/schema/swagger'], sendHtml(docsPage));
  router.get(['/api/redoc', '/api/v1/redoc', '/api/schema/redoc'], sendHtml(redocPage));
  router.get('/docs', (_req, res) => res.redirect('/api/docs/'));
  router.get('/redoc', (_req, res) => res.redirect('/api/redoc/'));
  router.get(['/api/schema', '/api/v1/schema'], sendDocument());
  router.get('/problems', sendHtml(problemsPage));
  router.get('/problems/:code', (req, res) => {
    const html = problemPage(req.params.code);
    if (html === undefined) throw commonErrors.not_found();
    respond(res, html);
  });
  // At `/` only for programs, and where the web app was not built.
  router.get(
    ['/', '/api'],
    sendHtml(() => landingPage(env)),
  );
  return router;
}

function sendHtml(render: () => string): RequestHandler {
  return (_req, res) => respond(res, render());
}

function respond(res: Response, html: string): void {
  res.setHeader('Cache-Control', 'no-cache');
  res.type('html').send(html);
}

/** JSON unless YAML is asked for, by `?format=yaml` or by `Accept`. Read once; the file belongs to this release. */
function sendDocument(): RequestHandler {
  const json = once(() => readFile(DOCUMENT_FILE, 'utf8'));
  const yaml = once(async () => {
    const { stringify } = await import('yaml');
    return stringify(JSON.parse(await json()), { aliasDuplicateObjects: false });
  });
  return async (req, res) => {
    const { version } = req.query;
    if (version !== undefined && version !== 'v1' && version !== VERSION)
      throw fieldError('version', 'The only version is v1.');
    res.setHeader('Cache-Control', 'no-cache');
    res.vary('Accept');
    if (formatOf(req) === 'yaml') res.type('application/yaml').send(await yaml());
    else res.type('application/json').send(await json());
  };
}

function formatOf(req: Request): 'json' | 'yaml' {
  const { format } = req.query;
  if (format !== undefined && format !== 'json' && format !== 'yaml') throw fieldError('format', 'Use json or yaml.');
  if (format !== undefined) return format;
  const accepted = req.accepts([
    'application/json',
    'application/vnd.oai.openapi+json',
    'application/yaml',
    'application/vnd.oai.openapi',
    'text/yaml',
  ]);
  return accepted !== false && !accepted.endsWith('json') ? 'yaml' : 'json';
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

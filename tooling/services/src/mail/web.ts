import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { messageDetails, messageList } from './mailpit.ts';
import { searchMails } from './search.ts';
import type { Mail, MailStore } from './store.ts';

const INBOX_DIR = join(import.meta.dirname, 'inbox');
const MAX_BODY_BYTES = 1 << 20;
const PAGE_POLICY =
  "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** A mail is somebody else's page: no scripts, no forms, no origin; links open in a tab of their own. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; " +
  'img-src data: http: https:; font-src data:';

const PAGES: Record<string, { file: string; type: string }> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/inbox.css': { file: 'inbox.css', type: 'text/css; charset=utf-8' },
  '/inbox.js': { file: 'inbox.js', type: 'text/javascript; charset=utf-8' },
};

type Exchange = { store: MailStore; request: IncomingMessage; response: ServerResponse; url: URL };

/** Answers one request: the inbox page, Mailpit's API, or a mail by itself. */
export async function answer(store: MailStore, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const exchange = { store, request, response, url };
  response.setHeader('x-content-type-options', 'nosniff');
  const page = PAGES[url.pathname];
  if (page && request.method === 'GET') return sendPage(exchange, page);
  if (url.pathname === '/events') return streamChanges(exchange);
  if (url.pathname === '/livez' || url.pathname === '/readyz') return send(response, 200, 'text/plain', 'ok');
  const view = /^\/view\/(\w+)\.(html|txt)$/.exec(url.pathname);
  if (view) return sendView(exchange, view[1] ?? '', view[2] ?? '');
  if (url.pathname === '/api/v1/messages') return answerMessages(exchange, store.list());
  if (url.pathname === '/api/v1/search') {
    return answerMessages(exchange, searchMails(store.list(), url.searchParams.get('query') ?? ''));
  }
  const message = /^\/api\/v1\/message\/(\w+)(?:\/(raw|headers|part\/(\w+)))?$/.exec(url.pathname);
  if (message) return answerMessage(exchange, message[1] ?? '', message[2] ?? '', message[3] ?? '');
  notFound(response);
}

async function answerMessages({ store, request, response, url }: Exchange, found: Mail[]): Promise<void> {
  if (request.method === 'DELETE') {
    const ids = url.pathname.endsWith('/search') ? [] : await idsInBody(request);
    store.remove(ids.length > 0 ? ids : found.map((mail) => mail.id));
    return send(response, 200, 'text/plain', 'ok');
  }
  const start = whole(url.searchParams.get('start'), 0);
  sendJson(response, messageList(store, found, { start, limit: whole(url.searchParams.get('limit'), 50) }));
}

/** Mailpit takes the ids of what to delete in the body; without any, everything goes. */
async function idsInBody(request: IncomingMessage): Promise<string[]> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > MAX_BODY_BYTES) return [];
  }
  if (body.trim() === '') return [];
  const parsed: unknown = JSON.parse(body);
  const ids = parsed && typeof parsed === 'object' && 'IDs' in parsed ? parsed.IDs : [];
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

async function answerMessage({ store, response }: Exchange, id: string, what: string, part_id: string): Promise<void> {
  const mail = id === 'latest' ? store.list()[0] : store.get(id);
  if (!mail) return notFound(response);
  if (what === 'raw') return send(response, 200, 'text/plain; charset=utf-8', store.raw(mail.id));
  if (what === 'headers') return sendJson(response, headersOf(store.raw(mail.id)));
  if (what === '') {
    store.markRead(mail.id);
    return sendJson(response, await messageDetails(store, mail));
  }
  const part = mail.parts.find((entry) => entry.part_id === part_id);
  const content = await store.content(mail.id, part_id);
  if (!part || !content) return notFound(response);
  const name = encodeURIComponent(part.file_name || `part-${part_id}`);
  response.setHeader('content-disposition', `attachment; filename*=UTF-8''${name}`);
  response.setHeader('content-security-policy', MAIL_POLICY);
  send(response, 200, part.content_type, content);
}

/** Every header of a mail, by name, each with all of its values. */
function headersOf(raw: Buffer): Record<string, string[]> {
  const head = raw.toString('utf8').split(/\r?\n\r?\n/)[0] ?? '';
  const headers: Record<string, string[]> = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    if (name) headers[name] = [...(headers[name] ?? []), value ?? ''];
  }
  return headers;
}

async function sendView({ store, response }: Exchange, id: string, format: string): Promise<void> {
  const mail = store.get(id);
  if (!mail) return notFound(response);
  response.setHeader('content-security-policy', MAIL_POLICY);
  if (format === 'txt') return send(response, 200, 'text/plain; charset=utf-8', mail.text);
  const html = await withInlineParts(store, mail);
  // Links must leave the frame, or a click would load the site inside the sandbox.
  send(response, 200, 'text/html; charset=utf-8', withBase(html));
}

function withBase(html: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => `${head}${base}`) : `${base}${html}`;
}

/** Inline pictures become data URIs: inside the sandbox nothing of ours can be fetched. */
async function withInlineParts(store: MailStore, mail: Mail): Promise<string> {
  let html = mail.html;
  for (const part of mail.parts.filter((entry) => entry.content_id !== '')) {
    if (!html.includes(`cid:${part.content_id}`)) continue;
    const content = await store.content(mail.id, part.part_id);
    html = html.replaceAll(`cid:${part.content_id}`, `data:${part.content_type};base64,${content?.toString('base64')}`);
  }
  return html;
}

function sendPage({ response }: Exchange, { file, type }: { file: string; type: string }): void {
  response.setHeader('content-security-policy', PAGE_POLICY);
  response.setHeader('cache-control', 'no-cache');
  send(response, 200, type, readFileSync(join(INBOX_DIR, file)));
}

/** Server-sent events: one word whenever the inbox is no longer what it was. */
function streamChanges({ store, request, response }: Exchange): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\ndata: hello\n\n');
  const forget = store.onChange(() => response.write('data: changed\n\n'));
  request.once('close', forget);
}

function whole(text: string | null, otherwise: number): number {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : otherwise;
}

function sendJson(response: ServerResponse, body: unknown): void {
  send(response, 200, 'application/json', JSON.stringify(body));
}

function notFound(response: ServerResponse): void {
  send(response, 404, 'application/json', JSON.stringify({ Error: 'Message not found' }));
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

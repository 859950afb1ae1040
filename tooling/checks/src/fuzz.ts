import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './project.ts';

/*
 * npm run fuzz: sends generated requests, right and wrong ones mixed, from every kind of account to the instance that
 * "npm start" runs here, and fails when any of them is answered by a 5xx. It changes that instance's data. Start it with
 * RATE_LIMIT=off.
 */

type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  examples?: unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
};
type Parameter = { $ref?: string; name: string; in: string; required?: boolean; schema?: Schema };
type Body = { content: Record<string, { schema?: Schema; example?: unknown }> };
type Operation = { operationId: string; parameters?: Parameter[]; requestBody?: Body };
type OpenApi = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> };
};
type Endpoint = { method: string; path: string; operation: Operation };

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    clients: { type: 'string', default: '16' },
    seed: { type: 'string', default: '1' },
  },
});

const ROLES = ['', 'customer', 'organizer', 'vendor', 'staff', 'support', 'admin'] as const;
const { url } = JSON.parse(readFileSync(join(ROOT, '.setiket/stack.json'), 'utf8')) as { url: string };
if (!['localhost', '127.0.0.1'].includes(new URL(url).hostname)) throw new Error(`${url} is not on this machine.`);
const api = `${url}/api/v1`;

/** A small generator of our own, so that a seed gives the same requests again (mulberry32). */
let state = Number(options.seed);
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
const chance = (share: number) => random() < share;

const document = (await (await fetch(`${url}/api/schema/?format=json`)).json()) as OpenApi;
const endpoints: Endpoint[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);
const tokens = new Map<string, string>();
for (const role of ROLES) if (role !== '') tokens.set(role, await signIn(role));

/** Ids, codes and tokens of answers, so that requests meet things that are there. */
const seen = new Map<string, string[]>();
const counts = new Map<number, number>();
const failures: string[] = [];

async function signIn(username: string): Promise<string> {
  const body = JSON.stringify({ username, password: 'setiket-demo' });
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${api}/auth/login/`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`${username} could not sign in: ${answer.status}. The demo data is needed.`);
  return ((await answer.json()) as { access: string }).access;
}

const JUNK: readonly unknown[] = [
  null,
  '',
  ' ',
  -1,
  0,
  1e308,
  0.1,
  '150.000',
  '1e500',
  'NaN',
  '2026-02-30',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59+14:00',
  'US/Pacific-New',
  '\u0000',
  '\ud800',
  '😀'.repeat(300),
  'x'.repeat(70_000),
  "'; DROP TABLE users; --",
  '%_\\',
  [],
  [null],
  {},
  { $gt: '' },
  true,
  '0198c0de-0000-7000-8000-000000000001',
  'gast@müller.de',
  '=1+1;y',
];

function resolve(schema: Schema): Schema {
  return schema.$ref === undefined ? schema : document.components.schemas[schema.$ref.split('/').at(-1)!]!;
}

function value(name: string, given: Schema | undefined, depth = 0): unknown {
  if (given === undefined || chance(0.06)) return pick(JUNK);
  const schema = resolve(given);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return value(name, pick(branches), depth + 1);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => value(name, part, depth + 1)));
  if (schema.examples && chance(0.3)) return pick(schema.examples);
  const type = Array.isArray(schema.type) ? pick(schema.type) : schema.type;
  switch (type) {
    case 'object':
      return depth > 4 ? {} : object(schema, depth);
    case 'array':
      return Array.from({ length: Math.floor(random() * 4) }, () => value(name, schema.items, depth + 1));
    case 'integer':
    case 'number':
      return Math.round((schema.minimum ?? 0) + random() * Math.min(schema.maximum ?? 20, 20));
    case 'boolean':
      return chance(0.5);
    case 'null':
      return null;
    default:
      return text(name, schema);
  }
}

function object(schema: Schema, depth: number): Record<string, unknown> {
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).filter(([field]) => chance(required.has(field) ? 0.97 : 0.25));
  return Object.fromEntries(fields.map(([field, member]) => [field, value(field, member, depth + 1)]));
}

function text(name: string, { format, minLength = 0 }: Schema): string {
  const known = seen.get(kindOf(name));
  if (known && known.length > 0 && chance(0.9)) return pick(known);
  if (format === 'uuid') return pick(seen.get('id') ?? ['0198c0de-0000-7000-8000-000000000001']);
  if (format === 'date-time') return new Date(Date.now() + (random() - 0.3) * 4e10).toISOString();
  if (format === 'date') return new Date(Date.now() + random() * 4e10).toISOString().slice(0, 10);
  if (format === 'email') return `f${Math.floor(random() * 1e9)}@setiket.test`;
  if (/price|amount/.test(name)) return String(Math.floor(random() * 500) * 1000);
  if (/password/.test(name)) return `terang bulan ${Math.floor(random() * 1e6)}`;
  if (/timezone/.test(name)) return pick(['Asia/Jakarta', 'America/New_York', 'UTC', '+0700']);
  return `${name} ${Math.floor(random() * 1e6)}`.padEnd(minLength, 'x');
}

/** `event_id` of a body is an `id` of an answer about events. */
const kindOf = (name: string) => name.replace(/_id$/, '').replace(/^(id|uuid)$/, 'id');

function remember(path: string, data: unknown, depth = 0): void {
  if (data === null || typeof data !== 'object' || depth > 4) return;
  if (Array.isArray(data)) {
    for (const entry of data.slice(0, 20)) remember(path, entry, depth + 1);
    return;
  }
  const noun = /^\/([a-z-]+?)s?(?:\/|$)/.exec(path)?.[1]?.replaceAll('-', '_') ?? '';
  for (const [name, member] of Object.entries(data)) {
    if (
      typeof member === 'string' &&
      member.length < 300 &&
      /(^|_)(id|code|token|qr\w*|slug|event|ticket)$/.test(name)
    ) {
      for (const kind of name === 'id' ? ['id', noun] : [kindOf(name)]) {
        const list = seen.get(kind) ?? [];
        seen.set(kind, list);
        if (list.length < 400) list.push(member);
        else list[Math.floor(random() * 400)] = member;
      }
    } else remember(path, member, depth + 1);
  }
}

function parametersOf({ operation }: Endpoint): Parameter[] {
  return (operation.parameters ?? []).map((parameter) =>
    parameter.$ref === undefined ? parameter : document.components.parameters[parameter.$ref.split('/').at(-1)!]!,
  );
}

/** `/events/{id}`: an id of an event most of the time, of anything else now and then. */
function pathOf(endpoint: Endpoint): string {
  const noun = /^\/([a-z-]+?)s?(?:\/|$)/.exec(endpoint.path)?.[1]?.replaceAll('-', '_') ?? '';
  return endpoint.path.replace(/\{(\w+)\}/g, (_part, name: string) => {
    const known = seen.get(chance(0.8) ? (name === 'id' ? noun : kindOf(name)) : 'id') ?? seen.get('id');
    const chosen = known && !chance(0.08) ? pick(known) : pick(JUNK);
    return encodeURIComponent(String(chosen).toWellFormed()).slice(0, 3_000) || 'x';
  });
}

async function send(endpoint: Endpoint): Promise<void> {
  const { method, operation } = endpoint;
  const role = pick(ROLES);
  const headers: Record<string, string> = chance(0.3) ? { 'Accept-Language': pick(['id', 'en', '*']) } : {};
  const query = new URLSearchParams();
  for (const { name, in: place, schema } of parametersOf(endpoint)) {
    if (place === 'query' && chance(0.3)) query.append(name, plain(value(name, schema)));
    if (place === 'header' && chance(0.3)) headers[name] = `k${Math.floor(random() * 50)}`;
  }
  const token = tokens.get(role);
  if (token !== undefined) headers.Authorization = `Bearer ${token}`;
  const content = operation.requestBody?.content ?? {};
  let body: string | FormData | undefined;
  const kinds = Object.keys(content);
  if (kinds.length > 0 && !chance(0.02)) {
    const kind = pick(kinds);
    const { schema, example } = content[kind]!;
    const made = example !== undefined && chance(0.25) ? example : value('body', schema);
    if (kind.startsWith('multipart')) body = formOf(made);
    else {
      headers['Content-Type'] = 'application/json';
      body = chance(0.01) ? '{"broken":' : JSON.stringify(made);
    }
  }
  const address = `${api}${pathOf(endpoint)}${query.size > 0 ? `?${query}` : ''}`;
  const answer = await fetch(address, { method, headers, ...(body !== undefined && { body }) });
  counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
  const told = await answer.text();
  if (answer.status >= 500 && failures.length < 50)
    failures.push(
      `${answer.status} ${method} ${address.slice(0, 300)} as ${role || 'nobody'}\n  ${String(body).slice(0, 600)}\n  ${told.slice(0, 300)}`,
    );
  if (answer.ok && (told.startsWith('{') || told.startsWith('['))) {
    try {
      remember(endpoint.path, JSON.parse(told));
    } catch {
      // A file, not JSON.
    }
  }
}

const plain = (made: unknown) =>
  (typeof made === 'object' ? JSON.stringify(made) : String(made)).toWellFormed().slice(0, 2_000);

function formOf(made: unknown): FormData {
  const form = new FormData();
  for (const [name, member] of Object.entries((made ?? {}) as object)) {
    if (/image|poster|logo|banner|file|document/.test(name))
      form.set(name, new File([new Uint8Array(200)], 'a.png', { type: 'image/png' }));
    else form.set(name, plain(member));
  }
  return form;
}

/** What would end the accounts that the run needs, or the run itself. */
const LEFT_OUT = /logout|password|sessions|account_(?!get)|users_(?!list|get)|auth_/;
const usable = endpoints.filter(
  ({ operation }) => !LEFT_OUT.test(operation.operationId) || operation.operationId === 'auth_login',
);

const total = Number(options.requests);
let left = total;
const started = performance.now();
async function client(): Promise<void> {
  while (left > 0) {
    left -= 1;
    if (left % 10_000 === 0) {
      console.log(
        `${total - left} of ${total}: ${[...counts]
          .sort()
          .map(([status, n]) => `${status}: ${n}`)
          .join(', ')}`,
      );
      // Access tokens live for a quarter of an hour.
      for (const role of tokens.keys())
        await signIn(role).then(
          (token) => tokens.set(role, token),
          () => {},
        );
    }
    await send(pick(usable)).catch((error: unknown) => failures.push(`no answer: ${String(error)}`));
  }
}
await Promise.all(Array.from({ length: Number(options.clients) }, client));

const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(`\n${total} requests to ${usable.length} operations as ${ROLES.length} kinds of callers in ${seconds} s`);
for (const [status, count] of [...counts].sort()) console.log(`  ${status}: ${count}`);
for (const failure of failures) console.log(`\n${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

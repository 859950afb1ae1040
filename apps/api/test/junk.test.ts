import { registerUser } from '@setiket/core/features/accounts';
import { systemContext } from '@setiket/core/kernel/context';
import { appRouter } from '@setiket/core/router';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Route, restRoutes } from '../src/rest/routes.ts';
import { type Live, startLive } from './live.ts';

/** Whatever is sent, the answer is a refusal or a success, and never a failure of ours. */
let live: Live;
let token: string;

beforeAll(async () => {
  live = await startLive();
  const admin = { username: 'root', email: 'root@setiket.test', password: 'terang bulan 88' };
  const { id } = await registerUser(systemContext(live.deps, 'test'), admin);
  await live.deps.db.users.update({ where: { id }, data: { role: 'administrator', is_superuser: true } });
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${live.url}/api/v1/auth/login`, { method: 'POST', headers, body: JSON.stringify(admin) });
  token = ((await answer.json()) as { access: string }).access;
});
afterAll(() => live[Symbol.asyncDispose]());

const UUID = '0198c0de-0000-7000-8000-000000000001';
const SEGMENTS = [UUID, 'x', '%00', '%F0%9F%8E%AB', `${'9'.repeat(400)}`, "'%20OR%201=1--", '..%2F..', '-1', '%25'];

const VALUES: unknown[] = [
  null,
  '',
  ' ',
  'x'.repeat(100_000),
  '\u0000',
  '\ud800',
  "'; DROP TABLE users; --",
  '%_\\',
  -1,
  0.1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '1e500',
  'NaN',
  '99999999-99-99',
  '2026-02-30',
  '9999-12-31T23:59:59Z',
  '-271821-04-20T00:00:00Z',
  true,
  [],
  [[]],
  [null],
  {},
  { $gt: '' },
  { __proto__: { x: 1 }, constructor: 'x' },
  UUID,
];

function fieldsOf(route: Route): string[] {
  const shapes = route.inputs.map((input) => JSON.stringify(shapeNames(input)));
  return shapes.flatMap((names) => JSON.parse(names) as string[]);
}

function shapeNames(schema: unknown): string[] {
  type Def = { shape?: Record<string, unknown>; innerType?: unknown; in?: unknown; out?: unknown };
  const { shape, innerType, in: input, out } = (schema as { _zod: { def: Def } })._zod.def;
  if (shape) return Object.keys(shape);
  return [innerType, input, out].flatMap((inner) => (inner ? shapeNames(inner) : []));
}

/** One request a segment and a value; in the body or the query, whichever the route reads. */
function requestsFor(route: Route): { path: string; body?: string }[] {
  const at = (segment: string) => route.path.replace(/\{\w+\}/g, segment);
  const fields = fieldsOf(route).filter((field) => !route.params.includes(field));
  const takesBody = route.rest.body === true || (route.method !== 'GET' && route.method !== 'DELETE');
  const segments = route.params.length > 0 ? SEGMENTS.map((segment) => ({ path: at(segment) })) : [];
  const inBody = VALUES.map((value) => ({
    path: at(UUID),
    body: JSON.stringify(Object.fromEntries(fields.map((field) => [field, value]))),
  }));
  const oneByOne = fields.flatMap((field) =>
    VALUES.map((value) => ({ path: `${at(UUID)}?${field}=${encodeURIComponent(textOf(value))}` })),
  );
  return [...segments, ...(takesBody ? inBody : oneByOne)];
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.isWellFormed() ? text.slice(0, 4000) : 'x';
}

test.each(restRoutes(appRouter).map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  async (_, route) => {
    const failures: string[] = [];
    for (const { path, body } of requestsFor(route)) {
      for (const authorization of [undefined, `Bearer ${token}`]) {
        const headers = {
          ...(authorization !== undefined && { Authorization: authorization }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        };
        const init = { method: route.method, headers, ...(body !== undefined && { body }) };
        const answer = await fetch(`${live.url}/api/v1${path}`, init);
        const text = await answer.text();
        if (answer.status >= 500) failures.push(`${path.slice(0, 200)} ${body?.slice(0, 200) ?? ''}: ${text}`);
      }
    }
    expect(failures).toEqual([]);
  },
);

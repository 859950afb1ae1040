import { publicProcedure, router } from '@setiket/core/kernel/trpc';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildDocument } from '../src/openapi/document.ts';
import type { Answer, Operation, Parameter, Schema } from '../src/openapi/types.ts';
import { restRoutes } from '../src/rest/routes.ts';
import { lint } from './lint.ts';
import { toyRouter } from './toy-router.ts';

const codes = new Map([['calls.refuse', new Set(['toy.broken', 'request.forbidden'])]]);
const document = buildDocument({ router: toyRouter, session_cookie: 'setiket_session', codes });
const operations = Object.values(document.paths).flatMap((item) => Object.values(item));

function operation(method: string, path: string): Operation {
  const found = document.paths[path]?.[method];
  if (!found) throw new Error(`no ${method} ${path}`);
  return found;
}

function parameter(found: Operation, name: string): Parameter | undefined {
  return found.parameters?.find((entry): entry is Parameter => 'name' in entry && entry.name === name);
}

function component(content: { schema?: Schema } | undefined): Schema {
  const name = content?.schema?.$ref?.split('/').at(-1) ?? '';
  const schema = document.components.schemas[name];
  if (!schema) throw new Error(`"${name}" is no component`);
  return schema;
}

/** What others call by their own rules, and what tells whether this process is well. */
const NO_PROCEDURES = [
  'GET /health',
  'POST /payments/webhook/stripe',
  'POST /wallet/apple/v1/devices/{}/registrations/{}/{}',
  'DELETE /wallet/apple/v1/devices/{}/registrations/{}/{}',
  'GET /wallet/apple/v1/devices/{}/registrations/{}',
  'GET /wallet/apple/v1/passes/{}/{}',
  'POST /wallet/apple/v1/log',
];

describe('the document', () => {
  test('passes the linter without an error or a warning', async () => {
    expect(await lint(document)).toEqual([]);
    const { license, ...info } = document.info;
    expect(license).toBeDefined();
    expect(await lint({ ...document, info })).toEqual(['info-license: Info object should contain `license` field.']);
  });

  test('describes every route that is served, and no other', () => {
    const served = restRoutes(toyRouter).map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, '{}')}`),
    );
    expect(described.sort()).toEqual([...served, ...NO_PROCEDURES].sort());
  });

  test('has everything that a reader needs of every operation', () => {
    for (const found of operations) {
      expect(found.summary, found.operationId).toMatch(/\S/);
      expect(found.description, found.operationId).toMatch(/\S/);
      expect(found.tags, found.operationId).toHaveLength(1);
      expect(found.security, found.operationId).toBeInstanceOf(Array);
    }
    expect(new Set(operations.map((found) => found.operationId)).size).toBe(operations.length);
  });

  test('a page is an array with its headers', () => {
    const success = operation('get', '/toys').responses['200'] as Answer;
    expect(success.content?.['application/json']?.schema).toMatchObject({
      type: 'array',
      items: { $ref: '#/components/schemas/Toy' },
    });
    expect(Object.keys(success.headers ?? {})).toEqual(
      expect.arrayContaining(['Link', 'X-Total-Count', 'ETag', 'RateLimit-Limit']),
    );
  });

  test('aliases are deprecated duplicates with names of their own', () => {
    expect(operation('get', '/toy')).toMatchObject({ operationId: 'toys_list_alias1', deprecated: true });
    expect(operation('get', '/toys').deprecated).toBeUndefined();
    expect(parameter(operation('post', '/toy-search/{search}'), 'search')).toMatchObject({
      in: 'path',
      required: true,
    });
  });

  test('paths that match the same requests are one, with one name for each parameter', () => {
    expect(Object.keys(document.paths['/toys/{id}'] ?? {}).sort()).toEqual(['delete', 'get', 'patch']);
    expect(parameter(operation('patch', '/toys/{id}'), 'id')).toMatchObject({ in: 'path', schema: { format: 'uuid' } });
  });

  test('query parameters keep their types and their style', () => {
    const echo = operation('get', '/toys/echo');
    expect(parameter(echo, 'count')?.schema).toEqual({ type: 'integer' });
    expect(parameter(echo, 'order')).toMatchObject({
      in: 'query',
      style: 'form',
      explode: false,
      schema: { type: 'array' },
    });
    expect(parameter(operation('get', '/toys'), 'page')).toMatchObject({ description: 'Page, counted from 1' });
  });

  test('bodies: JSON, forms with their files, DELETE', () => {
    const upload = operation('post', '/toys/{id}/picture').requestBody;
    expect(component(upload?.content['application/json']).properties).not.toHaveProperty('file');
    const form = component(upload?.content['multipart/form-data']);
    expect(form.properties?.file).toMatchObject({ type: 'string', format: 'binary' });
    expect(form.properties).not.toHaveProperty('id');
    expect(upload?.required).toBe(true);
    expect(operation('delete', '/toys/{id}').requestBody).toMatchObject({ required: false });
    expect(operation('post', '/leave').requestBody).toMatchObject({ required: false });
  });

  test('statuses: what creates, what has no body, what is no JSON', () => {
    expect(Object.keys(operation('post', '/toys').responses)[0]).toBe('201');
    expect(operation('post', '/leave').responses['205']).not.toHaveProperty('content');
    expect(operation('get', '/toys/{id}.pdf').responses['200']).toMatchObject({
      content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
    });
  });

  test('refusals are problems: an operation names its own codes, what the door gives is shared', () => {
    const conflict = operation('post', '/refuse').responses['409'] as Answer & { 'x-error-codes': string[] };
    expect(conflict['x-error-codes']).toEqual(['toy.broken']);
    expect(conflict.description).toContain('`toy.broken`: This toy is broken.');
    expect(conflict.content).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    });
    expect(operation('get', '/toys').responses).not.toHaveProperty('409');
    expect(operation('post', '/toys').responses['413']).toEqual({ $ref: '#/components/responses/Problem413' });
    const shared = document.components.responses.Problem400 as typeof conflict;
    expect(shared['x-error-codes']).toContain('request.malformed_json');
  });

  test('answers may get more members; an alias says whose it is', () => {
    expect(document.components.schemas.Toy).not.toHaveProperty('additionalProperties');
    expect(operation('get', '/toy').description).toContain('The same as `GET /toys`.');
  });

  test('only what changes something takes an Idempotency-Key', () => {
    const key = { $ref: '#/components/parameters/IdempotencyKey' };
    expect(operation('post', '/toys').parameters).toContainEqual(key);
    expect(operation('get', '/toys').parameters).not.toContainEqual(key);
  });

  test('credentials', () => {
    expect(operation('post', '/leave').security).toEqual([{ bearer: [] }, { session: [] }]);
    expect(operation('get', '/toys').security).toEqual([]);
  });
});

describe('mistakes in a router are found when it is built', () => {
  const get = (path: `/${string}`) => ({ openapi: { method: 'GET' as const, path, tags: ['Events'] } });
  const none = z.object({});

  test('two procedures for one path', () => {
    const one = publicProcedure
      .meta(get('/a/{x}'))
      .input(z.object({ x: z.string() }))
      .output(none)
      .query(() => ({}));
    const two = publicProcedure
      .meta(get('/a/{y}'))
      .input(z.object({ y: z.string() }))
      .output(none)
      .query(() => ({}));
    expect(() => restRoutes(router({ one, two }))).toThrow('GET /a/{y} is claimed by one and by two.');
  });

  test('a path parameter that the input does not know', () => {
    const one = publicProcedure
      .meta(get('/a/{x}'))
      .input(none)
      .output(none)
      .query(() => ({}));
    expect(() => buildDocument({ router: router({ one }), session_cookie: 's', codes })).toThrow(
      'one: the input has no "x"',
    );
  });

  test('a page that is none', () => {
    const one = publicProcedure
      .meta({ ...get('/a'), rest: { page: true } })
      .input(none)
      .output(none)
      .query(() => ({}));
    expect(() => buildDocument({ router: router({ one }), session_cookie: 's', codes })).toThrow(
      'not made by pageOf()',
    );
  });
});

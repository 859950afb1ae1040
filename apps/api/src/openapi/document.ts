import type { AnyTRPCRouter } from '@trpc/server';
import { generateOpenApiDocument } from 'trpc-to-openapi';
import { paramsOf, patternOf, type Route, restRoutes } from '../rest/routes.ts';
import { VERSION } from '../version.ts';
import { HEADERS, headerReferences, PARAMETERS, PROBLEM, problemAnswer, SECURITY_SCHEMES } from './components.ts';
import { addExamples } from './examples.ts';
import { HEALTH } from './health.ts';
import { type DraftOperation, draftOperation, operationIdOf, type Schemas } from './operation.ts';
import { DESCRIPTION, describeTags } from './prose.ts';
import { doorCodes, type OperationCodes, refusalsOf } from './refusals.ts';
import { tidy } from './tidy.ts';
import type { Answer, OpenApiDocument, Operation, Parameter } from './types.ts';
import { APPLE_WALLET } from './wallet.ts';
import { WEBHOOKS } from './webhooks.ts';

type Options = { router: AnyTRPCRouter; session_cookie: string; codes: OperationCodes };

/**
 * The OpenAPI 3.1 document of a router: the routes that the adapter serves, in the words of their own schemas.
 * trpc-to-openapi turns the schemas into JSON Schema; what it has no word for (statuses, aliases, pages, forms, bodies
 * of DELETE, problems, headers) is written here from the same meta that the adapter obeys.
 */
export function buildDocument({ router, session_cookie, codes }: Options): OpenApiDocument {
  const routes = documented(restRoutes(router));
  const paths = pathNames(routes);
  const schemas: Schemas = new Map();
  const drafts: Record<string, Record<string, DraftOperation>> = {};
  for (const route of routes) {
    const path = paths.get(patternOf(route.path))!;
    drafts[path] ??= {};
    drafts[path][route.method.toLowerCase()] = draftOperation(route, paramsOf(path), schemas);
  }
  const document = generate(drafts);
  const known = new Map(routes.map((route) => [operationIdOf(route), route]));
  for (const operation of Object.values(document.paths).flatMap((item) => Object.values(item))) {
    finish(operation, known.get(operation.operationId)!, codes);
  }
  document.paths = { ...document.paths, ...HEALTH, ...WEBHOOKS, ...APPLE_WALLET };
  const complete = withComponents(document, session_cookie);
  addExamples(complete);
  return tidy(complete);
}

/**
 * Without the aliases that OpenAPI calls ambiguous: `/bookings/user/{id}` beside `/bookings/{id}/pay`. The server knows
 * which is meant, the order of its routes says so; a document has no order. Their operation names them instead.
 */
function documented(routes: readonly Route[]): Route[] {
  const isAmbiguous = (route: Route) => route.alias > 0 && routes.some((other) => collide(route.path, other.path));
  const unnamed = routes.filter(isAmbiguous);
  return routes
    .filter((route) => !unnamed.includes(route))
    .map((route) => {
      const others = unnamed.filter((alias) => route.alias === 0 && alias.name === route.name);
      if (others.length === 0) return route;
      const also = others.map(({ method, path }) => `\`${method} ${path}\``).join(', ');
      const description = `${route.openapi.description ?? ''}\n\nAlso at ${also}.`.trim();
      return { ...route, openapi: { ...route.openapi, description } };
    });
}

/** Two paths that some request fits, neither of which is the more exact one. */
function collide(one: string, other: string): boolean {
  const [a, b] = [one.split('/'), other.split('/')];
  if (a.length !== b.length) return false;
  const isName = (segment: string | undefined) => segment?.startsWith('{') === true;
  const pairs = a.map((segment, n) => [segment, b[n]] as const);
  if (pairs.some(([x, y]) => !isName(x) && !isName(y) && x !== y)) return false;
  return pairs.some(([x, y]) => isName(x) && !isName(y)) && pairs.some(([x, y]) => !isName(x) && isName(y));
}

/** Paths that match the same requests are one path, so its parameters have one name: that of whoever comes first. */
function pathNames(routes: readonly Route[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { path } of [...routes].sort((a, b) => a.alias - b.alias)) {
    const pattern = patternOf(path);
    if (!names.has(pattern)) names.set(pattern, path);
  }
  return names;
}

/** The router that is passed is empty: everything it has is drafted, and goes in as additional paths. */
function generate(drafts: Record<string, Record<string, DraftOperation>>): OpenApiDocument {
  const empty = { _def: { procedures: {} } } as unknown as AnyTRPCRouter;
  const options = {
    title: 'Setiket API',
    version: VERSION,
    description: DESCRIPTION,
    openApiVersion: '3.1.0',
    baseUrl: '/api/v1',
  };
  const document = generateOpenApiDocument(empty, { ...options, paths: drafts } as unknown as Parameters<
    typeof generateOpenApiDocument
  >[1]);
  return structuredClone(document) as unknown as OpenApiDocument;
}

/** What every operation of a kind has: refusals, headers, credentials, and where it is found natively. */
function finish(operation: Operation, route: Route, codes: OperationCodes): void {
  const isPublic = route.openapi.protect === false;
  const changes = route.type === 'mutation';
  for (const parameter of operation.parameters ?? []) if ('name' in parameter) finishParameter(parameter);
  if (changes)
    operation.parameters = [...(operation.parameters ?? []), { $ref: '#/components/parameters/IdempotencyKey' }];
  const [success] = Object.values(operation.responses);
  (success as Answer).headers = headerReferences(successHeaders(route));
  if (route.rest.page) asList(success as Answer, route);
  Object.assign(operation.responses, refusalAnswers(route, codes));
  operation.security = isPublic ? [] : [{ bearer: [] }, { session: [] }];
  operation['x-procedure'] = route.name;
}

function finishParameter(parameter: Parameter): void {
  // Optional in the body of the canonical path, maybe; in the path of an alias it can't be left out.
  if (parameter.in === 'path') parameter.required = true;
  const description = parameter.schema?.description;
  if (typeof description !== 'string') return;
  parameter.description ??= description;
  delete parameter.schema?.description;
}

function successHeaders({ rest, type, method }: Route): string[] {
  const limits = ['X-Request-Id', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];
  if (rest.page) limits.push('X-Total-Count', 'Link');
  if (method === 'GET' && rest.status === undefined) limits.push('ETag');
  if (type === 'mutation') limits.push('Idempotent-Replayed');
  return limits;
}

function asList(success: Answer, route: Route): void {
  success.description = route.openapi.successDescription ?? 'One page, as a plain array.';
}

/** Statuses that only the door gives are shared; the others name the codes of this operation. */
function refusalAnswers(route: Route, codes: OperationCodes): Operation['responses'] {
  const shared = doorCodes();
  const answers = [...refusalsOf(route, codes)].map(([status, own]) => {
    const is_shared = own.every(({ code }) => shared.get(status)?.some((known) => known.code === code));
    const answer = is_shared ? { $ref: `#/components/responses/Problem${status}` } : problemAnswer(status, own);
    return [String(status), answer] as const;
  });
  return Object.fromEntries(answers);
}

/** Adds what operations point at, and only that: an unused component is a question without an answer. */
function withComponents(document: OpenApiDocument, session_cookie: string): OpenApiDocument {
  const shared = doorCodes();
  const used = new Set(
    [...JSON.stringify(document.paths).matchAll(/"#\/components\/responses\/Problem(\d+)"/g)].map(([, status]) =>
      Number(status),
    ),
  );
  const responses = Object.fromEntries(
    [...used].sort().map((status) => [`Problem${status}`, problemAnswer(status, shared.get(status) ?? [])]),
  );
  document.info = { ...document.info, license: { name: 'MIT', identifier: 'MIT' }, contact: { name: 'Setiket' } };
  document.servers = [{ url: '/api/v1', description: 'This server; `/api` answers the same.' }];
  document.tags = describeTags(document);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM },
    responses,
    headers: HEADERS,
    parameters: PARAMETERS,
    securitySchemes: SECURITY_SCHEMES(session_cookie),
  };
  dropUnused(document);
  return document;
}

function dropUnused(document: OpenApiDocument): void {
  const text = JSON.stringify(document);
  for (const kind of ['headers', 'parameters'] as const) {
    for (const name of Object.keys(document.components[kind])) {
      if (!text.includes(`"#/components/${kind}/${name}"`)) delete document.components[kind][name];
    }
  }
}

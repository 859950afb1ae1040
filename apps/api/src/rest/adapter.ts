import type { Ctx, Deps } from '@setiket/core/kernel/context';
import { commonErrors } from '@setiket/core/kernel/errors';
import type { RestOptions } from '@setiket/core/kernel/trpc';
import { type AnyTRPCRouter, callTRPCProcedure, TRPCError } from '@trpc/server';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { cachingOf, signalOf } from '../http/call.ts';
import { contextFor } from '../http/caller.ts';
import { readBody } from './body.ts';
import { compileDecoder, type Decoder, decodePath, decodeQuery, isAboutPath } from './decode.ts';
import { type Answer, keyOf, type ReadyAnswers, sendBytes } from './ready.ts';
import { asJson, JSON_TYPE, sendResult } from './reply.ts';
import { byPrecedence, type Method, patternOf, type Route, restRoutes } from './routes.ts';

/** `cost: 0` asks who it is and counts nothing. */
type Admit = (req: Request, res: Response, cost?: number) => Promise<unknown>;

/** With `ready`, what everybody may read is put together once for all who ask. */
type Options = { router: AnyTRPCRouter; deps: Deps; ready?: ReadyAnswers | undefined; admit: Admit };

/**
 * The procedures of a router as REST, on tRPC's public API alone: a route calls its procedure by name, with the input
 * that path, query and body spell, and gives it the same context as /trpc does.
 */
export function restRouter(options: Options): RequestHandler {
  // A path without parameters is looked up; the others are tried in turn, among those that begin alike.
  const fixed = new Map<string, RequestHandler>();
  const open = new Map<string, express.Router>();
  const uncounted = new Set<string>();
  const routes = Map.groupBy(restRoutes(options.router), (route) => patternOf(route.path));
  for (const pattern of [...routes.keys()].sort(byPrecedence)) {
    const methods = routes.get(pattern) ?? [];
    for (const { method, rest } of methods) if (rest.own_limit) uncounted.add(`${method} ${pattern}`);
    const refuse = refuseMethod(allowedBy(methods));
    if (!pattern.includes(':')) {
      fixed.set(pattern, byMethod(new Map(methods.map((route) => [route.method, serve(options, route)])), refuse));
      continue;
    }
    const alike = open.get(beginningOf(pattern)) ?? express.Router({ caseSensitive: true });
    open.set(beginningOf(pattern), alike);
    const place = alike.route(pattern);
    for (const route of methods) register(place, route.method, serve(options, route));
    place.all(refuse);
  }
  return async (req, res, next) => {
    const path = req.path.length > 1 && req.path.endsWith('/') ? req.path.slice(0, -1) : req.path;
    const handle = fixed.get(path) ?? open.get(beginningOf(path));
    if (!handle) return next();
    await options.admit(req, res, uncounted.has(`${req.method} ${path}`) ? 0 : 1);
    return handle(req, res, next);
  };
}

/** `/events` of `/events/{id}`: no path begins with a parameter. */
function beginningOf(path: string): string {
  const end = path.indexOf('/', 1);
  return end === -1 ? path : path.slice(0, end);
}

function byMethod(handlers: ReadonlyMap<string, RequestHandler>, refuse: RequestHandler): RequestHandler {
  return (req, res, next) => (handlers.get(req.method === 'HEAD' ? 'GET' : req.method) ?? refuse)(req, res, next);
}

function register(place: express.IRoute, method: Method, handler: RequestHandler): void {
  switch (method) {
    case 'GET':
      place.get(handler);
      return;
    case 'POST':
      place.post(handler);
      return;
    case 'PUT':
      place.put(handler);
      return;
    case 'PATCH':
      place.patch(handler);
      return;
    case 'DELETE':
      place.delete(handler);
      return;
    default:
      method satisfies never;
  }
}

function allowedBy(routes: Route[]): string {
  const methods = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...methods, 'OPTIONS'].sort().join(', ');
}

/** Ends a path: OPTIONS is told what the path has, any other method that it is not among it. */
export function refuseMethod(allow: string): RequestHandler {
  return (req, res) => {
    res.setHeader('Allow', allow);
    if (req.method !== 'OPTIONS')
      throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: `Method "${req.method}" not allowed.` });
    res.status(204).end();
  };
}

/** Calls one procedure for one route. */
function serve({ router, deps, ready }: Options, route: Route): RequestHandler {
  const decoder = compileDecoder(route.inputs);
  const takesNothing = route.inputs.every((input) => input._zod.def.type === 'void');
  const query = (req: Request) => decodeQuery(searchOf(req), decoder, route.params);

  const call = (req: Request, res: Response, { ctx, signal }: { ctx: Ctx; signal: AbortSignal | undefined }) => {
    if (takesNothing) decodeQuery(searchOf(req), new Map());
    // Read at the first call and not before: whoever may not, is told so before an upload is taken in.
    let reading: Promise<unknown> | undefined;
    const read = () => (reading ??= readInput(route, decoder, req, res));
    return callTRPCProcedure({
      router,
      path: route.name,
      type: route.type,
      ctx,
      signal,
      batchIndex: 0,
      getRawInput: takesNothing ? async () => undefined : read,
    }).catch((error: unknown) => {
      throw isMissing(error, route) ? commonErrors.not_found() : error;
    });
  };

  /** For all who ask, so it goes on when the first of them hangs up, and its headers are kept with it. */
  const make = (req: Request, res: Response, about: NonNullable<RestOptions['ready']>) => async () => {
    const noted: Record<string, string> = { 'Content-Type': JSON_TYPE, 'Cache-Control': cachingOf(req) };
    const ctx = contextFor(deps, req, res);
    const reply = (name: string, text: string | string[]) => {
      noted[name] = String(text);
    };
    const data = await call(req, res, { ctx: { ...ctx, call: { ...ctx.call, reply } }, signal: undefined });
    const { headers, value } = asJson(deps, route, { req, data, query: () => query(req) });
    const body = Buffer.from(JSON.stringify(value));
    const etag = (req.app.get('etag fn') as (body: Buffer) => string)(body);
    const answer: Answer = { headers: { ...headers, ...noted }, body, etag };
    return { answer, about: { events: about.events(data as never), of_one: about.of_one === true } };
  };

  return async (req, res) => {
    res.setHeader('Cache-Control', cachingOf(req));
    const { ready: about } = route.rest;
    const key = ready && about ? keyOf(req) : undefined;
    if (ready && about && key !== undefined) return sendBytes(req, res, await ready.make(key, make(req, res, about)));
    const data = await call(req, res, { ctx: contextFor(deps, req, res), signal: signalOf(res) });
    await sendResult(deps, route, res, { req, data, query: () => query(req) });
  };
}

/** Path, query and body as one input. */
async function readInput(
  route: Route,
  decoder: Decoder,
  req: Request,
  res: Response,
): Promise<Record<string, unknown> | FormData> {
  const path = decodePath(route.params, req.params, decoder);
  const takesBody = route.rest.body === true || (route.method !== 'GET' && route.method !== 'DELETE');
  if (!takesBody) return { ...decodeQuery(searchOf(req), decoder, route.params), ...path };
  decodeQuery(searchOf(req), new Map());
  const { multipart = false, max_json_bytes } = route.rest;
  const body = await readBody(req, res, { multipart, max_json_bytes });
  if (!(body instanceof FormData)) return { ...body, ...path };
  for (const [name, value] of Object.entries(path)) body.set(name, String(value));
  return body;
}

/** A path parameter that its schema refuses, a malformed id say, names nothing that exists. */
function isMissing(error: unknown, route: Route): boolean {
  return error instanceof TRPCError && error.code === 'BAD_REQUEST' && isAboutPath(error.cause, route.params);
}

function searchOf(req: Request): string {
  const at = req.url.indexOf('?');
  return at === -1 ? '' : req.url.slice(at + 1);
}

import type { Deps } from '@setiket/core/kernel/context';
import { commonErrors } from '@setiket/core/kernel/errors';
import { type AnyTRPCRouter, callTRPCProcedure, TRPCError } from '@trpc/server';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { contextFor } from '../http/caller.ts';
import { readBody } from './body.ts';
import { compileDecoder, type Decoder, decodePath, decodeQuery, isAboutPath } from './decode.ts';
import { sendResult } from './reply.ts';
import { byPrecedence, type Method, patternOf, type Route, restRoutes } from './routes.ts';

/**
 * The procedures of a router as REST, on tRPC's public API alone: a route calls its procedure by name, with the input
 * that path, query and body spell, and gives it the same context as /trpc does.
 */
export function restRouter({ router, deps }: { router: AnyTRPCRouter; deps: Deps }): express.Router {
  const rest = express.Router({ caseSensitive: true });
  const routes = Map.groupBy(restRoutes(router), (route) => patternOf(route.path));
  for (const pattern of [...routes.keys()].sort(byPrecedence)) {
    const place = rest.route(pattern);
    const methods = routes.get(pattern) ?? [];
    for (const route of methods) register(place, route.method, serve(router, deps, route));
    place.all(refuseMethod(allowedBy(methods)));
  }
  return rest;
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
function serve(router: AnyTRPCRouter, deps: Deps, route: Route): RequestHandler {
  const decoder = compileDecoder(route.inputs);
  const takesNothing = route.inputs.every((input) => input._zod.def.type === 'void');
  return async (req, res) => {
    res.setHeader('Cache-Control', 'private, no-cache');
    if (takesNothing) decodeQuery(searchOf(req), new Map());
    // Read at the first call and not before: whoever may not, is told so before an upload is taken in.
    let reading: Promise<unknown> | undefined;
    const read = () => (reading ??= readInput(route, decoder, req, res));
    const data = await callTRPCProcedure({
      router,
      path: route.name,
      type: route.type,
      ctx: contextFor(deps, req, res),
      signal: signalOf(res),
      batchIndex: 0,
      getRawInput: takesNothing ? async () => undefined : read,
    }).catch((error: unknown) => {
      throw isMissing(error, route) ? commonErrors.not_found() : error;
    });
    await sendResult(deps, route, { req, res, data, query: () => decodeQuery(searchOf(req), decoder, route.params) });
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
  const body = await readBody(req, res, { multipart: route.rest.multipart === true });
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

/** Aborted when the caller hangs up before the answer is out. */
function signalOf(res: Response): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
}

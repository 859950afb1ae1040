import type { RestOptions } from '@setiket/core/kernel/trpc';
import type { AnyTRPCRouter } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type OpenApiOptions = NonNullable<OpenApiMeta['openapi']>;

/** One method and path of one procedure; the adapter serves these and the document describes them. */
export type Route = {
  method: Method;
  /** `/events/{id}`, without the mount. */
  path: string;
  /** Names in the path, in order. */
  params: string[];
  /** `events.get` */
  name: string;
  type: 'query' | 'mutation';
  /** Position among the procedure's paths: 0 is the canonical one, the others are its aliases. */
  alias: number;
  rest: RestOptions;
  openapi: OpenApiOptions;
  inputs: z.core.$ZodType[];
  output: z.core.$ZodType | undefined;
};

/** A procedure with its meta as routers write it: `rest` stands beside `openapi`. */
type Described = {
  _def: {
    type: 'query' | 'mutation' | 'subscription';
    meta?: { openapi?: OpenApiOptions; rest?: RestOptions };
    inputs: z.core.$ZodType[];
    output?: z.core.$ZodType;
  };
};

/** Every route of a router. Two procedures that claim the same one are a mistake that stops the start. */
export function restRoutes(router: AnyTRPCRouter): Route[] {
  const routes: Route[] = [];
  for (const [name, { _def }] of Object.entries(router._def.procedures as unknown as Record<string, Described>)) {
    const { type, meta, inputs, output } = _def;
    const { openapi, rest = {} } = meta ?? {};
    if (!openapi || openapi.enabled === false) continue;
    if (type === 'subscription') throw new Error(`${name}: a subscription has no REST form.`);
    const canonical = `${openapi.method} ${openapi.path}`;
    [canonical, ...(rest.aliases ?? [])].forEach((place, alias) => {
      const { method, path } = parsePlace(place, openapi.method);
      routes.push({ method, path, params: paramsOf(path), name, type, alias, rest, openapi, inputs, output });
    });
  }
  refuseDuplicates(routes);
  return routes;
}

/** `'DELETE /ticket/{id}/refund'`, or a path alone, which takes the procedure's own method. */
function parsePlace(place: string, method: Method): { method: Method; path: string } {
  const [, named, path] = /^(?:([A-Z]+) )?(\/.*?)\/?$/.exec(place) ?? [];
  if (path === undefined) throw new Error(`"${place}" is no path.`);
  return { method: (named as Method | undefined) ?? method, path };
}

export function paramsOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}

/** What a path matches, whatever its parameters are called. */
export function patternOf(path: string): string {
  let position = 0;
  return path.replace(/\{\w+\}/g, () => `:p${position++}`);
}

function refuseDuplicates(routes: Route[]): void {
  const owners = new Map<string, string>();
  for (const { method, path, name } of routes) {
    const key = `${method} ${patternOf(path)}`;
    const owner = owners.get(key);
    if (owner !== undefined) throw new Error(`${method} ${path} is claimed by ${owner} and by ${name}.`);
    owners.set(key, name);
  }
}

/** Literals before parameters, so that `/events/upcoming` is not an event called "upcoming". */
export function byPrecedence(a: string, b: string): number {
  const [left, right] = [rankOf(a), rankOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function rankOf(pattern: string): string {
  const rank = (segment: string) =>
    /^:p\d+$/.test(segment) ? '2' : segment.includes(':p') ? `1${segment}` : `0${segment}`;
  return pattern.split('/').map(rank).join('/');
}

import { shapeOf, unwrap } from '@setiket/core/kernel/forms';
import { z } from 'zod';
import type { Route } from '../rest/routes.ts';

type Shape = Record<string, z.core.$ZodType>;

/** Schemas that were named so far: a name belongs to one schema, and an alias with the same fields shares it. */
export type Schemas = Map<string, z.core.$ZodType>;

/** What the generator is given for one route; it turns the schemas into JSON Schema. */
export type DraftOperation = {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  deprecated?: true;
  requestParams: { path?: z.ZodObject; query?: z.ZodObject };
  requestBody?: { required: boolean; content: Record<string, { schema: z.core.$ZodType }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
};

/** Drafts one operation. `names` are those that the path's parameters have in the document. */
export function draftOperation(route: Route, names: readonly string[], schemas: Schemas): DraftOperation {
  const { method, params, rest, openapi, alias, name } = route;
  const shape: Shape = Object.assign({}, ...route.inputs.map(shapeOf));
  const path = Object.fromEntries(
    params.map((param, position) => [names[position]!, required(shape[param], route, param)]),
  );
  const others = Object.fromEntries(Object.entries(shape).filter(([field]) => !params.includes(field)));
  const takesBody = rest.body === true || (method !== 'GET' && method !== 'DELETE');
  const summary = openapi.summary ?? words(name);
  return {
    operationId: operationIdOf(route),
    summary,
    description: describe(route, openapi.description ?? `${summary}.`),
    tags: openapi.tags ?? [],
    ...((alias > 0 || openapi.deprecated) && { deprecated: true as const }),
    requestParams: {
      ...(params.length > 0 && { path: asObject(path) }),
      ...(!takesBody && Object.keys(others).length > 0 && { query: asObject(others) }),
    },
    ...(takesBody && Object.keys(others).length > 0 && { requestBody: bodyOf(route, others, schemas) }),
    responses: {
      [String(rest.status ?? 200)]: {
        description: openapi.successDescription ?? 'Done.',
        ...contentOf(route, schemas),
      },
    },
  };
}

/** An alias says whose. */
function describe({ alias, openapi }: Route, description: string): string {
  return alias === 0 ? description : `${description}\n\nThe same as \`${openapi.method} ${openapi.path}\`.`;
}

export function operationIdOf({ name, alias, openapi }: Route): string {
  const base = openapi.operationId ?? name.replaceAll('.', '_');
  return alias === 0 ? base : `${base}_alias${alias}`;
}

/** Parameters are named in the path, so the schema has to know them: a mistake in a router, found at the first build. */
function required(schema: z.core.$ZodType | undefined, route: Route, param: string): z.core.$ZodType {
  if (!schema) throw new Error(`${route.name}: the input has no "${param}", which is in the path ${route.path}.`);
  return schema;
}

function bodyOf(route: Route, fields: Shape, schemas: Schemas): NonNullable<DraftOperation['requestBody']> {
  const component = (kind: string, shape: Shape) =>
    reuse(schemas, `${route.name} ${kind} ${Object.keys(shape)}`, () => asObject(shape, `${schemaName(route)}${kind}`));
  const plain = Object.fromEntries(Object.entries(fields).filter(([, field]) => !isFile(field)));
  const required = Object.values(fields).some((field) => field._zod.optin !== 'optional');
  const json = component('Request', plain);
  const hasFiles = Object.keys(plain).length < Object.keys(fields).length;
  const form = hasFiles ? component('Form', fields) : json;
  const content = {
    'application/json': { schema: json },
    ...(route.rest.multipart && { 'multipart/form-data': { schema: form } }),
  };
  return { required, content };
}

function isFile(schema: z.core.$ZodType): boolean {
  return unwrap(schema)._zod.def.type === 'file';
}

/** The body of success, if there is one. */
function contentOf(route: Route, schemas: Schemas): { content?: Record<string, { schema: unknown }> } {
  const { output, rest, name } = route;
  if (rest.status === 204 || rest.status === 205) return {};
  if (!output) throw new Error(`${name} has no .output(), so the document can't say what it answers.`);
  if (output._zod.def.type === 'void') return {};
  const files = fileTypesOf(output).map((type) => [type, { schema: { type: 'string', format: 'binary' } }] as const);
  if (files.length > 0) return { content: Object.fromEntries(files) };
  const schema = rest.page ? itemsOf(output, name) : named(output, `${schemaName(route, 0)}Response`, schemas);
  return { content: { 'application/json': { schema } } };
}

/** `binary()` writes the types beside its schema. */
function fileTypesOf(output: z.core.$ZodType): readonly string[] {
  return (z.globalRegistry.get(output) as { content_types?: string[] } | undefined)?.content_types ?? [];
}

/** Over REST a page is a plain array. */
function itemsOf(output: z.core.$ZodType, name: string): z.core.$ZodType {
  const { items } = shapeOf(output);
  if (!items) throw new Error(`${name} says rest.page, but its output is not made by pageOf().`);
  return items;
}

/** Gives an object without a name of its own one, so that it becomes a component. */
function named(output: z.core.$ZodType, id: string, schemas: Schemas): z.core.$ZodType {
  if (output._zod.def.type !== 'object' || z.globalRegistry.get(output)?.id !== undefined) return output;
  return reuse(schemas, id, () => (output as z.ZodObject).meta({ ...z.globalRegistry.get(output), id }));
}

function reuse(schemas: Schemas, key: string, make: () => z.core.$ZodType): z.core.$ZodType {
  const schema = schemas.get(key) ?? make();
  schemas.set(key, schema);
  return schema;
}

function asObject(shape: Shape, id?: string): z.ZodObject {
  const schema = z.object(shape as Record<string, z.ZodType>);
  return id === undefined ? schema : schema.meta({ id });
}

/** `AccountUpdate`; an alias has other fields in its path than in its body, so its body is a schema of its own. */
function schemaName(route: Route, alias = route.alias): string {
  const base = (route.openapi.operationId ?? route.name).split(/[._-]/).map(capital).join('');
  return alias === 0 ? base : `${base}Alias${alias}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `listOrganizers` of `users` as a sentence, for whoever forgot a summary. */
function words(name: string): string {
  return capital(
    name
      .replace(/[._-]/g, ' ')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase(),
  );
}

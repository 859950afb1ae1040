import type { OpenApiDocument } from './types.ts';

/** Takes out what the generator says twice or for nobody, and gives the parts the order in which they are read. */
export function tidy(document: OpenApiDocument): OpenApiDocument {
  simplify(document.paths);
  simplify(document.components.schemas);
  const { openapi, info, servers, tags, paths, components } = document;
  return {
    openapi,
    info,
    servers,
    tags,
    paths: sorted(paths),
    components: { ...components, schemas: sorted(components.schemas) },
  };
}

type Keywords = Record<string, unknown>;

function simplify(value: unknown): void {
  if (value === null || typeof value !== 'object') return;
  const schema = value as Keywords;
  // The bounds of a safe integer are JavaScript's, not ours.
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  // Where a format says it, a regular expression of 300 characters says it again.
  if (typeof schema.format === 'string' && typeof schema.pattern === 'string') delete schema.pattern;
  for (const member of Object.values(schema)) simplify(member);
}

function sorted<T>(members: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}

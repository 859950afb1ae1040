import type { OpenApiDocument } from './types.ts';

/** Takes out what the generator says twice or for nobody, and gives the parts the order in which they are read. */
export function tidy(document: OpenApiDocument): OpenApiDocument {
  leaveRoom(document);
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

/**
 * The generator says of every answer that it has no member but these. Answers may get more; only input may be strict.
 */
function leaveRoom({ paths, components }: OpenApiDocument): void {
  const waiting: unknown[] = Object.values(paths).flatMap((item) =>
    Object.values(item).map(({ responses }) => responses),
  );
  const seen = new Set<string>();
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (value === null || typeof value !== 'object') continue;
    const schema = value as Keywords;
    if (schema.additionalProperties === false) delete schema.additionalProperties;
    const name = typeof schema.$ref === 'string' ? /^#\/components\/schemas\/(.+)$/.exec(schema.$ref)?.[1] : undefined;
    if (name !== undefined && !seen.has(name)) {
      seen.add(name);
      waiting.push(components.schemas[name]);
    }
    waiting.push(...Object.values(schema));
  }
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
  // Most tools can't compile Unicode properties; some compile them to a rule that refuses every letter.
  if (typeof schema.pattern === 'string' && /\\p\{/.test(schema.pattern)) delete schema.pattern;
  // A form's part is bytes as they are; that is no encoding.
  if (schema.contentEncoding === 'binary') delete schema.contentEncoding;
  for (const member of Object.values(schema)) simplify(member);
}

function sorted<T>(members: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}

import { commonErrors, type FieldErrors } from '@setiket/core/kernel/errors';
import { shapeOf, textDecoder, unwrap } from '@setiket/core/kernel/forms';
import { z } from 'zod';
import { doorErrors } from '../http/errors.ts';
import { isCleanText } from './text.ts';

type DecodeField = (texts: string[]) => unknown;

/**
 * Reads what a query string or a path says by the schemas of a procedure. Compiled once at the start. The schemas are
 * only looked at: turning on coercion in them would make every door lax, for good.
 */
export type Decoder = Map<string, DecodeField>;

export function compileDecoder(inputs: readonly z.core.$ZodType[]): Decoder {
  const fields = inputs.flatMap((input) => Object.entries(shapeOf(input)));
  return new Map(fields.map(([name, schema]) => [name, fieldDecoder(schema)]));
}

function fieldDecoder(schema: z.core.$ZodType): DecodeField {
  const inner = unwrap(schema);
  if (inner._zod.def.type !== 'array') {
    const decode = textDecoder(schema);
    // A scalar that is sent twice reaches the schema as an array, which refuses it by name.
    return (texts) => (texts.length === 1 ? decode(texts[0]!) : texts);
  }
  const decode = textDecoder((inner as z.core.$ZodArray)._zod.def.element);
  const split = isCommaList(schema);
  return (texts) => (split ? texts.flatMap((text) => (text === '' ? [] : text.split(','))) : texts).map(decode);
}

/** True when the schema, or one that it wraps, says `.meta({ param: { style: 'form', explode: false } })`. */
function isCommaList(schema: z.core.$ZodType): boolean {
  const meta = z.globalRegistry.get(schema) as { param?: { explode?: boolean } } | undefined;
  if (meta?.param?.explode === false) return true;
  const inner = unwrap(schema);
  return inner !== schema && isCommaList(wrappedBy(schema) ?? inner);
}

function wrappedBy(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  return (schema._zod.def as { innerType?: z.core.$ZodType }).innerType;
}

/**
 * The query string as a procedure's input.
 * @throws request.invalid naming every parameter that the procedure does not know
 */
export function decodeQuery(search: string, decoder: Decoder, taken: readonly string[] = []): Record<string, unknown> {
  const texts = new Map<string, string[]>();
  for (const [name, text] of queryPairs(search)) texts.set(name, [...(texts.get(name) ?? []), text]);
  const errors: FieldErrors = Object.create(null);
  const decoded: Record<string, unknown> = {};
  for (const [name, values] of texts) {
    const decode = taken.includes(name) ? undefined : decoder.get(name);
    if (!decode) errors[printable(name)] = ['This query parameter is not known.'];
    else if (!values.every(isCleanText)) errors[name] = ['This contains a character that is not allowed.'];
    else decoded[name] = decode(values);
  }
  if (Object.keys(errors).length > 0) throw commonErrors.invalid(undefined, { fields: { ...errors } });
  return decoded;
}

function queryPairs(search: string): [name: string, value: string][] {
  return search
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at === -1 ? [decodePart(pair), ''] : [decodePart(pair.slice(0, at)), decodePart(pair.slice(at + 1))];
    });
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw doorErrors.malformed_url();
  }
}

function printable(name: string): string {
  return isCleanText(name) ? name.slice(0, 100) : JSON.stringify(name).slice(1, 101);
}

/**
 * Path parameters as a procedure's input; Express has decoded their percent signs.
 * @throws request.not_found for text that no row could ever have
 */
export function decodePath(
  params: readonly string[],
  values: Record<string, unknown>,
  decoder: Decoder,
): Record<string, unknown> {
  return Object.fromEntries(
    params.map((name, position) => {
      const text = String(values[`p${position}`]);
      if (!isCleanText(text)) throw commonErrors.not_found();
      return [name, decoder.get(name)?.([text]) ?? text];
    }),
  );
}

/** True when what a schema refused is (also) in the path: then there is no such thing, whatever the body says. */
export function isAboutPath(cause: unknown, params: readonly string[]): boolean {
  return cause instanceof z.core.$ZodError && cause.issues.some((issue) => params.includes(String(issue.path[0])));
}

import { refused } from './failures.ts';

/** Form parameters as they are nested by their brackets; every leaf is text. */
export type Params = { [name: string]: string | Params };

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads `a[b][0]=c` into nested objects. Later pairs win, as they do where this is the real thing. */
export function parseForm(text: string): Params {
  const params: Params = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const path = key.replaceAll(']', '').split('[');
    if (path.some((part) => FORBIDDEN.has(part))) throw refused(`Invalid parameter name: ${key}`, { param: key });
    const last = path.pop() ?? '';
    let branch = params;
    for (const part of path) {
      const next = branch[part];
      const child: Params = typeof next === 'object' ? next : {};
      branch[part] = child;
      branch = child;
    }
    // `expand[]=a` has no index: it becomes the next one.
    branch[last === '' ? String(Object.keys(branch).length) : last] = value;
  }
  return params;
}

/** The parameters of one request, read by name; whatever was not read in the end was not understood. */
export type Reader = {
  has(name: string): boolean;
  text(name: string): string | undefined;
  required(name: string): string;
  /** A whole number. */
  whole(name: string): number | undefined;
  flag(name: string): boolean | undefined;
  /** An absolute http or https address. */
  url(name: string): string | undefined;
  oneOf<Value extends string>(name: string, values: readonly Value[]): Value | undefined;
  /** Names and texts; `undefined` when absent. An empty text means "remove this key". */
  metadata(): Record<string, string> | undefined;
  /** What stands under a name. */
  group(name: string): Reader | undefined;
  list(name: string): Reader[];
  texts(name: string): string[];
  /** Refuses what nobody asked for: a misspelt parameter has to be told, not dropped. */
  finish(): void;
};

/** Wraps parameters; `prefix` is how they are called in a refusal, `line_items[0]` for instance. */
export function reader(params: Params, prefix = ''): Reader {
  const unread = new Set(Object.keys(params));
  const children: Reader[] = [];
  const full = (name: string) => (prefix === '' ? name : `${prefix}[${name}]`);
  const take = (name: string) => {
    unread.delete(name);
    return params[name];
  };
  const child = (value: Params, name: string) => {
    const made = reader(value, name);
    children.push(made);
    return made;
  };

  const text = (name: string) => {
    const value = take(name);
    if (typeof value === 'object') throw refused(`Invalid string: ${full(name)}`, { param: full(name) });
    return value === undefined || value === '' ? undefined : value;
  };
  const bad = (name: string, message: string, code?: string) =>
    refused(message, { param: full(name), ...(code !== undefined && { code }) });
  const group = (name: string) => {
    const value = take(name);
    if (typeof value === 'string' && value !== '') throw bad(name, 'Invalid object');
    return typeof value === 'object' ? child(value, full(name)) : undefined;
  };

  return {
    has: (name) => params[name] !== undefined,
    text,
    group,
    required(name) {
      const value = text(name);
      if (value === undefined) throw bad(name, `Missing required param: ${full(name)}.`, 'parameter_missing');
      return value;
    },
    whole(name) {
      const value = text(name);
      if (value !== undefined && !/^-?\d{1,15}$/.test(value))
        throw bad(name, `Invalid integer: ${value}`, 'parameter_invalid_integer');
      return value === undefined ? undefined : Number(value);
    },
    flag(name) {
      const value = text(name);
      if (value !== undefined && value !== 'true' && value !== 'false') throw bad(name, `Invalid boolean: ${value}`);
      return value === undefined ? undefined : value === 'true';
    },
    url(name) {
      const value = text(name);
      // Only these: the address becomes a link, and a script must not become one.
      if (value !== undefined && !/^https?:\/\/[^/]/.test(value)) throw bad(name, 'Not a valid URL', 'url_invalid');
      return value;
    },
    oneOf(name, values) {
      const value = text(name);
      const found = values.find((known) => known === value);
      if (value !== undefined && found === undefined)
        throw bad(name, `Invalid ${full(name)}: must be one of ${values.join(', ')}`);
      return found;
    },
    metadata() {
      const value = take('metadata');
      if (value === undefined) return undefined;
      if (typeof value === 'string') return {};
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, String(entry)]));
    },
    list(name) {
      const value = take(name);
      if (value === undefined || value === '') return [];
      if (typeof value === 'string') throw bad(name, 'Invalid array');
      return byIndex(value).map(([index, entry]) => {
        if (typeof entry === 'string') throw bad(`${name}][${index}`, 'Invalid object');
        return child(entry, `${full(name)}[${index}]`);
      });
    },
    texts(name) {
      const value = take(name);
      if (value === undefined || value === '') return [];
      if (typeof value === 'string') return [value];
      return byIndex(value).map(([, entry]) => String(entry));
    },
    finish() {
      const [name] = unread;
      if (name !== undefined) {
        const message = `Received unknown parameter: ${full(name)} (or one that this local stand-in does not know).`;
        throw bad(name, message, 'parameter_unknown');
      }
      for (const entry of children) entry.finish();
    },
  };
}

function byIndex(value: Params): [string, string | Params][] {
  return Object.entries(value).sort(([one], [other]) => Number(one) - Number(other));
}

/** Applies metadata on top of what there is: an empty text removes its key, as documented. */
export function mergeMetadata(
  before: Record<string, string> | null,
  change: Record<string, string> | undefined,
): Record<string, string> {
  const merged = { ...before, ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

import { z } from 'zod';

/**
 * Input that may come as JSON or as multipart/form-data. A form's fields are strings; they are decoded by the
 * object's own shape, and only a form's are, so JSON stays as strict as it was. `refused` names fields that would
 * grant something (a role, a balance): they are refused aloud instead of being ignored.
 */
export function formable<S extends z.ZodObject>(schema: S, refused: readonly string[] = []) {
  const decode = formDecoder(schema);
  const piped = z.preprocess((value, ctx) => {
    const input = value instanceof FormData ? decode(value) : value;
    for (const field of refused) {
      if (typeof input === 'object' && input !== null && field in input) {
        ctx.issues.push({ code: 'custom', path: [field], message: 'This field can’t be set here.', input });
      }
    }
    return input;
  }, schema);
  return piped as unknown as z.ZodType<z.output<S>, z.input<S> | FormData>;
}

type Decode = (text: string) => unknown;

/** From the text that a query string or a form carries to what a schema expects; nonsense stays text, for Zod to name. */
export function textDecoder(schema: z.core.$ZodType): Decode {
  const inner = unwrap(schema);
  switch (inner._zod.def.type) {
    case 'number':
    case 'int':
      return (text) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text);
    case 'boolean':
      return (text) =>
        ({ true: true, '1': true, on: true, false: false, '0': false, off: false })[text.toLowerCase()] ?? text;
    default:
      return (text) => text;
  }
}

const WRAPPERS = new Set(['optional', 'nullable', 'default', 'prefault', 'catch', 'readonly', 'nonoptional']);

/** The schema inside of optional, nullable, default and the like; of a pipe, what it accepts unless that is a transform. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const def = schema._zod.def as z.core.$ZodTypeDef & {
    innerType?: z.core.$ZodType;
    in?: z.core.$ZodType;
    out?: z.core.$ZodType;
  };
  if (WRAPPERS.has(def.type) && def.innerType) return unwrap(def.innerType);
  if (def.type === 'pipe' && def.in && def.out) return unwrap(def.in._zod.def.type === 'transform' ? def.out : def.in);
  return schema;
}

/** Fields of an object schema, through wrappers and pipes; empty when it is no object. */
export function shapeOf(schema: z.core.$ZodType): Record<string, z.core.$ZodType> {
  const inner = unwrap(schema);
  return inner._zod.def.type === 'object' ? (inner as z.core.$ZodObject)._zod.def.shape : {};
}

function isNullable(schema: z.core.$ZodType): boolean {
  const def = schema._zod.def as z.core.$ZodTypeDef & { innerType?: z.core.$ZodType };
  return (
    def.type === 'nullable' || (WRAPPERS.has(def.type) && def.innerType !== undefined && isNullable(def.innerType))
  );
}

function formDecoder(schema: z.ZodObject): (form: FormData) => Record<string, unknown> {
  const fields = new Map(
    Object.entries(shapeOf(schema)).map(([name, field]) => [
      name,
      { decode: textDecoder(field), nullable: isNullable(field), isFile: isFile(field) },
    ]),
  );
  return (form) => {
    const decoded: Record<string, unknown> = {};
    for (const [name, value] of form.entries()) {
      const field = fields.get(name);
      if (value instanceof File) {
        // A file input that was left empty is sent as a nameless file of no bytes.
        if (value.size > 0 || value.name !== '') decoded[name] = value;
      } else if (value === '' && (field?.nullable || field?.isFile)) {
        if (field.nullable) decoded[name] = null;
      } else {
        decoded[name] = field ? field.decode(value) : value;
      }
    }
    return decoded;
  };
}

function isFile(schema: z.core.$ZodType): boolean {
  return unwrap(schema)._zod.def.type === 'file';
}

import { z } from 'zod';

/** Sentences for people instead of a parser's: set once, for every schema. */
z.config({
  customError: (issue) => {
    switch (issue.code) {
      case 'invalid_type':
        return issue.input === undefined || issue.input === null
          ? 'This field is required.'
          : `A valid ${issue.expected} is required.`;
      case 'invalid_value':
        return `This is not a valid choice. Use one of: ${issue.values.map(String).join(', ')}.`;
      case 'too_small':
        if (issue.origin === 'string')
          return issue.minimum === 1
            ? 'This field may not be blank.'
            : `This field must have at least ${issue.minimum} characters.`;
        return issue.inclusive
          ? `This value must be ${issue.minimum} or more.`
          : `This value must be more than ${issue.minimum}.`;
      case 'too_big':
        if (issue.origin === 'string') return `This field must have at most ${issue.maximum} characters.`;
        return issue.inclusive
          ? `This value must be ${issue.maximum} or less.`
          : `This value must be less than ${issue.maximum}.`;
      case 'invalid_format':
        if (issue.format === 'uuid') return 'This is not a valid id.';
        if (issue.format === 'email') return 'Enter a valid e-mail address.';
        if (issue.format === 'url') return 'Enter a valid address that begins with https://.';
        return undefined;
      default:
        return undefined;
    }
  },
});

/** PostgreSQL can't hold U+0000, and nobody types it. */
const NUL = '\0';

/** One line of text. */
export const line = (maximum: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    .refine((text) => !text.includes(NUL), 'This field contains characters that are not allowed.');

/** Text of any shape, which may be empty. */
export const text = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .refine((value) => !value.includes(NUL), 'This field contains characters that are not allowed.');

export const id = z.uuid();

/** Addresses are kept in lower case, so that one mailbox is one account. */
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** An address that becomes a link on public pages, so no other scheme; may be empty. */
export const webAddress = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .or(z.literal(''));

/** An address for people who are signed in or hold a ticket: https only, or empty. */
export const httpsAddress = z
  .url({ protocol: /^https$/, hostname: z.regexes.domain })
  .max(500)
  .or(z.literal(''));

/** A schema that also understands its enum's values in upper case (`PUBLISHED`). */
export function anyCase<const V extends readonly [string, ...string[]]>(values: V) {
  return z.preprocess((value) => (typeof value === 'string' ? value.toLowerCase() : value), z.enum(values));
}

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
      case 'invalid_union':
        // `email.or(z.literal(''))`: the first is what is asked for, the others are ways to say nothing.
        return issue.errors[0]?.[0]?.message;
      default:
        return undefined;
    }
  },
});

/** PostgreSQL can't hold U+0000, and nobody types it. */
const NUL = '\0';

/** One line of text. In NFC, so that what looks the same is the same: letters come composed or with marks of their own. */
export const line = (maximum: number) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .min(1)
    .max(maximum)
    .refine((text) => !text.includes(NUL), 'This field contains characters that are not allowed.');

/** Text of any shape, which may be empty; in NFC as well. */
export const text = (maximum: number) =>
  z
    .string()
    .normalize('NFC')
    .max(maximum)
    .refine((value) => !value.includes(NUL), 'This field contains characters that are not allowed.');

export const id = z.uuid();

const BAD_ADDRESS = 'Enter a valid e-mail address.';

/** RFC 5321, Dot-string: every character that an atom may have. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** Letters of any script, and the full stops that IDNA takes for dots. */
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]+$/u;
/** RFC 5321, Domain; the last label is no number, as that would be an address of IPv4. */
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The one spelling of a mailbox, lower case with the domain in ASCII; else what is wrong with it. */
function canonicalEmail(typed: string): { email: string } | { problem: string } {
  const at = typed.lastIndexOf('@');
  const [local, domain] = [typed.slice(0, Math.max(0, at)).toLowerCase(), typed.slice(at + 1)];
  if (at < 1) return { problem: BAD_ADDRESS };
  if (/[^\0-\x7f]/.test(local))
    return { problem: 'Before the @ only letters a to z, digits and signs are possible, no accented letters.' };
  const ascii = domainInAscii(domain);
  if (local.length > 64 || !LOCAL_PART.test(local) || ascii === undefined) return { problem: BAD_ADDRESS };
  const email = `${local}@${ascii}`;
  return email.length > 254 ? { problem: BAD_ADDRESS } : { email };
}

/** By the URL parser, which knows IDNA and exists in browsers too. */
function domainInAscii(domain: string): string | undefined {
  const plain = domain.toLowerCase();
  if (DOMAIN.test(plain) && !plain.includes('xn--')) return plain;
  if (!TYPED_DOMAIN.test(domain) || !URL.canParse(`http://${domain}`)) return undefined;
  const { hostname } = new URL(`http://${domain}`);
  return DOMAIN.test(hostname) ? hostname : undefined;
}

/** An e-mail address: every input of one uses this schema, so that one mailbox has one spelling and is one account. */
export const email = z
  .string()
  .normalize('NFC')
  .trim()
  .max(254)
  .meta({ format: 'email' })
  .transform((typed, context) => {
    const result = canonicalEmail(typed);
    if ('email' in result) return result.email;
    context.issues.push({ code: 'custom', message: result.problem, input: typed });
    return z.NEVER;
  });

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

import { STATUS_CODES } from 'node:http';
import type { Code } from './codes.ts';
import type { Answer, Header, Parameter, Schema } from './types.ts';

const text = (description: string, more: Schema = {}): Header => ({ description, schema: { type: 'string', ...more } });
const number = (description: string): Header => ({ description, schema: { type: 'integer', minimum: 0 } });

export const HEADERS: Record<string, Header> = {
  'X-Request-Id': text('Id of this request, also in our log; name it when you ask for help.'),
  'RateLimit-Limit': number('Requests in a window of an hour.'),
  'RateLimit-Remaining': number('Requests left in this window.'),
  'RateLimit-Reset': number('Seconds until the window ends.'),
  'Retry-After': number('Seconds to wait before trying again.'),
  'WWW-Authenticate': text('The scheme that is expected, `Bearer`.'),
  'X-Total-Count': number('Rows in all pages.'),
  Link: text('Addresses of the `first`, `prev`, `next` and `last` page (RFC 8288).'),
  ETag: text(
    'Version of this answer. Sent back as `If-None-Match`, an unchanged one is answered by 304 without a body.',
  ),
  'Idempotent-Replayed': text('`true` when this is the stored answer of an earlier request with the same key.', {
    const: 'true',
  }),
  Allow: text('Methods that this path has.'),
};

export const PARAMETERS: Record<string, Parameter> = {
  IdempotencyKey: {
    in: 'header',
    name: 'Idempotency-Key',
    required: false,
    description:
      'Any text of your own, a UUID say. Whoever repeats a request with the same key gets the same answer, and the effect happens once. Kept for 24 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
};

export const SECURITY_SCHEMES = (session_cookie: string) => ({
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Access token from `POST /auth/login`.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: session_cookie,
    description: 'Session of a browser. Changes are taken from our own pages and the configured origins only.',
  },
});

/** One thing that is wrong with one field. */
const fieldProblem: Schema = {
  type: 'object',
  properties: {
    code: { type: 'string', description: 'Stable; decide and translate by this one.', examples: ['too_long'] },
    params: {
      type: 'object',
      description: 'What the sentence names.',
      additionalProperties: { type: 'string' },
      examples: [{ maximum: '200' }],
    },
    message: { type: 'string', description: 'A sentence in the language of the caller.' },
  },
  required: ['code', 'params', 'message'],
};

/** RFC 9457 as every refusal is sent. */
export const PROBLEM: Schema = {
  type: 'object',
  description:
    'A refusal (RFC 9457). Where input was invalid, `errors` says what is wrong with each field. The sentences alone also stand beside `detail`, one array under each field’s own name.',
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Address of a page about this code.' },
    title: { type: 'string', description: 'What the status is called.' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', description: 'A sentence for people.' },
    instance: { type: 'string', description: 'Path of the request.' },
    code: { type: 'string', description: 'Stable; decide by this one.', examples: ['request.invalid'] },
    request_id: { type: 'string' },
    errors: { type: 'object', additionalProperties: { type: 'array', items: fieldProblem } },
    facts: {
      type: 'object',
      description: 'What the refusal rests on, for programs: when and where a ticket was used, say.',
      additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'request_id'],
  // Not "arrays of sentences": generators would hold that against the members above.
  additionalProperties: true,
};

const RETRIED = new Set([409, 429, 503]);

/** The refusals of one status, with the codes that it can have. */
export function problemAnswer(status: number, codes: readonly Code[]): Answer & { 'x-error-codes': string[] } {
  const lines = codes.map(({ code, message }) => `- \`${code}\`: ${message}`);
  const names = ['X-Request-Id'];
  if (RETRIED.has(status)) names.push('Retry-After');
  if (status === 401) names.push('WWW-Authenticate');
  if (status === 405) names.push('Allow');
  return {
    description: [STATUS_CODES[status], ...(lines.length > 0 ? ['', ...lines] : [])].join('\n'),
    headers: headerReferences(names),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    'x-error-codes': codes.map(({ code }) => code),
  };
}

export function headerReferences(names: readonly string[]): Record<string, { $ref: string }> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

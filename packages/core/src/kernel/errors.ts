/**
 * The kinds of refusal. They are named as tRPC names its codes, because a kind decides the HTTP status on every
 * door; services know neither tRPC nor HTTP.
 */
export type ErrorKind =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'PAYMENT_REQUIRED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'UNPROCESSABLE_CONTENT'
  | 'TOO_MANY_REQUESTS'
  | 'SERVICE_UNAVAILABLE';

/** One array of sentences a field, as `setiket.md` documents validation errors. */
export type FieldErrors = Record<string, string[]>;

/** What a refusal rests on, for programs: when and at which gate a ticket was used. */
export type Facts = Record<string, string | number | boolean | null>;

type Details = { fields?: FieldErrors; retry_after_seconds?: number; facts?: Facts };

/** An expected refusal: `code` is stable and public, the message is a sentence for people. */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly fields: FieldErrors | undefined;
  readonly retry_after_seconds: number | undefined;
  readonly facts: Facts | undefined;

  constructor(code: string, kind: ErrorKind, message: string, details: Details = {}) {
    super(message);
    this.code = code;
    this.kind = kind;
    this.fields = details.fields;
    this.retry_after_seconds = details.retry_after_seconds;
    this.facts = details.facts;
  }
}

/**
 * True for a refusal that the same request may outlive: too many requests, overload, another request in the way. Such a
 * refusal is no answer to keep: a retry with the same `Idempotency-Key` has to be judged anew.
 */
export function isTransient({ kind, code, retry_after_seconds }: DomainError): boolean {
  return (
    kind === 'TOO_MANY_REQUESTS' ||
    kind === 'SERVICE_UNAVAILABLE' ||
    retry_after_seconds !== undefined ||
    code === 'request.conflict'
  );
}

/** Every code that `defineErrors` has made, with its kind and default sentence: the OpenAPI document lists them. */
export const errorCatalogue = new Map<string, { kind: ErrorKind; message: string }>();

type Definition = readonly [kind: ErrorKind, message: string];
type Raise = (message?: string, details?: Details) => DomainError;

/**
 * Defines the reasons for which a feature can refuse: `defineErrors('ticket_type', { sold_out: ['CONFLICT', '…'] })`
 * gives `errors.sold_out()`, a `DomainError` with code `ticket_type.sold_out`.
 */
export function defineErrors<Name extends string>(
  noun: string,
  definitions: Record<Name, Definition>,
): Record<Name, Raise> {
  const entries = Object.entries<Definition>(definitions).map(([name, [kind, message]]) => {
    const code = `${noun}.${name}`;
    errorCatalogue.set(code, { kind, message });
    const raise: Raise = (sentence = message, details = {}) => new DomainError(code, kind, sentence, details);
    return [name, raise] as const;
  });
  return Object.fromEntries(entries) as Record<Name, Raise>;
}

/** Refusals that every feature shares; the sentences are those that `setiket.md` documents. */
export const commonErrors = defineErrors('request', {
  invalid: ['BAD_REQUEST', 'Validation failed.'],
  unauthenticated: ['UNAUTHORIZED', 'Authentication credentials were not provided.'],
  token_invalid: ['UNAUTHORIZED', 'Given token is not valid or has expired.'],
  forbidden: ['FORBIDDEN', 'Insufficient role permissions.'],
  not_found: ['NOT_FOUND', 'Not found.'],
  conflict: ['CONFLICT', 'This has changed in the meantime. Load it again and retry.'],
  origin_refused: ['FORBIDDEN', 'This origin may not use a browser session.'],
});

/** A refusal of one input field, for rules that a schema alone can't see. */
export function fieldError(field: string, message: string): DomainError {
  return commonErrors.invalid(undefined, { fields: { [field]: [message] } });
}

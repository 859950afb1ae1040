import { TRPCClientError } from '@trpc/client';
import type { AppRouter, ErrorShape } from './contract.gen.ts';

/** One thing that is wrong with a field: a stable code, what the sentence names, and the sentence in the caller's language. */
export type FieldProblem = { code: string; params: Record<string, string>; message: string };

/** What is wrong, by the field of the input. */
export type FieldErrors = Record<string, FieldProblem[]>;

export type Facts = Record<string, string | number | boolean | null>;

export type ErrorDetails = {
  /** Stable and public, `ticket_type.sold_out`; `client.…` where no answer came, `http.…` where something else answered. */
  code: string;
  /** HTTP status; 0 where no answer came. */
  status: number;
  message: string;
  /** Id of the request in the server's log; name it when you ask for help. */
  request_id?: string | undefined;
  /** What is wrong with fields of the input. */
  fields?: FieldErrors | undefined;
  /** After how long it makes sense to try again. */
  retry_after_seconds?: number | undefined;
  /** What the refusal rests on: when and at which gate a ticket was used, say. */
  facts?: Facts | undefined;
  cause?: Error | undefined;
};

/**
 * Whatever a call fails with. Its subclasses stand for what a caller can do next; `code` tells exactly what happened.
 * It is a `TRPCClientError` as well, for tools that know those.
 */
export class SetiketError extends TRPCClientError<AppRouter> {
  readonly code: string;
  readonly status: number;
  readonly request_id: string | undefined;
  readonly fields: FieldErrors | undefined;
  readonly retry_after_seconds: number | undefined;
  readonly facts: Facts | undefined;

  constructor({ code, status, message, request_id, fields, retry_after_seconds, facts, cause }: ErrorDetails) {
    super(withFirstField(message, fields), cause ? { cause } : {});
    // tRPC's own constructor fixes the prototype to its class.
    Object.setPrototypeOf(this, new.target.prototype);
    this.name = new.target.name;
    this.code = code;
    this.status = status;
    this.request_id = request_id;
    this.fields = fields;
    this.retry_after_seconds = retry_after_seconds;
    this.facts = facts;
  }
}

/** `Validation failed. price: …`: what a log or a test shows says what is wrong. */
function withFirstField(message: string, fields: FieldErrors | undefined): string {
  const [first] = Object.entries(fields ?? {});
  return first ? `${message} ${first[0]}: ${first[1][0]?.message}` : message;
}

/** 401: sign in (again). */
export class SetiketAuthenticationError extends SetiketError {}
/** 403: this account may not. */
export class SetiketPermissionError extends SetiketError {}
/** 400, 413, 415, 422: change the input; `fields` says where. */
export class SetiketValidationError extends SetiketError {}
/** 404: there is no such thing, or none for this account. */
export class SetiketNotFoundError extends SetiketError {}
/** 402, 409: the state of things forbids it now (sold out, already used, balance too small). */
export class SetiketConflictError extends SetiketError {}
/** 429: wait `retry_after_seconds`. */
export class SetiketRateLimitError extends SetiketError {}
/** A mistake of the program: no Setiket API is at `url`, or this API has no such procedure. Nothing was looked up. */
export class SetiketUsageError extends SetiketError {}
/** 5xx: not your fault; the retries are used up. */
export class SetiketServerError extends SetiketError {}
/** No answer, or none of a Setiket API: network, timeout, aborted. */
export class SetiketConnectionError extends SetiketError {}

function classFor(status: number): typeof SetiketError {
  switch (status) {
    case 400:
    case 413:
    case 415:
    case 422:
      return SetiketValidationError;
    case 401:
      return SetiketAuthenticationError;
    case 403:
      return SetiketPermissionError;
    case 404:
      return SetiketNotFoundError;
    case 402:
    case 409:
      return SetiketConflictError;
    case 429:
      return SetiketRateLimitError;
    default:
      return status >= 500 ? SetiketServerError : SetiketError;
  }
}

const USAGE = new Set(['client.wrong_address', 'request.procedure_not_found']);

export function errorOf(details: ErrorDetails): SetiketError {
  const Class = USAGE.has(details.code) ? SetiketUsageError : classFor(details.status);
  return new Class(details);
}

/** What tRPC's client failed with, as one of ours. */
export function fromClientError(error: unknown): SetiketError {
  if (error instanceof SetiketError) return error;
  if (!(error instanceof TRPCClientError) || !error.data) return connectionError(error);
  const { data } = error as TRPCClientError<AppRouter>;
  const { httpStatus, reason, request_id, errors, retry_after_seconds, facts } = data!;
  const response = error.meta?.response as Response | undefined;
  return errorOf({
    code: reason,
    status: httpStatus,
    message: error.message,
    request_id: request_id || (response?.headers.get('X-Request-Id') ?? undefined),
    fields: errors,
    retry_after_seconds: retry_after_seconds ?? retryAfterOf(response),
    facts,
    cause: error,
  });
}

const INTERRUPTIONS: Record<string, string> = { AbortError: 'client.aborted', TimeoutError: 'client.timeout' };

/** A failure before there was an answer. */
export function connectionError(cause: unknown): SetiketConnectionError {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const name = error instanceof TRPCClientError && error.cause instanceof Error ? error.cause.name : error.name;
  const code = INTERRUPTIONS[name] ?? 'client.connection';
  return new SetiketConnectionError({ code, status: 0, message: error.message, cause: error });
}

/** An answer that was read without tRPC's client: its error where it has one, else what a foreign answer says. */
export async function fromAnswer(response: Response): Promise<SetiketError> {
  type Body = { error?: { message: string; data?: ErrorShape['data'] } };
  const body = (await response
    .clone()
    .json()
    .catch(() => undefined)) as Body | undefined;
  if (!body?.error?.data) return fromForeignAnswer(response);
  const { message, data } = body.error;
  return errorOf({
    code: data.reason,
    status: data.httpStatus,
    message,
    request_id: data.request_id || (response.headers.get('X-Request-Id') ?? undefined),
    fields: data.errors,
    retry_after_seconds: data.retry_after_seconds ?? retryAfterOf(response),
    facts: data.facts,
  });
}

type Problem = { code: string; detail: string; errors: FieldErrors; facts: Facts };

/** An answer that is not tRPC's: a problem of the API's outer layers, or of a proxy in front of it. */
export async function fromForeignAnswer(response: Response): Promise<SetiketError> {
  const { status, headers } = response;
  const problem = headers.get('Content-Type')?.includes('json')
    ? await response.json().catch(() => undefined)
    : undefined;
  const { code, detail, errors, facts } = (problem ?? {}) as Partial<Problem>;
  const details = {
    request_id: headers.get('X-Request-Id') ?? undefined,
    retry_after_seconds: retryAfterOf(response),
    fields: errors,
    facts,
  };
  if (status < 400) {
    const message = 'What is at this address did not answer as a Setiket API.';
    return new SetiketConnectionError({ ...details, code: 'client.unexpected_answer', status, message });
  }
  // All calls go to /trpc, which answers what it does not have in its own form: this comes from somewhere else.
  if (status === 404 || status === 405) {
    const message = 'There is no Setiket API at this address. `url` is where the site is, without a path.';
    return errorOf({ ...details, code: 'client.wrong_address', status, message });
  }
  return errorOf({
    ...details,
    code: code ?? `http.${status}`,
    status,
    message: detail ?? `The server answered ${status}.`,
  });
}

/** Seconds that an answer asks to wait; a date counts from now. */
export function retryAfterOf(response: Response | undefined): number | undefined {
  const value = response?.headers.get('Retry-After');
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

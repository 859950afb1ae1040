import { initTRPC, TRPCError } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import { z } from 'zod';
import type { Actor, Ctx, Role, UserActor } from './context.ts';
import { commonErrors, DomainError, type FieldErrors } from './errors.ts';
import type { Language } from './format.ts';
import { fieldProblems, languageOfFailure, sentenceOf } from './language.ts';
import { isOutage, unavailable } from './outage.ts';
import { sqlState } from './transaction.ts';
import './validation.ts';

/** What REST needs beyond `openapi`; read by the adapter and by the document, written beside the procedure. */
export type RestOptions = {
  /** Status of success; 200 unless said otherwise. 204 and 205 have no body. */
  status?: 200 | 201 | 202 | 204 | 205;
  /** Further paths of the same operation, or other methods too: `'/event'`, `'DELETE /ticket/{id}/refund'`. */
  aliases?: readonly (`/${string}` | `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`)[];
  /** The output is a page: REST sends its `items` as a plain array with `Link` and `X-Total-Count`. */
  page?: true;
  /**
   * What REST shows of an output (of each row of a page) instead, on all paths but some: where two sources show the same
   * field in different types.
   */
  shown?: { as: (output: never) => object; unless: readonly string[] };
  /** A DELETE that takes a JSON body instead of a query string. */
  body?: true;
  /** Longest JSON that it takes, where that is more than the 256 KiB of all others. */
  max_json_bytes?: number;
  /** Its use case counts attempts by itself, so it does not use up the caller's requests an hour. */
  own_limit?: true;
  /** Takes multipart/form-data as well as JSON. */
  multipart?: true;
  /**
   * Whoever has not signed in gets the same answer as everybody else, so it may be made once for all of them. `events`
   * names those whose places it tells; `of_one` says that only their edits change it, and not any event's.
   */
  ready?: { events: (output: never) => readonly string[]; of_one?: true };
};

export type RestMeta = OpenApiMeta<{ rest?: RestOptions }>;

/** The same map of sentences on every door. */
export function fieldErrorsOf(error: unknown): FieldErrors | undefined {
  if (error instanceof DomainError) return error.fields;
  if (!(error instanceof z.core.$ZodError)) return undefined;
  const fields: FieldErrors = {};
  for (const issue of error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [''];
    for (const name of names) {
      const path = [...issue.path, name].filter((part) => part !== '');
      // An element of a list of plain values has no name that a form would know: the list is the field.
      while (typeof path.at(-1) === 'number') path.pop();
      const field = path.map(String).join('.') || 'non_field_errors';
      const sentence = issue.code === 'unrecognized_keys' ? 'This field is not known.' : issue.message;
      fields[field] = [...(fields[field] ?? []), sentence];
    }
  }
  return fields;
}

/** The stable code of a failure: a domain error's own, else one that follows from the kind. */
export function errorCodeOf(error: TRPCError): string {
  if (error.cause instanceof DomainError) return error.cause.code;
  if (error.cause instanceof z.core.$ZodError && error.code === 'BAD_REQUEST') return 'request.invalid';
  // tRPC's own, for a name that no router has; use cases throw `request.not_found` themselves.
  if (error.code === 'NOT_FOUND') return 'request.procedure_not_found';
  return `request.${error.code.toLowerCase()}`;
}

/** What a caller may read: never an internal message. */
export function publicMessageOf(error: TRPCError, language: Language = 'en'): string {
  return sentenceOf(errorCodeOf(error), englishMessageOf(error), language);
}

function englishMessageOf(error: TRPCError): string {
  if (error.cause instanceof DomainError) return error.cause.message;
  if (error.cause instanceof z.core.$ZodError && error.code === 'BAD_REQUEST') return 'Validation failed.';
  return error.code === 'INTERNAL_SERVER_ERROR'
    ? 'Something went wrong on our side. It has been logged.'
    : error.message;
}

const t = initTRPC
  .context<Ctx>()
  .meta<RestMeta>()
  .create({
    // Proxies close what is silent; a client that hears nothing for a while connects again.
    // Now and then they connect anew in any case, so that nobody keeps watching what is no longer theirs to see.
    sse: {
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 40_000 },
      maxDurationMs: 10 * 60_000,
    },
    errorFormatter({ shape, error, ctx }) {
      const language = ctx?.call.refusal_language ?? languageOfFailure(error.cause) ?? 'en';
      const fields = fieldErrorsOf(error.cause);
      const { retry_after_seconds: retry, facts } = error.cause instanceof DomainError ? error.cause : {};
      return {
        ...shape,
        message: publicMessageOf(error, language),
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          ...(shape.data.path !== undefined && { path: shape.data.path }),
          /** Stable code, `ticket_type.sold_out`. */
          reason: errorCodeOf(error),
          request_id: ctx?.call.id ?? '',
          ...(fields && { errors: fieldProblems(fields, language) }),
          ...(retry !== undefined && { retry_after_seconds: retry }),
          ...(facts && { facts }),
        },
      };
    },
  });

export const { router, mergeRouters, createCallerFactory } = t;

/**
 * A procedure for whom `admit` lets in. It gives services their refusals back as tRPC errors, so that each door knows the
 * status. One middleware, as tRPC copies the context for each.
 */
function procedureFor<A extends Actor>(admit: Admit<A>) {
  return t.procedure.use(async ({ next, ctx, path, type, meta }) => {
    const actor = admitted(() => admit(ctx.actor, { isChange: type === 'mutation' }));
    const result = await next({ ctx: { actor, procedure: path } });
    if (result.ok) return result;
    const refusal = isAboutPath(result.error, meta) ? commonErrors.not_found() : refusalOf(result.error.cause);
    if (!refusal) return result;
    if (refusal.kind === 'SERVICE_UNAVAILABLE')
      ctx.log.error({ err: result.error.cause, procedure: path }, 'unavailable');
    if (refusal.retry_after_seconds !== undefined) ctx.call.reply('Retry-After', String(refusal.retry_after_seconds));
    throw asTrpcError(refusal);
  });
}

/** A path parameter that its schema refuses, a malformed id say, names nothing that exists, whatever the body says. */
function isAboutPath({ code, cause }: TRPCError, meta: RestMeta | undefined): boolean {
  if (code !== 'BAD_REQUEST' || !(cause instanceof z.core.$ZodError)) return false;
  const params = [...(meta?.openapi?.path ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return cause.issues.some((issue) => params.includes(String(issue.path[0])));
}

type Admit<A extends Actor> = (actor: Actor, call: { isChange: boolean }) => A;

function admitted<A extends Actor>(admit: () => A): A {
  try {
    return admit();
  } catch (error) {
    throw error instanceof DomainError ? asTrpcError(error) : error;
  }
}

function asTrpcError(refusal: DomainError): TRPCError {
  return new TRPCError({ code: refusal.kind, message: refusal.message, cause: refusal });
}

const badCharacter = () => commonErrors.invalid('The input contains a character that is not allowed.');
const badMoment = () => commonErrors.invalid('A date or time is out of range.');

/** By SQLSTATE: a NUL character; the year 0. */
const REFUSED_BY_POSTGRES: Record<string, () => DomainError> = {
  '22021': badCharacter,
  '22P05': badCharacter,
  '22007': badMoment,
  '22008': badMoment,
};

/**
 * What a failure says to the caller: a use case's own refusal; "not now" when something could not be reached; and
 * "invalid" for what Postgres can't hold and no schema looks for.
 */
function refusalOf(cause: unknown): DomainError | undefined {
  if (cause instanceof DomainError) return cause;
  if (isOutage(cause)) return unavailable();
  return REFUSED_BY_POSTGRES[sqlState(cause) ?? '']?.();
}

const ANONYMOUS: Extract<Actor, { kind: 'anonymous' }> = { kind: 'anonymous' };

/** For all callers. A gate reads as an anonymous caller does, and changes nothing. */
export const publicProcedure = procedureFor((actor, { isChange }) => {
  if (actor.kind !== 'gate') return actor;
  if (isChange) throw commonErrors.forbidden();
  return ANONYMOUS;
});

/** For paired gates and for people who scan; which events these may scan is the feature's policy. */
export const scannerProcedure = procedureFor((actor) => {
  if (actor.kind === 'anonymous') throw commonErrors.unauthenticated();
  return actor;
});

function requireUserActor(actor: Actor): UserActor {
  if (actor.kind === 'gate') throw commonErrors.forbidden();
  if (actor.kind === 'anonymous') throw commonErrors.unauthenticated();
  return actor;
}

/** For everybody who is signed in. */
export const userProcedure = procedureFor(requireUserActor);

/** For some roles. What a role may do to which object is the feature's policy. */
export function roleProcedure(...roles: readonly Role[]) {
  return procedureFor((actor) => {
    const user = requireUserActor(actor);
    if (!roles.includes(user.role)) throw commonErrors.forbidden();
    return user;
  });
}

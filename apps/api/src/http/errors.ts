import { DomainError, defineErrors } from '@setiket/core/kernel/errors';
import { isOutage, unavailable } from '@setiket/core/kernel/outage';
import { TRPCError } from '@trpc/server';

/** Refusals that only HTTP knows. */
export const doorErrors = defineErrors('request', {
  malformed_json: ['BAD_REQUEST', 'JSON parse error.'],
  malformed_form: ['BAD_REQUEST', 'Multipart form parse error.'],
  malformed_url: ['BAD_REQUEST', 'The address is not encoded correctly.'],
  aborted: ['BAD_REQUEST', 'The request ended before it was complete.'],
  unsupported_media_type: ['UNSUPPORTED_MEDIA_TYPE', 'Unsupported media type. Send application/json.'],
  payload_too_large: ['PAYLOAD_TOO_LARGE', 'The request is too large.'],
  too_much_in_flight: ['SERVICE_UNAVAILABLE', 'Too many uploads are on their way. Try again in a moment.'],
});

/** Any failure as a tRPC error, so that every door reads status, code and sentence from the same place. */
export function asTrpcError(error: unknown): TRPCError {
  if (error instanceof TRPCError) return error.cause instanceof DomainError ? refused(error.cause) : withOutage(error);
  if (error instanceof DomainError) return refused(error);
  // Express could not decode a path parameter.
  if (error instanceof URIError) return refused(doorErrors.malformed_url());
  return withOutage(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error }));
}

function refused(error: DomainError): TRPCError {
  return new TRPCError({ code: error.kind, message: error.message, cause: error });
}

function withOutage(error: TRPCError): TRPCError {
  return error.code === 'INTERNAL_SERVER_ERROR' && isOutage(error.cause) ? refused(unavailable()) : error;
}

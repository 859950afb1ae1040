import type { Route } from '../rest/routes.ts';
import { allCodes, type Code } from './codes.ts';

/** Codes of each procedure, by its name; `readOperationCodes` finds them. */
export type OperationCodes = ReadonlyMap<string, ReadonlySet<string>>;

/** What the door itself refuses, whatever the procedure is. */
const EVERYWHERE = [
  'request.invalid',
  'request.malformed_url',
  'request.token_invalid',
  // Of a gate's token, whatever it asks for.
  'gate.device_revoked',
  'gate.device_expired',
  'request.origin_refused',
  'request.rate_limited',
  'request.internal_server_error',
  'request.unavailable',
];
const WITH_BODY = [
  'request.malformed_json',
  'request.aborted',
  'request.unsupported_media_type',
  'request.payload_too_large',
  'request.too_much_in_flight',
];

/** The codes that the door gives by itself, by status: what all operations of a kind share. */
export function doorCodes(): Map<number, Code[]> {
  const door = new Set([...EVERYWHERE, ...WITH_BODY, 'request.malformed_form', 'request.not_found']);
  return Map.groupBy(
    allCodes().filter(({ code }) => door.has(code)),
    ({ status }) => status,
  );
}

/** Every refusal of one route, by status: those of its procedure and those of the door. */
export function refusalsOf(route: Route, codes: OperationCodes): Map<number, Code[]> {
  const { rest, method, params, name } = route;
  const takesBody = rest.body === true || (method !== 'GET' && method !== 'DELETE');
  const possible = new Set([...EVERYWHERE, ...(codes.get(name) ?? [])]);
  if (takesBody) for (const code of WITH_BODY) possible.add(code);
  if (rest.multipart) possible.add('request.malformed_form');
  if (params.length > 0) possible.add('request.not_found');
  // Only a gate's token is refused by procedures for everybody.
  return Map.groupBy(
    allCodes().filter(({ code }) => possible.has(code)),
    ({ status }) => status,
  );
}

import type { Env } from '../../env.ts';
import { commonErrors, type FieldErrors } from '../../kernel/errors.ts';

type Addresses = Partial<Record<'success_url' | 'cancel_url' | 'return_url', string | undefined>>;

/**
 * Refuses to send a buyer from the provider's page to an origin that is not ours: our checkout would vouch for any site.
 * @throws request.invalid naming the field
 */
export function requireKnownOrigins({ env }: { env: Env }, { success_url, cancel_url, return_url }: Addresses): void {
  const known = new Set([env.PUBLIC_URL, ...env.CORS_ORIGINS, ...env.RETURN_ORIGINS].map(originOf));
  const fields: FieldErrors = {};
  for (const [field, address] of Object.entries({ success_url, cancel_url, return_url })) {
    const origin = address === undefined ? undefined : originOf(address);
    if (address !== undefined && (origin === undefined || !known.has(origin)))
      fields[field] = ['Use an address of this site, or of an origin that its operator has allowed.'];
  }
  if (Object.keys(fields).length > 0) throw commonErrors.invalid(undefined, { fields });
}

function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined;
}

import { SignJWT } from 'jose';
import { z } from 'zod';
import type { Deps } from '../../../kernel/context.ts';
import { readPrivateKey } from '../../../kernel/crypto.ts';
import { type PassRow, withParts } from '../wallets.view.ts';
import { configuredIdentity, type GoogleIdentity, objectsOf } from './link.ts';

const TOKENS = 'https://oauth2.googleapis.com/token';
const API = 'https://walletobjects.googleapis.com/walletobjects/v1';
const SCOPE = 'https://www.googleapis.com/auth/wallet_object.issuer';
const PATIENCE_MS = 20_000;
/** As many as are asked at once. */
const AT_ONCE = 10;

/**
 * Tells Google what passes show now; it tells the phones. Passes that nobody has saved are unknown there, and stay so.
 * @throws when Google does not take one, so that the job comes again
 */
export async function updateGooglePasses(deps: Deps, pass_ids: string[]): Promise<void> {
  const identity = configuredIdentity(deps);
  if (!identity) return;
  const rows = await deps.db.wallet_passes.findMany({
    where: { id: { in: pass_ids }, platform: 'google' },
    include: withParts,
  });
  if (rows.length === 0) return;
  const token = await accessToken(deps, identity);
  const all = rows.map((row) => partsOf(deps, identity, row));
  // One class an event, however many tickets.
  const classes = new Map(all.map(({ event }) => [event.id, event]));
  for (const event of classes.values()) await patch(token, 'eventTicketClass', event);
  for (let n = 0; n < all.length; n += AT_ONCE)
    await Promise.all(all.slice(n, n + AT_ONCE).map(({ ticket }) => patch(token, 'eventTicketObject', ticket)));
}

function partsOf(deps: Deps, { issuer_id }: GoogleIdentity, row: PassRow) {
  const { eventTicketClasses, eventTicketObjects } = objectsOf(deps, row, {
    issuer_id,
    is_development: false,
    parts: 'all',
  });
  return { event: eventTicketClasses[0]!, ticket: eventTicketObjects[0]! };
}

const tokenAnswer = z.object({ access_token: z.string() });

/** Google's own exchange: a text signed by the service account for a token that is good for an hour. */
async function accessToken(deps: Deps, { service_account, private_key }: GoogleIdentity): Promise<string> {
  const assertion = await new SignJWT({ scope: SCOPE })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(service_account)
    .setAudience(TOKENS)
    .setIssuedAt(deps.clock.now())
    .setExpirationTime(new Date(deps.clock.now().getTime() + 3_600_000))
    .sign(readPrivateKey(private_key));
  const answer = await fetch(TOKENS, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) throw new Error(`Google gives no token: ${answer.status}`);
  return tokenAnswer.parse(await answer.json()).access_token;
}

async function patch(token: string, kind: 'eventTicketClass' | 'eventTicketObject', value: { id: string }) {
  const answer = await fetch(`${API}/${kind}/${encodeURIComponent(value.id)}`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(value),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok && answer.status !== 404)
    throw new Error(`Google does not take ${kind} ${value.id}: ${answer.status}`);
}

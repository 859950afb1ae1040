import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Env } from '../../env.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { deriveKey } from '../../kernel/crypto.ts';
import { waitingRoomErrors } from './waiting-room.errors.ts';

/*
 * What somebody who was admitted buys with: `account.expiry.signature`, bound to the event by the signature. It names an
 * account and never a browser: who waited without one signs in, which moves the place to the account (`enter.ts`),
 * so that one place admits one account, and whoever copies a token has nothing.
 */

type Admission = { event_id: string; user_id: string; expires_at: Date };

function signatureOf(env: Env, { event_id, user_id, expires_at }: Admission): string {
  const text = `${event_id}\n${user_id}\n${expires_at.getTime()}`;
  return createHmac('sha256', deriveKey(env.APP_SECRET, 'admission-token')).update(text).digest('base64url');
}

/** The token of an account that was admitted; the same one however often it is asked for. */
export function admissionToken(env: Env, admission: Admission): string {
  return `${admission.user_id}.${admission.expires_at.getTime()}.${signatureOf(env, admission)}`;
}

type Buying = Pick<UserCtx, 'env' | 'clock' | 'call' | 'actor'>;

/**
 * Lets through who was admitted to an event with a waiting room, by what the call brings along: no query. The house and its
 * staff need no admission.
 * @throws waiting_room.admission_required, waiting_room.admission_expired
 */
export function requireAdmission(
  { env, clock, call, actor }: Buying,
  event: { id: string; has_waiting_room: boolean },
): void {
  if (!event.has_waiting_room || actor.role === 'administrator' || actor.role === 'staff') return;
  const [user_id, moment, signature] = call.admission_token?.split('.') ?? [];
  // Somebody else's is none.
  if (user_id !== actor.id || !/^\d{1,15}$/.test(moment ?? '') || signature === undefined)
    throw waitingRoomErrors.admission_required();
  const expires_at = new Date(Number(moment));
  const good = Buffer.from(signatureOf(env, { event_id: event.id, user_id, expires_at }));
  const given = Buffer.from(signature);
  if (given.length !== good.length || !timingSafeEqual(given, good)) throw waitingRoomErrors.admission_required();
  if (expires_at <= clock.now()) throw waitingRoomErrors.admission_expired();
}

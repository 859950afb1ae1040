import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Deps } from '../../../kernel/context.ts';
import { sha256Hex } from '../../../kernel/crypto.ts';
import { fieldError } from '../../../kernel/errors.ts';
import { addSeconds } from '../../../kernel/time.ts';
import { walletErrors } from '../wallets.errors.ts';
import { type PassRow, withParts } from '../wallets.view.ts';
import { appleSigner } from './identity.ts';
import { authTokenOf, buildApplePass } from './pass.ts';

/*
 * What Wallet asks of whoever makes passes ("Adding a Web Service to Update Passes" of Apple's documentation): it names
 * paths, statuses and headers, so these use cases follow it and no procedure of ours.
 */

/** Which pass a phone speaks of, and the token that came with it. */
export type PassClaim = { pass_type: string; serial: string; token: string | undefined };
type Device = { device_id: string };

const MOST = 200;
/** Phones and watches of one person; more is somebody who fills our tables. */
const MOST_DEVICES = 20;
const registration = z.object({ pushToken: z.string().min(1).max(MOST) });

/**
 * A phone has added a pass and wants to hear of its changes.
 * @returns whether it is new
 * @throws wallet.unauthorized, wallet.too_many_devices, request.invalid
 */
export async function registerDevice(
  deps: Deps,
  claim: PassClaim & Device,
  body: unknown,
): Promise<'registered' | 'known'> {
  const pass = await claimedPass(deps, claim);
  const parsed = registration.safeParse(body);
  if (!parsed.success) throw fieldError('pushToken', 'This field is required.');
  const push_token = parsed.data.pushToken;
  const { device_id } = claim;
  if (device_id.length > MOST) throw walletErrors.not_found();
  const where = { device_id_pass_id: { device_id, pass_id: pass.id } };
  const known = await deps.db.wallet_registrations.findUnique({ where });
  if (!known && (await deps.db.wallet_registrations.count({ where: { pass_id: pass.id } })) >= MOST_DEVICES)
    throw walletErrors.too_many_devices();
  await deps.db.wallet_registrations.upsert({
    where,
    create: { device_id, pass_id: pass.id, push_token, created_at: deps.clock.now() },
    // Phones get new push tokens now and then.
    update: { push_token },
  });
  return known ? 'known' : 'registered';
}

/** The pass was deleted from a phone. @throws wallet.unauthorized */
export async function unregisterDevice(deps: Deps, claim: PassClaim & Device): Promise<void> {
  const { id: pass_id } = await claimedPass(deps, claim);
  await deps.db.wallet_registrations.deleteMany({ where: { device_id: claim.device_id, pass_id } });
}

/** A change may be committed this much after the moment that it bears: a transaction lives no longer. */
const SETTLED_SECONDS = 30;

type Updates = { serialNumbers: string[]; lastUpdated: string };

/**
 * Which passes of a phone have changed since it last asked. `lastUpdated` is what it sends then; it lies so far back that
 * nothing which is being written at this moment is ever missed. Being told of a pass twice costs a phone a 304.
 * @returns undefined when none has
 */
export async function changedPasses(
  deps: Deps,
  { device_id, pass_type, since }: Device & { pass_type: string; since: string | undefined },
): Promise<Updates | undefined> {
  const { identity } = await appleSigner(deps);
  if (pass_type !== identity.pass_type_identifier) return undefined;
  const after = since !== undefined && /^\d{1,15}$/.test(since) ? new Date(Number(since)) : undefined;
  const passes = await deps.db.wallet_passes.findMany({
    where: { registrations: { some: { device_id } }, ...(after && { updated_at: { gt: after } }) },
    select: { id: true, updated_at: true },
    orderBy: { updated_at: 'desc' },
  });
  const [latest] = passes;
  if (!latest) return undefined;
  const settled = addSeconds(deps.clock.now(), -SETTLED_SECONDS);
  const lastUpdated = Math.max(Math.min(latest.updated_at.getTime(), settled.getTime()), after?.getTime() ?? 0);
  return { serialNumbers: passes.map(({ id }) => id), lastUpdated: String(lastUpdated) };
}

/**
 * A pass as it is now.
 * @returns no body when the phone has it already
 * @throws wallet.unauthorized
 */
export async function latestPass(
  deps: Deps,
  claim: PassClaim,
  { unchanged_since }: { unchanged_since?: Date | undefined } = {},
): Promise<{ updated_at: Date; body?: Uint8Array }> {
  const pass = await claimedPass(deps, claim);
  // HTTP's dates know no milliseconds.
  const updated_at = new Date(Math.floor(pass.updated_at.getTime() / 1000) * 1000);
  if (unchanged_since && updated_at <= unchanged_since) return { updated_at };
  return { updated_at, body: (await buildApplePass(deps, pass)).body };
}

const LINES = 20;
const logs = z.object({ logs: z.array(z.string()) });

/** What went wrong on phones; it helps whoever sets this up. */
export function logFromDevices(deps: Deps, body: unknown): void {
  const parsed = logs.safeParse(body);
  if (!parsed.success) throw fieldError('logs', 'This field is required.');
  for (const line of parsed.data.logs.slice(0, LINES))
    deps.log.warn({ message: line.slice(0, 500) }, 'a phone says about its pass');
}

/** The pass, for whoever shows its token: a serial number alone opens nothing. */
async function claimedPass(deps: Deps, { pass_type, serial, token }: PassClaim): Promise<PassRow> {
  const { identity } = await appleSigner(deps);
  const isOurs = pass_type === identity.pass_type_identifier && z.uuid().safeParse(serial).success;
  const pass =
    isOurs && token !== undefined
      ? await deps.db.wallet_passes.findFirst({ where: { id: serial, platform: 'apple' }, include: withParts })
      : null;
  if (!pass || token === undefined || !belongs(deps, pass, token)) throw walletErrors.unauthorized();
  return pass;
}

/** By its hash; where APP_SECRET has changed since, newer versions of the pass carry another token, which is good too. */
function belongs(deps: Deps, pass: { id: string; auth_token_hash: string | null }, token: string): boolean {
  const hash = Buffer.from(sha256Hex(token));
  return [pass.auth_token_hash ?? '', sha256Hex(authTokenOf(deps, pass.id))].some(
    (expected) => expected.length === hash.length && timingSafeEqual(hash, Buffer.from(expected)),
  );
}

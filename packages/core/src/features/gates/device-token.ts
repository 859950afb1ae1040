import { Prisma } from '@setiket/db';
import type { Deps, GateActor } from '../../kernel/context.ts';
import { randomToken, sha256Hex } from '../../kernel/crypto.ts';
import { commonErrors } from '../../kernel/errors.ts';
import { prepared } from '../../kernel/rows.ts';
import { addSeconds } from '../../kernel/time.ts';
import { gateErrors } from './gates.errors.ts';

/** Tells a device's token from a person's at first sight. */
const PREFIX = 'gate_';

/** Scans of a device that was offline may be uploaded this long after the event; then its token is worth nothing. */
const AFTER_EVENT_SECONDS = 14 * 86_400;

/** How exactly we know when a device was last seen; a write at every scan would be a price for nothing. */
const SEEN_TO_SECONDS = 30;

export function newDeviceToken(): string {
  return `${PREFIX}${randomToken()}`;
}

export function isDeviceToken(token: string | undefined): token is string {
  return token?.startsWith(PREFIX) ?? false;
}

type Device = GateActor & { last_seen_at: Date | null; is_revoked: boolean; is_expired: boolean };

/**
 * The device that a token belongs to.
 * @throws request.token_invalid; gate.device_revoked, also for devices of closed gates; gate.device_expired long after
 * the event
 */
export async function authenticateDevice({ db, clock }: Pick<Deps, 'db' | 'clock'>, token: string): Promise<GateActor> {
  const now = clock.now();
  const [device] = await db.$queryRaw<Device[]>(
    prepared(Prisma.sql`
    SELECT 'gate' AS kind, d.id, d.name, d.gate_id, g.name AS gate_name, g.event_id, d.last_seen_at,
      d.revoked_at IS NOT NULL OR g.closed_at IS NOT NULL AS is_revoked,
      e.ends_at <= ${addSeconds(now, -AFTER_EVENT_SECONDS)} AS is_expired
    FROM gate_devices AS d JOIN gates AS g ON g.id = d.gate_id JOIN events AS e ON e.id = g.event_id
    WHERE d.token_hash = ${sha256Hex(token)}`),
  );
  if (!device) throw commonErrors.token_invalid();
  const { last_seen_at, is_revoked, is_expired, ...actor } = device;
  if (is_revoked) throw gateErrors.device_revoked();
  if (is_expired) throw gateErrors.device_expired();
  if (last_seen_at === null || now.getTime() - last_seen_at.getTime() > SEEN_TO_SECONDS * 1000)
    await db.gate_devices.updateMany({ where: { id: actor.id }, data: { last_seen_at: now } });
  return actor;
}

import type { ScannerCtx } from '../../kernel/context.ts';
import { addSeconds } from '../../kernel/time.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { doorsOpenAt } from './judgement.ts';
import type { SightedTicket } from './scanning.queries.ts';

/** How far the clock of a scanner may be slow. */
const CLOCK_SKEW_SECONDS = 5 * 60;

/** How long before the doors open an entry can be true: doors open early at times, days early never. */
const EARLY_ENTRY_SECONDS = 60 * 60;

/** Before this nobody can have come in with the ticket. */
export function earliestEntry(ticket: SightedTicket): Date {
  return addSeconds(doorsOpenAt(ticket), -EARLY_ENTRY_SECONDS);
}

/** Since when the caller can have scanned anything: since its device was paired, or its account exists. */
export async function scannerSince(tx: Tx, { actor }: ScannerCtx): Promise<Date> {
  if (actor.kind !== 'gate') return (await tx.users.findUniqueOrThrow({ where: { id: actor.id } })).created_at;
  const { paired_at, created_at } = await tx.gate_devices.findUniqueOrThrow({ where: { id: actor.id } });
  return paired_at ?? created_at;
}

/** The earliest time that a scan of this ticket by this scanner can have. */
export function earliestTime(ticket: SightedTicket | undefined, scanner_since: Date, now: Date): Date {
  if (!ticket) return scanner_since;
  const doors = earliestEntry(ticket);
  const bounds = [scanner_since, ticket.issued_at, ...(doors <= now ? [doors] : [])];
  return new Date(Math.max(...bounds.map((bound) => bound.getTime())));
}

/**
 * The time that counts for an uploaded scan. A time that can't be true is replaced by that of its arrival: the scan then
 * comes after all that is known, so it never takes the place of a genuine first entry.
 */
export function plausibleTime(read_at: Date, { now, earliest }: { now: Date; earliest: Date }): Date {
  if (read_at > now || read_at < addSeconds(earliest, -CLOCK_SKEW_SECONDS)) return now;
  return read_at < earliest ? earliest : read_at;
}

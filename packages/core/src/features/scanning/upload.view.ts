import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { iso } from '../../kernel/time.ts';
import type { DbOrTx } from '../../kernel/transaction.ts';
import type { Reason } from './judgement.ts';
import { namesOf } from './names.ts';
import type { SightedTicket } from './scanning.queries.ts';
import type { RESULTS, uploadOutput } from './scanning.schema.ts';
import { sentence } from './sentences.ts';
import type { StoredPassage, TicketStory } from './upload.queries.ts';
import type { Arrived, ScanRow } from './upload-verdicts.ts';

type Upload = z.output<typeof uploadOutput>;
type Line = Upload['scans'][number];
type Result = (typeof RESULTS)[number];

/** What became of a batch, for whoever sent it. */
export type Answered = {
  /** As it was sent, in that order. */
  batch: Pick<Arrived, 'device_scan_id' | 'read_at'>[];
  fresh: { device_scan_id: string; row: ScanRow; reason: Reason | undefined; ticket: SightedTicket | undefined }[];
  /** Those that had been uploaded before. */
  known: Prisma.scansGetPayload<object>[];
  stories: TicketStory[];
  passages: StoredPassage[];
};

/** One line for each uploaded scan, in the order in which they were sent. */
export async function answer(db: DbOrTx, locale: string, done: Answered): Promise<Upload> {
  const outcomes = new Map(done.stories.flatMap(({ story }) => story.outcomes.map((outcome) => [outcome.id, outcome])));
  const clashes = await clashesOf(db, done.known);
  const entries: Entry[] = [...done.passages, ...clashes.values()];
  const passages = new Map(entries.map((passage) => [passage.id, passage]));
  const names = await namesOf(db, [...passages.values()]);
  const fresh = new Map(done.fresh.map((scan) => [scan.device_scan_id, scan]));
  const known = new Map(done.known.map((scan) => [scan.device_scan_id, scan]));
  const answered = new Set<string>();

  const line = ({ device_scan_id, read_at }: Answered['batch'][number]): Line => {
    const scan = fresh.get(device_scan_id);
    const before = known.get(device_scan_id);
    const outcome = outcomes.get(scan?.row.id ?? before?.id ?? '');
    const result: Result = outcome?.result ?? scan?.row.result ?? before?.result ?? 'refused';
    const reason = scan ? (scan.reason ?? null) : ((before?.reason ?? null) as Reason | null);
    const first = outcome?.first_id ? passages.get(outcome.first_id) : clashes.get(before?.id ?? '');
    const told = reason ?? (result === 'conflict' ? 'already_used' : null);
    const isDuplicate = before !== undefined || answered.has(device_scan_id);
    answered.add(device_scan_id);
    const scanned_at = scan?.row.scanned_at ?? before?.scanned_at ?? read_at;
    return {
      device_scan_id,
      outcome: isDuplicate ? 'duplicate' : OUTCOMES[result],
      result,
      reason,
      code: told && `scan.${told}`,
      message: sentence(told ?? ACTIONS[result], locale, {
        timezone: scan?.ticket?.timezone ?? 'UTC',
        used_at: first?.scanned_at,
        gate: first?.gate_name,
      }),
      ticket_id: scan ? (scan.ticket?.id ?? null) : (before?.ticket_id ?? null),
      scanned_at: iso(scanned_at),
      is_time_corrected: scanned_at.getTime() !== read_at.getTime(),
      first_entry: first
        ? {
            scan_id: first.id,
            gate: first.gate_name,
            scanned_by: names.get(first.device_id ?? first.actor_id ?? '') ?? '',
            at: iso(first.scanned_at),
          }
        : null,
    };
  };

  const scans = done.batch.map(line);
  const count = (outcome: Line['outcome']) => scans.filter((scan) => scan.outcome === outcome).length;
  return {
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    conflicts: count('conflict'),
    refused: count('refused'),
    scans,
  };
}

type Entry = Pick<StoredPassage, 'id' | 'scanned_at' | 'gate_name' | 'device_id' | 'actor_id'>;

/** What conflicts that were known before clash with, by the id of the entry too many. */
async function clashesOf(db: DbOrTx, known: Answered['known']): Promise<Map<string, Entry>> {
  const ids = known.filter(({ result }) => result === 'conflict').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const rows = await db.scan_conflicts.findMany({ where: { scan_id: { in: ids } }, include: { first_scan: true } });
  return new Map(rows.flatMap(({ scan_id, first_scan }) => (first_scan ? [[scan_id, first_scan] as const] : [])));
}

const OUTCOMES: Record<Result, Line['outcome']> = {
  admitted: 'accepted',
  reentered: 'accepted',
  left: 'accepted',
  unmatched: 'accepted',
  conflict: 'conflict',
  refused: 'refused',
};

/** What a gate says to the person; an exit is one, known entry or not. */
const ACTIONS: Record<Result, 'admit' | 'reenter' | 'leave'> = {
  admitted: 'admit',
  reentered: 'reenter',
  left: 'leave',
  unmatched: 'leave',
  conflict: 'admit',
  refused: 'admit',
};

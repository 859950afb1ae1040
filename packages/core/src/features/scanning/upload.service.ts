import type { z } from 'zod';
import { auditAll } from '../../kernel/audit.ts';
import type { ScannerCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { parseInstant } from '../../kernel/time.ts';
import { isUniqueViolation, RetryTransaction, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { scannableEventIds } from '../gates/index.ts';
import { openQrSigner } from '../ticket-qr/index.ts';
import { setUsed } from '../tickets/index.ts';
import { dropTransfersOf } from '../transfers/index.ts';
import { touchPasses } from '../wallets/index.ts';
import { textOf } from './gate-keeper.ts';
import { writeIrregular } from './irregular-entries.ts';
import { read } from './reading.ts';
import { linesLeft } from './refusal-log.ts';
import type { uploadInput, uploadOutput } from './scanning.schema.ts';
import { tell } from './timeline.ts';
import {
  changeResults,
  passagesOf,
  type StoredPassage,
  type TicketStory,
  tieOf,
  writeAdmissions,
  writeConflicts,
} from './upload.queries.ts';
import { type Answered, answer } from './upload.view.ts';
import { type Arrived, type Judged, judgeAll, type ScanRow, scannerOf } from './upload-verdicts.ts';

type Input = z.output<typeof uploadInput>;
type Upload = z.output<typeof uploadOutput>;

/**
 * Takes in what gates did while they had no network, in any order and as often as they like to send it. The people are
 * in already, so nothing about a ticket of the event is refused: an entry that the server would have refused is recorded
 * and becomes a conflict. Of regular entries the first in time counts; every further one is a conflict, whichever gate
 * reports first.
 */
export async function uploadScans(ctx: ScannerCtx, input: Input): Promise<Upload> {
  const batch = readBatch(ctx, input);
  const events = await scannableEventIds(ctx.db, ctx.actor);
  let refused: ScanRow[] = [];
  const answered = await withTransaction(ctx, async (tx) => {
    const judged = await takeIn(tx, ctx, batch, events);
    refused = judged.refused;
    return judged.answer;
  });
  await logRefusals(ctx, refused);
  return answered;
}

/** @throws request.invalid naming the scan without a text or a time */
function readBatch(ctx: ScannerCtx, { scans }: Input): Arrived[] {
  const signer = openQrSigner(ctx.env.QR_SIGNING_SECRET);
  return scans.map(({ at, scanned_at = at, device_scan_id, direction, gate, gate_id, ...text }, n) => {
    if (scanned_at === undefined) throw fieldError(`scans.${n}.at`, 'This field is required.');
    return {
      device_scan_id,
      reading: read(textOfScan(text, n), signer),
      read_at: parseInstant(scanned_at, ctx.env.DEFAULT_TIMEZONE),
      direction,
      gate: gate?.trim(),
      gate_id,
    };
  });
}

function textOfScan(scan: Parameters<typeof textOf>[0], n: number): string {
  try {
    return textOf(scan);
  } catch {
    throw fieldError(`scans.${n}.qr_code`, 'This field is required.');
  }
}

async function takeIn(
  tx: Tx,
  ctx: ScannerCtx,
  batch: Arrived[],
  events: string[] | undefined,
): Promise<{ answer: Upload; refused: ScanRow[] }> {
  const known = await tx.scans.findMany({
    where: { ...scannerOf(ctx), device_scan_id: { in: batch.map(({ device_scan_id }) => device_scan_id) } },
  });
  const seen = new Set(known.map(({ device_scan_id }) => device_scan_id));
  const fresh = batch.filter(({ device_scan_id }) => !seen.has(device_scan_id) && seen.add(device_scan_id));
  const judged = await judgeAll(tx, ctx, fresh, events);
  const passed = judged.filter(({ reason }) => reason === undefined);
  const irregular = judged.filter(({ reason, row }) => reason !== undefined && row.result !== 'refused');
  const { stories, passages } = await retell(tx, passed);
  try {
    await write(tx, ctx, { passed, stories, passages });
    await writeIrregular(tx, irregular, ctx.clock.now());
  } catch (error) {
    // The same batch is being taken in by another process: again, and find it there.
    throw isUniqueViolation(error) ? new RetryTransaction() : error;
  }
  const answered: Answered = {
    batch,
    fresh: judged.map(({ arrived, ticket, reason, row }) => ({
      device_scan_id: arrived.device_scan_id,
      row,
      reason,
      ticket,
    })),
    known,
    stories,
    passages,
  };
  return {
    answer: await answer(tx, ctx.call.locale, answered),
    refused: judged.flatMap(({ row }) => (row.result === 'refused' ? [row] : [])),
  };
}

type Retold = { stories: TicketStory[]; passages: StoredPassage[] };

/** The story of each ticket with what has arrived in it, and all passages that it is made of. */
async function retell(tx: Tx, passed: Judged[]): Promise<Retold> {
  const tickets = new Map(passed.map(({ ticket }) => [ticket!.id, ticket!]));
  if (tickets.size === 0) return { stories: [], passages: [] };
  const stored = await passagesOf(tx, [...tickets.keys()]);
  const arrived = passed.map(({ row, ticket }): StoredPassage => {
    const {
      id,
      direction,
      result,
      scanned_at,
      gate_name = '',
      device_id = null,
      actor_id = null,
      device_scan_id = null,
    } = row;
    const tie = tieOf({ id, device_id, actor_id, device_scan_id });
    return { id, direction, result, scanned_at, gate_name, device_id, actor_id, tie, ticket_id: ticket!.id };
  });
  const passages = [...stored, ...arrived];
  const byTicket = Map.groupBy(passages, ({ ticket_id }) => ticket_id);
  const stories = [...tickets.values()].map(({ id, event_id, allows_reentry }) => ({
    ticket_id: id,
    event_id,
    story: tell(byTicket.get(id) ?? [], allows_reentry),
  }));
  return { stories, passages };
}

async function write(tx: Tx, ctx: ScannerCtx, { passed, stories, passages }: Retold & { passed: Judged[] }) {
  if (passed.length === 0) return;
  const told = new Map(stories.flatMap(({ story }) => story.outcomes.map(({ id, result }) => [id, result] as const)));
  const fresh = new Set(passed.map(({ row }) => row.id));
  const changes = passages
    .filter(({ id, result }) => !fresh.has(id) && told.get(id) !== result)
    .map(({ id }) => ({ id, result: told.get(id)! }));
  // Who is no longer first makes room before the new first comes: the index allows one.
  await changeResults(tx, changes);
  await tx.scans.createMany({ data: passed.map(({ row }) => ({ ...row, result: told.get(row.id)! })) });
  const uses = stories.flatMap(({ ticket_id, story: { admission } }) =>
    admission ? [{ id: ticket_id, used_at: admission.admitted_at }] : [],
  );
  await setUsed(tx, uses);
  const ticket_ids = uses.map(({ id }) => id);
  await dropTransfersOf(tx, ticket_ids, 'used');
  await touchPasses(tx, { ticket_ids, change: 'used' });
  await writeAdmissions(tx, stories);
  const doubles = await writeConflicts(tx, stories, ctx.clock.now());
  const was_active = new Set(
    passed.filter(({ ticket }) => ticket!.status === 'active').map(({ ticket }) => ticket!.id),
  );
  const subject_type = 'ticket';
  await auditAll(tx, [
    ...stories.flatMap(({ ticket_id, story: { admission } }) =>
      admission && was_active.has(ticket_id)
        ? [
            {
              action: 'ticket.used',
              subject_type,
              subject_id: ticket_id,
              data: { scan_id: admission.scan_id },
            } as const,
          ]
        : [],
    ),
    ...passages
      .filter(({ id }) => doubles.includes(id))
      .map(({ id, ticket_id }) => {
        const action = 'ticket.double_entry_found';
        return { action, subject_type, subject_id: ticket_id, data: { scan_id: id } } as const;
      }),
  ]);
}

/** As many refusals as may be written; whoever uploads the others again is told the same again. */
async function logRefusals(ctx: ScannerCtx, rows: ScanRow[]): Promise<void> {
  for (const [kind, own] of Object.entries(Object.groupBy(rows, (row) => (row.ticket_id ? 'ticket' : 'junk')))) {
    const lines = await linesLeft(ctx, kind as 'ticket' | 'junk', own.length);
    if (lines > 0) await ctx.db.scans.createMany({ data: own.slice(0, lines), skipDuplicates: true });
  }
}

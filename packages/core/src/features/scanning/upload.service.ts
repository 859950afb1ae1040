import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { auditAll } from '../../kernel/audit.ts';
import type { ScannerCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { parseInstant } from '../../kernel/time.ts';
import { isUniqueViolation, RetryTransaction, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { scannableEventIds } from '../gates/index.ts';
import { openQrSigner } from '../ticket-qr/index.ts';
import { lockTickets, setUsed } from '../tickets/index.ts';
import { dropTransfersOf } from '../transfers/index.ts';
import { touchPasses } from '../wallets/index.ts';
import { textOf } from './gate-keeper.ts';
import { type Reason, reasonAgainst } from './judgement.ts';
import { type Reading, read } from './reading.ts';
import { linesLeft } from './refusal-log.ts';
import { type SightedTicket, sightTickets } from './scanning.queries.ts';
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

type Input = z.output<typeof uploadInput>;
type Upload = z.output<typeof uploadOutput>;

/** One scan of a batch, read but not judged. */
type Arrived = {
  device_scan_id: string;
  reading: Reading;
  scanned_at: Date;
  direction: 'entry' | 'exit';
  gate: string | undefined;
  gate_id: string | undefined;
};

type ScanRow = Prisma.scansUncheckedCreateInput & { id: string };
type Judged = { arrived: Arrived; ticket: SightedTicket | undefined; reason: Reason | undefined; row: ScanRow };

/**
 * Takes in what gates did while they had no network, in any order and as often as they like to send it. The people are
 * in already, so only the ticket is judged and not the hour: what counts is that nobody else gets in with it. The first
 * entry in time is the one that counts; every further one is a conflict, whichever gate reports first.
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
  const now = ctx.clock.now().getTime();
  const signer = openQrSigner(ctx.env.QR_SIGNING_SECRET);
  return scans.map(({ at, scanned_at = at, device_scan_id, direction, gate, gate_id, ...text }, n) => {
    if (scanned_at === undefined) throw fieldError(`scans.${n}.at`, 'This field is required.');
    const read_at = parseInstant(scanned_at, ctx.env.DEFAULT_TIMEZONE);
    return {
      device_scan_id,
      reading: read(textOfScan(text, n), signer),
      // A clock that is fast would make the latest entry lose against later ones.
      scanned_at: new Date(Math.min(read_at.getTime(), now)),
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
  const { stories, passages } = await retell(tx, passed);
  try {
    await write(tx, ctx, { passed, stories, passages });
  } catch (error) {
    // The same batch is being taken in by another process: again, and find it there.
    throw isUniqueViolation(error) ? new RetryTransaction() : error;
  }
  const answered: Answered = {
    batch: batch.map(({ device_scan_id }) => device_scan_id),
    fresh: judged.map(({ arrived, ticket, reason, row }) => ({
      device_scan_id: arrived.device_scan_id,
      scan_id: row.id,
      reason,
      ticket,
    })),
    known,
    stories,
    passages,
  };
  return {
    answer: await answer(tx, ctx.call.locale, answered),
    refused: judged.filter(({ reason }) => reason !== undefined).map(({ row }) => row),
  };
}

function scannerOf({ actor }: ScannerCtx): { device_id: string | null; actor_id: string | null } {
  return actor.kind === 'gate' ? { device_id: actor.id, actor_id: null } : { device_id: null, actor_id: actor.id };
}

/** Each scan with its ticket and what is wrong with that; the tickets are locked from here on. */
async function judgeAll(tx: Tx, ctx: ScannerCtx, fresh: Arrived[], events: string[] | undefined): Promise<Judged[]> {
  const readings = fresh.map(({ reading }) => reading);
  const wanted = {
    ids: readings.flatMap((reading) => (reading.kind === 'qr' ? [reading.ticket_id] : [])),
    codes: readings.flatMap((reading) => (reading.kind === 'code' ? [reading.code] : [])),
  };
  const locked = await lockTickets(tx, wanted);
  const tickets = locked.length > 0 ? await sightTickets(tx, locked) : [];
  const byName = new Map(tickets.flatMap((ticket) => [[ticket.id, ticket] as const, [ticket.code, ticket] as const]));
  const gates = await gatesOf(tx, ctx, tickets);
  const now = ctx.clock.now();
  return fresh.map((arrived) => {
    const { reading } = arrived;
    const found = byName.get(reading.kind === 'qr' ? reading.ticket_id : reading.kind === 'code' ? reading.code : '');
    const isOurs = found !== undefined && (events === undefined || events.includes(found.event_id));
    const ticket = isOurs ? found : undefined;
    const reason = ticket
      ? reasonAgainst(ticket, reading.kind === 'qr' ? reading.qr_secret : undefined)
      : reading.kind === 'forged'
        ? 'forged'
        : found && reading.kind === 'qr'
          ? 'wrong_event'
          : 'unknown';
    const row: ScanRow = {
      id: newId(now.getTime()),
      event_id: ticket?.event_id ?? (ctx.actor.kind === 'gate' ? ctx.actor.event_id : null),
      ticket_id: ticket?.id ?? null,
      ...gates(arrived, ticket),
      ...scannerOf(ctx),
      device_scan_id: arrived.device_scan_id,
      source: 'offline',
      direction: arrived.direction,
      // What a passage is, its ticket's story will say.
      result: reason ? 'refused' : arrived.direction === 'exit' ? 'unmatched' : 'conflict',
      reason: reason ?? null,
      scanned_at: arrived.scanned_at,
      received_at: now,
    };
    return { arrived, ticket, reason, row };
  });
}

type GateOf = (arrived: Arrived, ticket: SightedTicket | undefined) => { gate_id: string | null; gate_name: string };

/** Where a scan was: a device stands at its gate, people say where they stood. */
async function gatesOf(tx: Tx, { actor }: ScannerCtx, tickets: SightedTicket[]): Promise<GateOf> {
  if (actor.kind === 'gate') return () => ({ gate_id: actor.gate_id, gate_name: actor.gate_name });
  const gates = await tx.gates.findMany({
    where: { event_id: { in: [...new Set(tickets.map(({ event_id }) => event_id))] } },
    orderBy: { closed_at: { sort: 'asc', nulls: 'last' } },
  });
  return ({ gate = '', gate_id }, ticket) => {
    const isIt = ({ id, name }: { id: string; name: string }) =>
      gate_id === undefined ? name.toLowerCase() === gate.toLowerCase() : id === gate_id;
    const found = gates.findLast((row) => row.event_id === ticket?.event_id && isIt(row));
    return { gate_id: found?.id ?? null, gate_name: found?.name ?? gate };
  };
}

type Retold = { stories: TicketStory[]; passages: StoredPassage[] };

/** The story of each ticket with what has arrived in it, and all passages that it is made of. */
async function retell(tx: Tx, passed: Judged[]): Promise<Retold> {
  const tickets = new Map(passed.map(({ ticket }) => [ticket!.id, ticket!]));
  if (tickets.size === 0) return { stories: [], passages: [] };
  const stored = await passagesOf(tx, [...tickets.keys()]);
  const arrived = passed.map(({ row, ticket, arrived: { scanned_at } }): StoredPassage => {
    const { id, direction, result, gate_name = '', device_id = null, actor_id = null, device_scan_id = null } = row;
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

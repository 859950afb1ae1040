import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { ScannerCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { iso } from '../../kernel/time.ts';
import { isUniqueViolation, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { dropTransfersOf } from '../transfers/index.ts';
import { touchPasses } from '../wallets/index.ts';
import { factsOf, type Inspection, inspect, type ScanInput, scannedTicket } from './gate-keeper.ts';
import type { Action, Reason } from './judgement.ts';
import { logRefusal } from './refusal-log.ts';
import { refusalFor, scanErrors } from './scanning.errors.ts';
import { attachedTo, type Passage, passThrough, type SightedTicket } from './scanning.queries.ts';
import type { passageOutput, validationOutput } from './scanning.schema.ts';
import { sentence } from './sentences.ts';

type Validation = z.output<typeof validationOutput>;
type PassageView = z.output<typeof passageOutput>;

/** `oc-mena.md`, Validate QR code: what a commit would say now. A refused ticket is a normal answer. */
export async function validateScan(ctx: ScannerCtx, input: ScanInput): Promise<Validation> {
  const { ticket, verdict } = await inspect(ctx, input);
  const { reason } = verdict;
  return {
    valid: reason === undefined,
    action: verdict.action ?? null,
    reason: reason ?? null,
    code: reason === undefined ? null : `scan.${reason}`,
    message: sentence(reason ?? verdict.action, ctx.call.locale, factsOf(ticket, reason)),
    ticket: ticket && scannedTicket(ticket),
    last_entry_at: iso(ticket?.last_entry_at ?? null),
    last_entry_gate: ticket?.last_entry_gate ?? null,
  };
}

/** Another gate was faster than this one, between looking and acting. */
class Overtaken extends Error {}

/** Each time, somebody else did something with this very ticket. */
const ATTEMPTS = 3;

/**
 * `oc-mena.md`, Mark ticket as used: lets somebody in or out, exactly once however many gates try.
 * @throws scan.already_used and all other reasons of `judgement.ts`
 */
export async function commitScan(ctx: ScannerCtx, input: ScanInput): Promise<PassageView> {
  for (let attempt = 1; ; attempt++) {
    const inspection = await inspect(ctx, input);
    const { ticket, verdict } = inspection;
    if (!ticket || verdict.reason !== undefined) return refuse(ctx, input, inspection, verdict.reason ?? 'unknown');
    try {
      return await pass(ctx, input, { ...inspection, ticket }, verdict.action);
    } catch (error) {
      if (isUniqueViolation(error) && input.device_scan_id !== undefined) throw scanErrors.id_taken();
      if (!(error instanceof Overtaken) || attempt >= ATTEMPTS) throw error;
    }
  }
}

function pass(
  ctx: ScannerCtx,
  input: ScanInput,
  { post, ticket }: Inspection & { ticket: SightedTicket },
  action: Action,
): Promise<PassageView> {
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const scan_id = newId(now.getTime());
    const passage: Passage = {
      scan_id,
      ticket_id: ticket.id,
      qr_secret: ticket.qr_secret,
      ...post,
      device_scan_id: input.device_scan_id ?? null,
      now,
    };
    if (!(await passThrough(tx, action, passage))) throw new Overtaken();
    if (action === 'admit') await tellOfUse(tx, ticket.id);
    await audit(tx, {
      action: ({ admit: 'ticket.used', reenter: 'ticket.reentered', leave: 'ticket.left' } as const)[action],
      subject_type: 'ticket',
      subject_id: ticket.id,
      data: { scan_id, gate: post.gate_name, device_id: post.device_id },
    });
    return passageView(
      ctx,
      { id: scan_id, scanned_at: now, gate_name: post.gate_name, action },
      after(ticket, action, now),
    );
  });
}

/** What else is about this ticket hears that it was used. */
async function tellOfUse(tx: Tx, ticket_id: string): Promise<void> {
  const { has_transfer, has_pass } = await attachedTo(tx, ticket_id);
  if (has_transfer) await dropTransfersOf(tx, [ticket_id], 'used');
  if (has_pass) await touchPasses(tx, { ticket_ids: [ticket_id], change: 'used' });
}

/** The ticket as it is now, without asking again. */
function after(ticket: SightedTicket, action: Action, now: Date): SightedTicket {
  const entries = ticket.entries + (action === 'leave' ? 0 : 1);
  return { ...ticket, status: 'used', used_at: ticket.used_at ?? now, is_inside: action !== 'leave', entries };
}

const RESULTS = { admit: 'admitted', reenter: 'reentered', leave: 'left' } as const;

type Done = { id: string; scanned_at: Date; gate_name: string; action: Action; replayed?: boolean };

function passageView(ctx: ScannerCtx, scan: Done, ticket: SightedTicket): PassageView {
  return {
    admitted: scan.action !== 'leave',
    result: RESULTS[scan.action],
    message: sentence(scan.action, ctx.call.locale, { timezone: ticket.timezone }),
    scan_id: scan.id,
    scanned_at: iso(scan.scanned_at),
    gate: scan.gate_name,
    replayed: scan.replayed ?? false,
    ticket: scannedTicket(ticket),
  };
}

/** Refuses, unless this very scan was committed before and only its answer got lost. */
async function refuse(ctx: ScannerCtx, input: ScanInput, inspection: Inspection, reason: Reason): Promise<PassageView> {
  const earlier = await committedBefore(ctx, input, inspection);
  if (earlier && inspection.ticket) return passageView(ctx, { ...earlier, replayed: true }, inspection.ticket);
  await logRefusal(ctx, inspection, reason);
  throw refusalFor(reason, ctx.call.locale, factsOf(inspection.ticket, reason));
}

const ACTIONS = { admitted: 'admit', reentered: 'reenter', left: 'leave' } as const;

async function committedBefore(
  ctx: ScannerCtx,
  { device_scan_id }: ScanInput,
  { post: { device_id, actor_id }, ticket, direction }: Inspection,
) {
  if (device_scan_id === undefined || !ticket) return undefined;
  const scan = await ctx.db.scans.findFirst({
    where: { device_id, actor_id, device_scan_id, ticket_id: ticket.id, direction, undone_at: null },
  });
  if (scan?.result !== 'admitted' && scan?.result !== 'reentered' && scan?.result !== 'left') return undefined;
  return { id: scan.id, scanned_at: scan.scanned_at, gate_name: scan.gate_name, action: ACTIONS[scan.result] };
}

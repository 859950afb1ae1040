import type { Prisma } from '@setiket/db';
import { accountOf, type ScannerCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { hit, peek } from '../../kernel/rate-limit.ts';
import type { Inspection } from './gate-keeper.ts';
import type { Reason } from './judgement.ts';

/**
 * What a scanner may write into the log in a minute: refused tickets, and what is no ticket at all. Beyond it the answer
 * is the same and the line is missing, so that nobody can fill the table by waving a magazine at a camera.
 */
const LINES_A_MINUTE = { ticket: 600, junk: 60 } as const;

/** How many of so many refusals are written down: as many as the scanner still may in this minute. */
export async function linesLeft(ctx: ScannerCtx, kind: keyof typeof LINES_A_MINUTE, wanted: number): Promise<number> {
  if (wanted === 0) return 0;
  const limit = { key: `scan.${kind}:${accountOf(ctx.actor)}`, limit: LINES_A_MINUTE[kind], window_seconds: 60 };
  const lines = Math.min(wanted, (await peek(ctx, limit)).remaining);
  if (lines > 0) await hit(ctx, { ...limit, cost: lines });
  return lines;
}

/** Writes a refusal down, beside everything else: it has to stay when the commit that it refuses rolls back. */
export async function logRefusal(
  ctx: ScannerCtx,
  { ticket, post, direction, scope_id }: Inspection,
  reason: Reason,
): Promise<void> {
  if ((await linesLeft(ctx, ticket ? 'ticket' : 'junk', 1)) === 0) return;
  const now = ctx.clock.now();
  const scan: Prisma.scansUncheckedCreateInput = {
    id: newId(now.getTime()),
    event_id: ticket?.event_id ?? scope_id,
    ticket_id: ticket?.id ?? null,
    ...post,
    source: 'online',
    direction,
    result: 'refused',
    reason,
    scanned_at: now,
    received_at: now,
  };
  await ctx.db.scans.create({ data: scan });
}

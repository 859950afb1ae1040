import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { UserActor } from '../../kernel/context.ts';
import { shownEmail } from '../../kernel/email.ts';
import { iso, wallClock } from '../../kernel/time.ts';
import type { transferOutput } from './transfers.schema.ts';

export type TransferView = z.output<typeof transferOutput>;

/** What a view of a transfer needs beside the row itself. */
export const withParts = {
  ticket: { include: { event: true, ticket_type: { select: { title: true } } } },
  from_user: { select: { username: true, email: true } },
  to_user: { select: { username: true } },
} as const satisfies Prisma.ticket_transfersInclude;

export type TransferRow = Prisma.ticket_transfersGetPayload<{ include: typeof withParts }>;

/** As one of the two sees it, now: what has run out is expired, whether or not somebody has written that down yet. */
export function transferView(row: TransferRow, actor: UserActor, now: Date): TransferView {
  const { event } = row.ticket;
  const start = wallClock(event.starts_at, event.timezone);
  const isSender = row.from_user_id === actor.id;
  const isAccepted = row.status === 'accepted';
  return {
    id: row.id,
    direction: isSender ? 'sent' : 'received',
    status: isOverdue(row, now) ? 'expired' : row.status,
    ticket_id: row.ticket_id,
    ticket_code: row.ticket.owner_id === actor.id ? row.ticket.code : null,
    ticket: row.ticket.ticket_type.title,
    event: event.title,
    event_id: event.id,
    start_date: start.date,
    start_time: start.time,
    timezone: event.timezone,
    from: row.from_user.username,
    to_email: shownEmail(row.to_email),
    to: isAccepted ? (row.to_user?.username ?? null) : null,
    message: row.message,
    expires_at: iso(row.expires_at),
    created_at: iso(row.created_at),
    ended_at: iso(row.ended_at ?? (isOverdue(row, now) ? row.expires_at : null)),
  };
}

export function isOverdue({ status, expires_at }: Pick<TransferRow, 'status' | 'expires_at'>, now: Date): boolean {
  return status === 'pending' && expires_at <= now;
}

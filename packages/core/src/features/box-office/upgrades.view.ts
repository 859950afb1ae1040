import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { moneyString } from '../../kernel/money.ts';
import { iso } from '../../kernel/time.ts';
import type { upgradeOutput } from './upgrades.schema.ts';

export type UpgradeView = z.output<typeof upgradeOutput>;

/** What a view of an upgrade needs beside the row itself. */
export const withUpgradeParts = {
  ticket: { select: { code: true, event: { select: { id: true, title: true } } } },
  from_type: { select: { id: true, title: true } },
  to_type: { select: { id: true, title: true } },
  invoice: { select: { number: true } },
} as const satisfies Prisma.ticket_upgradesInclude;

export type UpgradeRow = Prisma.ticket_upgradesGetPayload<{ include: typeof withUpgradeParts }>;

/** As it is now: what has run out is expired, whether or not somebody has written that down yet. */
export function upgradeView(row: UpgradeRow, now: Date): UpgradeView {
  const isOverdue = row.status === 'pending' && row.expires_at !== null && row.expires_at <= now;
  return {
    object: 'upgrade',
    id: row.id,
    status: isOverdue ? 'expired' : row.status,
    ticket_id: row.ticket_id,
    ticket_code: row.ticket.code,
    event_id: row.ticket.event.id,
    event: row.ticket.event.title,
    booking_id: row.booking_id,
    from: row.from_type,
    to: row.to_type,
    amount: moneyString(row.amount, row.currency),
    credit: moneyString(row.credit, row.currency),
    currency: row.currency,
    provider: row.provider,
    reason: row.reason,
    invoice_number: row.invoice?.number ?? null,
    expires_at: iso(row.expires_at),
    created_at: iso(row.created_at),
    ended_at: iso(row.ended_at ?? (isOverdue ? row.expires_at : null)),
  };
}

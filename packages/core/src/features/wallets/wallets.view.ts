import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { iso } from '../../kernel/time.ts';
import type { walletPassOutput } from './wallets.schema.ts';

export type WalletPassView = z.output<typeof walletPassOutput>;

/** What is needed to show a pass, and to make one. */
export const withParts = {
  user: { select: { locale: true } },
  ticket: {
    include: {
      event: { include: { organization: { select: { name: true } } } },
      ticket_type: { select: { title: true } },
      owner: { select: { username: true, first_name: true, last_name: true } },
    },
  },
  _count: { select: { registrations: true } },
} as const satisfies Prisma.wallet_passesInclude;

export type PassRow = Prisma.wallet_passesGetPayload<{ include: typeof withParts }>;

export function walletPassView(row: PassRow): WalletPassView {
  const { id, platform, ticket_id, ticket, version, created_at, updated_at, voided_at, _count } = row;
  return {
    id,
    platform,
    ticket_id,
    code: row.user_id === ticket.owner_id ? ticket.code : null,
    event_id: ticket.event_id,
    event: ticket.event.title,
    status: voided_at === null ? 'active' : 'voided',
    version,
    devices: _count.registrations,
    created_at: iso(created_at),
    updated_at: iso(updated_at),
    voided_at: iso(voided_at),
  };
}

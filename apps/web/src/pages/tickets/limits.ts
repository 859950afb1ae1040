import type { Ticket } from './queries.ts';

/** What somebody may want to do with a ticket. */
export const WISHES = ['upgrade', 'transfer', 'refund'] as const;
export type Wish = (typeof WISHES)[number];

/** Why it can't be done. */
export type Why = 'cancelled' | 'used' | 'over' | 'offline' | 'offered' | 'upgrading';

type Facts = { is_past: boolean; is_online: boolean };

/** What can't be done with a ticket, as far as it is known without asking, and why. What is absent can be tried. */
export function limitsOf(
  ticket: Pick<Ticket, 'status'> & { pending_transfer?: unknown; pending_upgrade?: unknown },
  { is_past, is_online }: Facts,
): Partial<Record<Wish, Why>> {
  const always = foreverOf(ticket.status, is_past) ?? (is_online ? undefined : 'offline');
  if (always) return { upgrade: always, transfer: always, refund: always };
  return {
    ...(ticket.pending_upgrade ? { upgrade: 'upgrading' } : {}),
    ...(ticket.pending_transfer ? { transfer: 'offered' } : {}),
  };
}

function foreverOf(status: Ticket['status'], is_past: boolean): Why | undefined {
  if (status !== 'active') return status;
  return is_past ? 'over' : undefined;
}

import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { reopenTicket, ticketErrors } from '../tickets/index.ts';
import { touchPasses } from '../wallets/index.ts';
import { scanErrors } from './scanning.errors.ts';
import { requireSupervisor } from './scanning.policy.ts';
import type { undoInput, undoOutput } from './scanning.schema.ts';

/**
 * A supervisor takes an admission back: the ticket is active again, as if nobody had come in with it. What gates scanned
 * stays in the log, marked as undone.
 * @throws ticket.not_found, scan.not_admitted
 */
export function undoAdmission(
  ctx: UserCtx,
  { ticket_id, reason }: z.output<typeof undoInput>,
): Promise<z.output<typeof undoOutput>> {
  return withTransaction(ctx, async (tx) => {
    const ticket = await tx.tickets.findUnique({
      where: { id: ticket_id },
      include: { event: { select: { organization_id: true } } },
    });
    if (!ticket) throw ticketErrors.not_found();
    const subject = { organization_id: ticket.event.organization_id, owner_id: ticket.owner_id };
    await requireSupervisor(tx, ctx.actor, subject, ticketErrors.not_found);
    if (!(await reopenTicket(tx, ticket_id))) throw scanErrors.not_admitted();
    await touchPasses(tx, { ticket_ids: [ticket_id], change: 'reopened' });
    await tx.admissions.deleteMany({ where: { ticket_id } });
    const { count: scans_undone } = await tx.scans.updateMany({
      // Irregular entries are no admissions: those people stay inside.
      where: { ticket_id, result: { not: 'refused' }, reason: null, undone_at: null },
      data: { undone_at: ctx.clock.now() },
    });
    await audit(tx, {
      action: 'ticket.admission_undone',
      subject_type: 'ticket',
      subject_id: ticket_id,
      data: { reason, scans_undone },
    });
    return { message: 'The ticket is active again.', ticket_id, status: 'active' as const, scans_undone };
  });
}

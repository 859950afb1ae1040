import { isDoorStaff } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { roleProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import {
  compOutput,
  compQuotaOutput,
  compsOutput,
  eventInput,
  issueCompsInput,
  listCompsInput,
  resendInput,
  resendOutput,
  setCompQuotaInput,
  staffRefundInput,
  staffRefundOutput,
} from './box-office.schema.ts';
import { changeCompQuota, getCompQuota, issueComps, listComps, presentComps } from './comps.service.ts';
import { presentRefund, resendInvoice, resendTickets, staffRefund } from './orders.service.ts';
import { presentStaffUpgrade } from './own-upgrades.service.ts';
import { staffUpgrade } from './upgrade.service.ts';
import { staffUpgradeInput, upgradeOutput } from './upgrades.schema.ts';

const tags = ['Box office'];
/** Staff who are bound to the doors of some events do not work here. */
const staffProcedure = roleProcedure('staff', 'administrator').use(({ ctx, next }) => {
  if (isDoorStaff(ctx.actor)) throw commonErrors.forbidden();
  return next();
});

/** What staff do for guests, each with its reason in the audit trail. Comps are also given by who organizes the event. */
export const boxOfficeRouter = router({
  issueComps: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/staff/comp',
        tags,
        summary: 'Give tickets away',
        description:
          'By staff, administrators and those who manage the event, within its quota. Places are taken as by a sale. Who has no account gets one, and a mail that leads into it.',
      },
      rest: { status: 201 },
    })
    .input(issueCompsInput)
    .output(compsOutput)
    .mutation(command(issueComps, presentComps)),

  listComps: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/comps',
        tags,
        summary: 'What an event has given away',
        description: 'For staff and those who manage the event; the latest first.',
      },
      rest: { page: true },
    })
    .input(listCompsInput)
    .output(pageOf(compOutput))
    .query(({ ctx, input }) => listComps(ctx, input)),

  compQuota: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/comp-quota',
        tags,
        summary: 'How many tickets an event may give away',
      },
    })
    .input(eventInput)
    .output(compQuotaOutput)
    .query(({ ctx, input }) => getCompQuota(ctx, input)),

  changeCompQuota: userProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/events/{id}/comp-quota',
        tags,
        summary: 'Change how many tickets an event may give away',
        description: 'By those who manage the event; not below what was given away already.',
      },
    })
    .input(setCompQuotaInput)
    .output(compQuotaOutput)
    .mutation(command(changeCompQuota)),

  refund: staffProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/staff/refund',
        tags,
        summary: 'Refund a ticket or an order',
        description: 'What was paid goes back the way it came; with `amount` a part of it, and the tickets stay good.',
      },
    })
    .input(staffRefundInput)
    .output(staffRefundOutput)
    .mutation(command(staffRefund, presentRefund)),

  upgrade: staffProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/staff/upgrade',
        tags,
        summary: 'Upgrade somebody’s ticket',
        description: 'The difference comes from the balance of who has the ticket, or is a present (`charge: none`).',
      },
    })
    .input(staffUpgradeInput)
    .output(upgradeOutput)
    .mutation(command(staffUpgrade, presentStaffUpgrade)),

  resendTickets: staffProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/staff/resend-tickets',
        tags,
        summary: 'Send tickets again',
        description: 'Each to who has it now, with the QR code that is good now.',
      },
      rest: { status: 202 },
    })
    .input(resendInput)
    .output(resendOutput)
    .mutation(command(resendTickets)),

  resendInvoice: staffProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/staff/resend-invoice',
        tags,
        summary: 'Send the invoice again',
        description: 'To who booked.',
      },
      rest: { status: 202 },
    })
    .input(resendInput)
    .output(resendOutput)
    .mutation(command(resendInvoice)),
});

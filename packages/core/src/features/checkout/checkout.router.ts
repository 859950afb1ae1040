import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { roleProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import {
  confirmInput,
  confirmOutput,
  createIntentInput,
  createPageInput,
  intentOutput,
  listReconciliationsInput,
  pageOutput,
  reconcileInput,
  reconciliationOutput,
  timelineOutput,
} from './checkout.schema.ts';
import { confirmPayment, presentConfirmed } from './confirm-payment.service.ts';
import { getReconciliation, listReconciliations, reconcileNow } from './reconcile.service.ts';
import { presentIntent, presentPage, startIntent, startPage } from './start-payment.service.ts';
import { bookingTimeline } from './timeline.service.ts';

const tags = ['Payments'];

export const checkoutRouter = router({
  createIntent: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/payments/checkout/create-intent',
        tags,
        summary: 'Pay a booking by card',
        description: 'For a form of your own. Asking again gives the same attempt while the booking is pending.',
      },
      rest: { status: 201 },
    })
    .input(createIntentInput)
    .output(intentOutput)
    .mutation(command(startIntent, presentIntent)),

  createSession: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/payments/checkout/session',
        tags,
        summary: 'Pay a booking on the payment provider’s page',
      },
      rest: { status: 201 },
    })
    .input(createPageInput)
    .output(pageOutput)
    .mutation(command(startPage, presentPage)),

  confirm: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/payments/checkout/confirm',
        tags,
        summary: 'Confirm a card payment',
        description:
          'Asks the provider, so that nobody has to wait for its message. With `payment_method` it completes the payment first; `next_action.url` then says where 3-D Secure is done.',
      },
    })
    .input(confirmInput)
    .output(confirmOutput)
    .mutation(command(confirmPayment, presentConfirmed)),

  timeline: userProcedure
    .meta({
      openapi: { method: 'GET', path: '/bookings/{id}/timeline', tags, summary: 'What became of a booking’s payments' },
    })
    .input(z.object({ id }))
    .output(z.object({ events: z.array(timelineOutput) }))
    .query(({ ctx, input }) => bookingTimeline(ctx, input)),
});

export const reconciliationsRouter = router({
  list: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'GET',
        path: '/payments/reconciliations',
        tags,
        summary: 'Our books beside the payment provider’s',
      },
      rest: { page: true },
    })
    .input(listReconciliationsInput)
    .output(pageOf(reconciliationOutput))
    .query(({ ctx, input }) => listReconciliations(ctx, input)),

  run: roleProcedure('administrator')
    .meta({
      openapi: { method: 'POST', path: '/payments/reconciliations', tags, summary: 'Compare with the provider now' },
      rest: { status: 201 },
    })
    .input(reconcileInput)
    .output(reconciliationOutput)
    .mutation(command(reconcileNow, getReconciliation)),
});

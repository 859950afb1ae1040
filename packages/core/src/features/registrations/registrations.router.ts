import { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
import { command } from '../../kernel/idempotency.ts';
import { pageInput, pageOf } from '../../kernel/paging.ts';
import { roleProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { cancelBooking } from '../bookings/index.ts';
import { changePayment, getPayment, listPayments, pay, paymentOf } from './payments.service.ts';
import {
  changePaymentInput,
  changeRegistrationInput,
  listRegistrationsInput,
  payInput,
  paymentOutput,
  registerInput,
  registrationOutput,
} from './registrations.schema.ts';
import {
  changeRegistration,
  getRegistration,
  listRegistrations,
  register,
  registrationView,
} from './registrations.service.ts';

const administratorProcedure = roleProcedure('administrator');

/** DELETE of a payment is voiding it. */
const voidPaymentOf = (ctx: UserCtx, { id }: { id: string }) => changePayment(ctx, { id, status: 'voided' as const });

/** Bookings in the words of `dicoevent.md`. */
export const registrationsRouter = router({
  list: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/registrations',
        tags: ['Registrations'],
        summary: 'Registrations',
        description: 'Own ones; all for the house.',
      },
      rest: { page: true },
    })
    .input(listRegistrationsInput)
    .output(pageOf(registrationOutput))
    .query(({ ctx, input }) => listRegistrations(ctx, input)),

  create: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/registrations',
        tags: ['Registrations'],
        summary: 'Register for an event',
        description: 'Holds the places until `expires_at`; a payment confirms it.',
      },
      rest: { status: 201 },
    })
    .input(registerInput)
    .output(registrationOutput)
    .mutation(command(register, (_ctx, booking) => registrationView(booking))),

  get: userProcedure
    .meta({
      openapi: { method: 'GET', path: '/registrations/{id}', tags: ['Registrations'], summary: 'One registration' },
    })
    .input(z.object({ id }))
    .output(registrationOutput)
    .query(({ ctx, input }) => getRegistration(ctx, input)),

  update: administratorProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/registrations/{id}',
        tags: ['Registrations'],
        summary: 'Confirm or cancel a registration',
      },
    })
    .input(changeRegistrationInput)
    .output(registrationOutput)
    .mutation(command(changeRegistration, (_ctx, booking) => registrationView(booking))),

  delete: administratorProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/registrations/{id}',
        tags: ['Registrations'],
        summary: 'Cancel a registration',
        description: 'Nothing that was sold is erased.',
      },
      rest: { status: 204 },
    })
    .input(z.object({ id }))
    .output(z.void())
    .mutation(command(cancelBooking, () => undefined)),
});

export const paymentsRouter = router({
  list: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/payments',
        tags: ['Payments'],
        summary: 'Payments',
        description: 'Own ones; all for administrators.',
      },
      rest: { page: true },
    })
    .input(z.object(pageInput))
    .output(pageOf(paymentOutput))
    .query(({ ctx, input }) => listPayments(ctx, input)),

  create: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/payments',
        tags: ['Payments'],
        summary: 'Pay for a registration or booking',
        description: 'From the balance; confirms it.',
      },
      rest: { status: 201 },
    })
    .input(payInput)
    .output(paymentOutput)
    .mutation(command(pay, paymentOf)),

  get: userProcedure
    .meta({ openapi: { method: 'GET', path: '/payments/{id}', tags: ['Payments'], summary: 'One payment' } })
    .input(z.object({ id }))
    .output(paymentOutput)
    .query(({ ctx, input }) => getPayment(ctx, input)),

  update: administratorProcedure
    .meta({
      openapi: { method: 'PUT', path: '/payments/{id}', tags: ['Payments'], summary: 'Refund or void a payment' },
    })
    .input(changePaymentInput)
    .output(paymentOutput)
    .mutation(command(changePayment, (ctx, _answer, { id }) => getPayment(ctx, { id }))),

  delete: administratorProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/payments/{id}',
        tags: ['Payments'],
        summary: 'Void a payment',
        description: 'Only while nothing was captured.',
      },
      rest: { status: 204 },
    })
    .input(z.object({ id }))
    .output(z.void())
    .mutation(command(voidPaymentOf, () => undefined)),
});

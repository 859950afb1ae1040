import type { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import type { Page } from '../../kernel/paging.ts';
import {
  type BookingView,
  cancelBooking,
  confirmBooking,
  createBooking,
  getBooking,
  listBookings,
} from '../bookings/index.ts';
import type {
  changeRegistrationInput,
  listRegistrationsInput,
  registerInput,
  registrationOutput,
} from './registrations.schema.ts';

type Registration = z.output<typeof registrationOutput>;

/** A registration is a booking in the words of `dicoevent.md`. */
export function registrationView(booking: BookingView): Registration {
  const { id, user_id, event_id, event_ticket, quantity, total_amount, currency, status, expires_at, created_at } =
    booking;
  return {
    id,
    user: user_id,
    user_id,
    event: event_id,
    event_id,
    ticket: event_ticket,
    ticket_id: event_ticket,
    quantity,
    total_amount,
    currency,
    status,
    expires_at,
    created_at,
  };
}

/** Registers for an event: holds places of one ticket type, to be paid by a payment. */
export async function register(ctx: UserCtx, input: z.output<typeof registerInput>): Promise<BookingView> {
  const event_ticket = input.ticket ?? input.ticket_id ?? (await cheapestOf(ctx, input.event ?? input.event_id));
  return createBooking(ctx, { event_ticket, quantity: input.quantity, price: input.price });
}

async function cheapestOf(ctx: UserCtx, event_id: string | undefined): Promise<string> {
  if (event_id === undefined) throw fieldError('event', 'This field is required.');
  const type = await ctx.db.ticket_types.findFirst({
    where: { event_id },
    orderBy: [{ price: 'asc' }, { created_at: 'asc' }],
    select: { id: true },
  });
  if (!type) throw fieldError('event', 'This event has no tickets.');
  return type.id;
}

export async function listRegistrations(
  ctx: UserCtx,
  input: z.output<typeof listRegistrationsInput>,
): Promise<Page<Registration>> {
  const page = await listBookings(ctx, input);
  return { ...page, items: page.items.map(registrationView) };
}

export async function getRegistration(ctx: UserCtx, input: { id: string }): Promise<Registration> {
  return registrationView(await getBooking(ctx, input));
}

/** By administrators: confirm without payment, or cancel. */
export function changeRegistration(
  ctx: UserCtx,
  { status, ...input }: z.output<typeof changeRegistrationInput>,
): Promise<BookingView> {
  return status === 'confirmed' ? confirmBooking(ctx, input) : cancelBooking(ctx, input);
}

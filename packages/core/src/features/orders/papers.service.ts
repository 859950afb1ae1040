import type { invoice_kind } from '@setiket/db';
import { BinaryFile } from '../../kernel/binary.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import { type Document, documentPdf, invoicePdf, ticketPdf, ticketsPdf } from '../documents/index.ts';
import { ticketErrors } from '../tickets/index.ts';
import { orderErrors } from './orders.errors.ts';
import { visibleOrders, visiblePapers } from './orders.policy.ts';

/**
 * `oc-mena.md`, Order invoice: for its buyer and the house.
 * @throws order.not_found, order.not_invoiced
 */
export async function getInvoice(ctx: UserCtx, { id }: { id: string }): Promise<BinaryFile> {
  await findOrder(ctx, id);
  return pdf((await invoicePdf(ctx, id)) ?? refuse(orderErrors.not_invoiced()));
}

type Named = { id: string; number: string; kind: invoice_kind };

/**
 * An invoice or credit note by its number: for whose money it is about and the house.
 * @throws order.not_found when the order has none of this number either
 */
export async function getDocument(ctx: UserCtx, { id, number, kind }: Named): Promise<BinaryFile> {
  const where = { booking_id: id, number: number.toUpperCase(), kind, ...visiblePapers(ctx.actor) };
  return pdf((await documentPdf(ctx, where)) ?? refuse(orderErrors.not_found()));
}

/**
 * Every ticket of an order that its buyer still holds. A QR code is its holder's alone, so the house can't have it
 * either; it can send the mail again.
 * @throws order.not_found, order.no_tickets, request.forbidden
 */
export async function getTickets(ctx: UserCtx, { id }: { id: string }): Promise<BinaryFile> {
  const order = await findOrder(ctx, id);
  if (order.user_id !== ctx.actor.id) throw commonErrors.forbidden();
  return pdf((await ticketsPdf(ctx, id)) ?? refuse(orderErrors.no_tickets()));
}

/**
 * One ticket on paper: for its holder alone, as its QR code is.
 * @throws ticket.not_found, ticket.cancelled
 */
export async function getTicketOnPaper(ctx: UserCtx, { id }: { id: string }): Promise<BinaryFile> {
  const ticket = await ctx.db.tickets.findFirst({ where: { id, owner_id: ctx.actor.id }, select: { id: true } });
  if (!ticket) throw ticketErrors.not_found();
  return pdf((await ticketPdf(ctx, { ticket_id: id, owner_id: ctx.actor.id })) ?? refuse(ticketErrors.cancelled()));
}

async function findOrder(ctx: UserCtx, id: string): Promise<{ user_id: string }> {
  const order = await ctx.db.bookings.findFirst({
    where: { id, ...visibleOrders(ctx.actor) },
    select: { user_id: true },
  });
  return order ?? refuse(orderErrors.not_found());
}

function pdf({ bytes, filename }: Document): BinaryFile {
  return new BinaryFile({ body: bytes, content_type: 'application/pdf', filename });
}

function refuse(error: Error): never {
  throw error;
}

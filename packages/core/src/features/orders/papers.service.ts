import type { invoice_kind } from '@setiket/db';
import { BinaryFile } from '../../kernel/binary.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import { type Document, documentPdf, invoicePdf, MAX_PAGES, ticketPdf, ticketsPdf } from '../documents/index.ts';
import { ticketErrors } from '../tickets/index.ts';
import { orderErrors } from './orders.errors.ts';
import { visibleOrders, visiblePapers } from './orders.policy.ts';

/**
 * `oc-mena.md`, Order invoice: for its buyer and the house.
 * @throws order.not_found, order.not_invoiced
 */
export async function getInvoice(ctx: UserCtx, { id }: { id: string }): Promise<BinaryFile> {
  await findOrder(ctx, id);
  return pdf((await inTurn(ctx, () => invoicePdf(ctx, id))) ?? refuse(orderErrors.not_invoiced()));
}

type Named = { id: string; number: string; kind: invoice_kind };

/**
 * An invoice or credit note by its number: for whose money it is about and the house.
 * @throws order.not_found when the order has none of this number either
 */
export async function getDocument(ctx: UserCtx, { id, number, kind }: Named): Promise<BinaryFile> {
  const where = { booking_id: id, number: number.toUpperCase(), kind, ...visiblePapers(ctx.actor) };
  return pdf((await inTurn(ctx, () => documentPdf(ctx, where))) ?? refuse(orderErrors.not_found()));
}

/**
 * Every ticket of an order that its buyer still holds. A QR code is its holder's alone, so the house can't have it
 * either; it can send the mail again.
 * @throws order.not_found, order.no_tickets, order.too_many_tickets, request.forbidden
 */
export async function getTickets(ctx: UserCtx, { id }: { id: string }): Promise<BinaryFile> {
  const order = await findOrder(ctx, id);
  if (order.user_id !== ctx.actor.id) throw commonErrors.forbidden();
  const where = { booking_id: id, owner_id: ctx.actor.id, status: { not: 'cancelled' } } as const;
  if ((await ctx.db.tickets.count({ where })) > MAX_PAGES) throw orderErrors.too_many_tickets();
  return pdf((await inTurn(ctx, () => ticketsPdf(ctx, id))) ?? refuse(orderErrors.no_tickets()));
}

/**
 * One ticket on paper: for its holder alone, as its QR code is.
 * @throws ticket.not_found, ticket.cancelled
 */
export async function getTicketOnPaper(ctx: UserCtx, { id }: { id: string }): Promise<BinaryFile> {
  const ticket = await ctx.db.tickets.findFirst({ where: { id, owner_id: ctx.actor.id }, select: { id: true } });
  if (!ticket) throw ticketErrors.not_found();
  const document = await inTurn(ctx, () => ticketPdf(ctx, { ticket_id: id, owner_id: ctx.actor.id }));
  return pdf(document ?? refuse(ticketErrors.cancelled()));
}

/** Documents that one account may wait for in one process; a page asks for two or three at once. */
const MAX_WAITING = 4;
const waiting = new Map<string, { count: number; last: Promise<unknown> }>();

/**
 * Draws one document an account at a time: drawing takes the process's thread, page by page.
 * @throws order.documents_in_progress when too many of the account wait already
 */
async function inTurn<T>({ actor }: UserCtx, draw: () => Promise<T>): Promise<T> {
  const turn = waiting.get(actor.id) ?? { count: 0, last: Promise.resolve() };
  if (turn.count >= MAX_WAITING) throw orderErrors.documents_in_progress(undefined, { retry_after_seconds: 2 });
  waiting.set(actor.id, turn);
  turn.count += 1;
  const drawn = turn.last.then(draw, draw);
  turn.last = drawn.catch(() => {});
  try {
    return await drawn;
  } finally {
    turn.count -= 1;
    if (turn.count === 0) waiting.delete(actor.id);
  }
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

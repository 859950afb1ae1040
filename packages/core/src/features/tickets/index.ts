export { lockTickets, reopenTicket, setUsed, ticketPassing, ticketUse } from './admission.queries.ts';
export { findFormerCodes } from './former-codes.ts';
export { insertTickets, type NewTicketRow, newTicket } from './new-tickets.ts';
export { changeTicketOwner, changeTicketType, lockTicket } from './ownership.ts';
export { ticketErrors } from './tickets.errors.ts';
export { attendeesRouter, ticketsRouter } from './tickets.router.ts';
export { bookedTicketOutput, ticketOutput } from './tickets.schema.ts';
export { cancelTicket, countLiveTickets } from './tickets.service.ts';
export { type TicketView, ticketView, withParts as withTicketParts } from './tickets.view.ts';

export const tables = ['tickets', 'ticket_former_codes'] as const;

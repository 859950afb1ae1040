import { z } from 'zod';
import { binary } from '../../kernel/binary.ts';
import { pageOf } from '../../kernel/paging.ts';
import { CSV_TYPE, XLSX_TYPE } from '../../kernel/spreadsheet.ts';
import { publicProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { ticketTypeOutput } from '../inventory/index.ts';
import { organizerProcedure } from '../organizers/index.ts';
import { exportGuests } from './guest-export.ts';
import {
  attendeeOutput,
  exportGuestsInput,
  listAttendeesInput,
  listTicketsInput,
  ownTicketOutput,
  ticketOutput,
  ticketQrOutput,
} from './tickets.schema.ts';
import {
  CALENDAR_TYPE,
  getTicketCalendar,
  getTicketOrType,
  getTicketQr,
  listAttendees,
  listOwnTickets,
} from './tickets.service.ts';

export const ticketsRouter = router({
  listOwn: userProcedure
    .meta({
      openapi: { method: 'GET', path: '/tickets/my', tags: ['Tickets'], summary: 'Own tickets' },
      rest: { page: true },
    })
    .input(listTicketsInput)
    .output(pageOf(ownTicketOutput))
    .query(({ ctx, input }) => listOwnTickets(ctx, input)),

  get: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/tickets/{id}',
        tags: ['Tickets'],
        summary: 'A ticket type or an issued ticket',
        description: '`object` tells which. Issued tickets are for their owner, the event’s members and the house.',
        protect: false,
      },
      rest: { aliases: ['/ticket-types/{id}'] },
    })
    .input(z.object({ id }))
    .output(z.discriminatedUnion('object', [ticketTypeOutput, ticketOutput]))
    .query(({ ctx, input }) => getTicketOrType(ctx, input)),

  qr: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/tickets/{id}/qr',
        tags: ['Tickets'],
        summary: 'QR code of a ticket',
        description: 'For its owner. Gates verify the signature without network.',
      },
      rest: { aliases: ['/ticket/{id}/qr'] },
    })
    .input(z.object({ id }))
    .output(ticketQrOutput)
    .query(({ ctx, input }) => getTicketQr(ctx, input)),

  calendar: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/tickets/{id}/calendar',
        tags: ['Tickets'],
        summary: 'Calendar file of a ticket’s event',
        description:
          'For its owner: iCalendar (RFC 5545), the same file that mails bring, with one UID an event and a sequence that grows when the event changes.',
      },
    })
    .input(z.object({ id }))
    .output(binary(CALENDAR_TYPE))
    .query(({ ctx, input }) => getTicketCalendar(ctx, input)),
});

export const attendeesRouter = router({
  list: organizerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/event-users/{id}',
        tags: ['Organizers'],
        summary: 'Registered users of an event',
        description: 'For those who manage the event.',
      },
      rest: { page: true },
    })
    .input(listAttendeesInput)
    .output(pageOf(attendeeOutput))
    .query(({ ctx, input }) => listAttendees(ctx, input)),

  export: organizerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/guests/export',
        tags: ['Organizers'],
        summary: 'Guests of an event as a file',
        description:
          'For those who manage the event: all tickets that were not given back, the earliest first, as CSV or XLSX. CSV is UTF-8 with a byte order mark; text that a spreadsheet would compute as a formula gets an apostrophe in front. XLSX holds text as it was typed, and prices and times as numbers and dates.',
      },
      rest: { aliases: ['/organizer/events/{id}/guests/export', '/event-users/{id}/export'] },
    })
    .input(exportGuestsInput)
    .output(binary(CSV_TYPE, XLSX_TYPE))
    .query(({ ctx, input }) => exportGuests(ctx, input)),
});

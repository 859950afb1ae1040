import { queryOptions } from '@tanstack/react-query';
import { api, type Output } from '../../lib/api.ts';
import { fetchOrKept } from '../../lib/offline.ts';
import { isAway } from '../../lib/session.ts';

export type Ticket = Output['tickets']['listOwn']['items'][number];

/** The newest hundred; what was seen last where there is no network. */
export const ticketsQuery = queryOptions({
  queryKey: ['tickets'],
  networkMode: 'always',
  queryFn: () => fetchOrKept('tickets', () => api.tickets.listOwn.query({ page_size: 100 }), isAway),
});

export const qrQuery = (id: string) =>
  queryOptions({
    queryKey: ['qr', id],
    networkMode: 'always',
    queryFn: () => fetchOrKept(`qr:${id}`, () => api.tickets.qr.query({ id }), isAway),
  });

/** A ticket’s last moment, as well as its date and the zone of its event tell. */
export function isPast({ end_date, end_time, timezone }: Pick<Ticket, 'end_date' | 'end_time' | 'timezone'>): boolean {
  // Swedish writes both as ISO 8601 does, and what is written so compares like the moments.
  const now = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  return `${end_date} ${end_time}` < now.format(new Date());
}

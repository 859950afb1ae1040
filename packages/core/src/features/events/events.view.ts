import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { Deps } from '../../kernel/context.ts';
import { moneyNumber, moneyString } from '../../kernel/money.ts';
import { rateNumber } from '../../kernel/tax.ts';
import { iso, wallClock } from '../../kernel/time.ts';
import { mediaUrl, srcsetOf, withVariants } from '../media/index.ts';
import type { eventOutput, managedEventOutput } from './events.schema.ts';
import { revisionView, withRevisionParts } from './revisions.view.ts';

export type EventView = z.output<typeof eventOutput>;
export type ManagedEventView = z.output<typeof managedEventOutput>;

/** What every view of an event needs beside the row itself. */
export const withParts = {
  image: { include: withVariants },
  category: true,
  organizer: { select: { username: true } },
  organization: { select: { name: true } },
  statistics: true,
  venue: { select: { name: true } },
  pool: true,
} as const satisfies Prisma.eventsInclude;

/** And what the view for its managers needs. */
export const withManagedParts = {
  ...withParts,
  revisions: { where: { status: 'pending' }, include: withRevisionParts },
} as const satisfies Prisma.eventsInclude;

type EventRow = Prisma.eventsGetPayload<{ include: typeof withParts }>;
type ManagedEventRow = Prisma.eventsGetPayload<{ include: typeof withManagedParts }>;

export function eventView(deps: Pick<Deps, 'env' | 'clock'>, row: EventRow): EventView {
  const start = wallClock(row.starts_at, row.timezone);
  const end = wallClock(row.ends_at, row.timezone);
  return {
    id: row.id,
    title: row.title,
    image_url: mediaUrl(deps, row.image),
    image_srcset: row.image && srcsetOf(deps, row.image),
    description: row.description,
    start_date: start.date,
    end_date: end.date,
    start_time: start.time,
    end_time: end.time,
    starts_at: iso(row.starts_at),
    ends_at: iso(row.ends_at),
    timezone: row.timezone,
    place_name: row.place_name,
    city: row.city,
    full_address: row.full_address,
    location: row.location,
    is_online: row.is_online,
    category: row.category.slug,
    category_id: row.category_id,
    status: row.status,
    price: row.price_from === null ? null : moneyNumber(row.price_from),
    currency: row.currency,
    tax_name: row.tax_name,
    tax_rate: rateNumber(row.tax_rate),
    tax_included: row.tax_included,
    organizer: row.organizer.username,
    owner: row.organizer.username,
    organization_id: row.organization_id,
    organization: row.organization_id,
    organization_name: row.organization.name,
    venue: row.venue?.name ?? row.place_name,
    venue_id: row.venue_id,
    date_time: iso(row.starts_at),
    capacity: row.pool?.capacity ?? null,
    created_at: iso(row.created_at),
    url_detail: `${deps.env.PUBLIC_URL}/api/v1/event/${row.id}/`,
  };
}

/** `event-ticketing.md` shows an event's price as a decimal string, `setiket.md`, on its own paths, as a number. */
export const priceAsText = {
  as: <E extends { price: number | null; currency: string }>(event: E) => ({
    ...event,
    price: event.price === null ? null : moneyString(event.price, event.currency),
  }),
  unless: ['/event', '/event/{id}', '/event-organizer/event/create', '/event-organizer/event/update/{id}'],
};

/** Figures that are for those who manage the event, never public. */
export function eventFigures({ statistics, currency }: Pick<EventRow, 'statistics' | 'currency'>) {
  return {
    total_tickets_sold: statistics?.total_tickets_sold ?? 0,
    total_revenue: moneyString(statistics?.total_revenue ?? 0, currency),
    total_bookings: statistics?.total_bookings ?? 0,
  };
}

export function managedEventView(ctx: Pick<Deps, 'env' | 'clock'>, row: ManagedEventRow): ManagedEventView {
  const api = `${ctx.env.PUBLIC_URL}/api/v1`;
  const [revision] = row.revisions;
  return {
    ...eventView(ctx, row),
    ...eventFigures(row),
    message: row.message,
    online_url: row.online_url,
    published_at: iso(row.published_at),
    pending_revision: revision ? revisionView(ctx, row, revision) : null,
    total_sold: row.statistics?.total_tickets_sold ?? 0,
    total_sales: moneyNumber(row.statistics?.total_revenue ?? 0),
    registered_users_url: `${api}/event-users/${row.id}/`,
    event_confirmation_url: `${api}/admin/event-proposals/${row.id}/confirm/`,
    event_proposal_detail_url: `${api}/admin/event-proposals/${row.id}/`,
  };
}

import type { event_status, Prisma } from '@setiket/db';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { type EventView, eventView, visibleEvents, withEventParts } from '../events/index.ts';
import { requireOrganization } from '../organizers/index.ts';
import { requireVenue } from '../venues/index.ts';

type Of = PageInput & { id: string };

/** `btick.md` 4, venue schedule: approved events that are not over, the soonest first. */
export async function venueSchedule(ctx: Ctx, { id, ...input }: Of): Promise<Page<EventView>> {
  await requireVenue(ctx.db, id);
  return pageOfEvents(ctx, { venue_id: id, status: 'approved', ends_at: { gt: ctx.clock.now() } }, 'asc', input);
}

/** `btick.md` 5.1: members and administrators see every status, everybody else what is public. */
export async function organizationEvents(
  ctx: UserCtx,
  { id, status, ...input }: Of & { status?: event_status | undefined },
): Promise<Page<EventView>> {
  await requireOrganization(ctx.db, id);
  const where = { organization_id: id, AND: [visibleEvents(ctx.actor)], ...(status && { status }) };
  return pageOfEvents(ctx, where, 'desc', input);
}

async function pageOfEvents(
  ctx: Ctx,
  where: Prisma.eventsWhereInput,
  direction: 'asc' | 'desc',
  input: PageInput,
): Promise<Page<EventView>> {
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.events.findMany({
      where,
      include: withEventParts,
      orderBy: [{ starts_at: direction }, { id: direction }],
      skip,
      take,
    }),
    ctx.db.events.count({ where }),
  ]);
  return toPage(
    input,
    rows.map((row) => eventView(ctx, row)),
    total,
  );
}

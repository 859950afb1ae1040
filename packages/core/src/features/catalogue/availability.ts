import { defineBoard } from '../../kernel/board.ts';
import type { Ctx } from '../../kernel/context.ts';
import { eventErrors } from '../events/index.ts';
import { type TicketTypeView, ticketTypeView, withFreshPlaces } from '../inventory/index.ts';
import { type EventDetail, loadPublicEvent } from './catalogue.service.ts';

/** What is left of an event at a moment. */
export type Availability = {
  event_id: string;
  ticket_types: Pick<TicketTypeView, 'id' | 'ticket_quantity' | 'availability'>[];
};

const watchEvents = defineBoard<Availability>({ name: 'events.availability', look });

/**
 * What is left of an event, now and each time that it changes, until the caller goes away.
 * @throws event.not_found
 */
export async function watchAvailability(
  ctx: Ctx,
  { id }: { id: string },
  signal: AbortSignal | undefined,
): Promise<AsyncGenerator<Availability>> {
  if (!(await loadPublicEvent(ctx, id, { fresh: false }))) throw eventErrors.not_found();
  return (async function* () {
    for await (const changed of watchEvents(ctx, [id], signal)) yield* changed.values();
  })();
}

/** One query for all events that somebody watches. */
async function look(ctx: Ctx, ids: string[]): Promise<Map<string, Availability>> {
  const found = await Promise.all(ids.map((id) => loadPublicEvent(ctx, id, { fresh: false })));
  const events = found.filter((event): event is EventDetail => event !== undefined);
  const types = await withFreshPlaces(
    ctx.db,
    events.flatMap(({ ticket_types }) => ticket_types),
  );
  return new Map(
    events.map(({ id }) => {
      const views = types.filter((type) => type.event_id === id).map((type) => ticketTypeView(ctx, type));
      const ticket_types = views.map(({ id: type_id, ticket_quantity, availability }) => ({
        id: type_id,
        ticket_quantity,
        availability,
      }));
      return [id, { event_id: id, ticket_types }] as const;
    }),
  );
}

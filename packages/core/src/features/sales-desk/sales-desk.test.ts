import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import type { SalesFigures } from './sales-desk.schema.ts';
import { watchSales } from './watch-sales.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** Somebody who watches; `next` is what is heard next. */
async function watching(actor: UserActor, input: { id?: string } = {}) {
  const leaving = new AbortController();
  const seen = await watchSales({ ...world.ctx(actor), actor }, input, leaving.signal);
  return {
    next: async () => (await seen.next()).value as SalesFigures[],
    leave: () => leaving.abort(),
  };
}

describe('watching sales', () => {
  test('tells all own events first, then each that sells, with what is left', async () => {
    const { organizer, event, type } = await world.make.sale({ quota: 3, price: '50000' });
    const quiet = await world.make.event(organizer);
    const buyer = await world.make.user();
    const seen = await watching(organizer);
    const first = await seen.next();
    expect(first.map(({ event_id }) => event_id).sort()).toEqual([event.id, quiet.id].sort());
    await world.as(buyer).tickets.purchase({ ticket_id: type.id });
    expect(await seen.next()).toEqual([
      {
        event_id: event.id,
        status: 'approved',
        total_tickets_sold: 1,
        total_revenue: '50000.00',
        currency: 'IDR',
        ticket_types: [{ id: type.id, title: 'Reguler', sold: 1, held: 0, quota: 3, ticket_quantity: 2 }],
      },
    ]);
    seen.leave();
  });

  test('one event is watched by the people of its organization alone', async () => {
    const { organizer, event } = await world.make.sale();
    const { organizer: other } = await world.make.sale();
    const seen = await watching(organizer, { id: event.id });
    expect((await seen.next()).map(({ event_id }) => event_id)).toEqual([event.id]);
    seen.leave();
    expect(await refusal(watching(other, { id: event.id }))).toBe('event.not_yours');
    const hidden = await world.make.event(organizer, { status: 'pending' });
    expect(await refusal(watching(other, { id: hidden.id }))).toBe('event.not_found');
  });

  test('who watches together with others hears own events and no others', async () => {
    const [mine, theirs] = [await world.make.sale(), await world.make.sale()];
    const [me, they] = [await watching(mine.organizer), await watching(theirs.organizer)];
    await Promise.all([me.next(), they.next()]);
    const buyer = await world.make.user();
    await world.as(buyer).tickets.purchase({ ticket_id: theirs.type.id });
    expect((await they.next()).map(({ event_id }) => event_id)).toEqual([theirs.event.id]);
    await world.as(buyer).tickets.purchase({ ticket_id: mine.type.id });
    expect((await me.next()).map(({ event_id }) => event_id)).toEqual([mine.event.id]);
    me.leave();
    they.leave();
  });
});

describe('sales over time', () => {
  test('counts by day and hour of the event’s zone and by type, without what was given back', async () => {
    await using own = await openWorld();
    const { organizer, event, type } = await own.make.sale({ price: '50000', starts_in_days: 40 });
    const cheap = await own.make.ticketType(organizer, event.id, { title: 'Berdiri', price: '20000' });
    const buyer = own.as(await own.make.user());
    // 23:30 and 00:30 in Jakarta: another day there, the same in UTC.
    own.clock.set(new Date('2026-03-03T16:30:00Z'));
    await buyer.tickets.purchase({ ticket_id: type.id });
    own.clock.set(new Date('2026-03-03T17:30:00Z'));
    await buyer.tickets.purchase({ ticket_id: type.id });
    await buyer.tickets.purchase({ ticket_id: cheap.id });
    const returned = await buyer.tickets.purchase({ ticket_id: cheap.id });
    await buyer.tickets.refund({ id: returned.id, reason: 'Ill' });
    const desk = own.as(organizer).events;
    const byDay = await desk.salesOverTime({ id: event.id });
    expect(byDay.buckets.map(({ date, tickets, revenue }) => [date, tickets, revenue])).toEqual([
      ['2026-03-03', 1, '50000.00'],
      ['2026-03-04', 2, '70000.00'],
    ]);
    expect(byDay.buckets[1]?.by_type).toHaveLength(2);
    expect(byDay.by_type).toEqual([
      { ticket_type_id: type.id, title: 'Reguler', tickets: 2, revenue: '100000.00' },
      { ticket_type_id: cheap.id, title: 'Berdiri', tickets: 1, revenue: '20000.00' },
    ]);
    const byHour = await desk.salesOverTime({ id: event.id, per: 'hour' });
    expect(byHour.buckets.map(({ starts_at, date, time, tickets }) => [starts_at, date, time, tickets])).toEqual([
      ['2026-03-03T16:00:00.000Z', '2026-03-03', '23:00:00', 1],
      ['2026-03-03T17:00:00.000Z', '2026-03-04', '00:00:00', 2],
    ]);
    const window = { id: event.id, from: '2026-03-04T00:00:00', to: '2026-03-05T00:00:00' };
    expect((await desk.salesOverTime(window)).buckets.map(({ date }) => date)).toEqual(['2026-03-04']);
  });

  test('refuses a window that is empty, or too long by the hour', async () => {
    const { organizer, event } = await world.make.sale();
    const desk = world.as(organizer).events;
    const backwards = { id: event.id, from: '2026-03-05T00:00:00', to: '2026-03-04T00:00:00' };
    await expect(desk.salesOverTime(backwards)).rejects.toMatchObject({ cause: { fields: { to: expect.anything() } } });
    const long = { id: event.id, per: 'hour', from: '2026-01-01T00:00:00', to: '2026-03-04T00:00:00' } as const;
    await expect(desk.salesOverTime(long)).rejects.toMatchObject({ cause: { fields: { from: expect.anything() } } });
    expect((await desk.salesOverTime({ id: event.id })).buckets).toEqual([]);
  });
});

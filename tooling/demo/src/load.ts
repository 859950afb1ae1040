import { completePastEvents } from '@setiket/core/features/events';
import type { Deps } from '@setiket/core/kernel/context';
import type { JobQueue } from '@setiket/core/kernel/jobs';
import { daysFrom, periodOf, posterLine } from './calendar.ts';
import { catalogue, type DemoEvent, type DemoTicket } from './catalogue/index.ts';
import { loadBooths, loadFestival } from './festival.ts';
import { guestsOf, makeAccounts, type Person, personOf } from './people.ts';
import { posterWebp } from './posters/poster.ts';

/** Accounts are this old. */
const BEGAN_DAYS_AGO = 90;
/** Events that are made at the same time, so that pictures are drawn while the database works. */
const AT_ONCE = 8;

/** Nobody is behind most of these accounts, so nothing is mailed to them. */
const silent = { boss: { send: async () => null, insert: async () => null } } as unknown as JobQueue;

type Cast = { organizer: Person; admin: Person; guests: Person[]; today: Date };

export async function loadEverything(real: Deps): Promise<void> {
  const deps: Deps = { ...real, jobs: silent };
  const today = deps.clock.now();
  const began = daysFrom(today, -BEGAN_DAYS_AGO);
  await makeAccounts(deps, began);
  await makeOrganizer(deps, began);
  const [organizer, admin, guests] = await Promise.all([
    personOf(deps, 'organizer'),
    personOf(deps, 'admin'),
    guestsOf(deps),
  ]);
  const cast = { organizer, admin, guests, today };
  const waiting = [...catalogue.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await loadEvent(deps, cast, next[1], next[0]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await loadFestival(deps, admin);
  await loadBooths(deps, { admin, vendor: await personOf(deps, 'vendor') });
  await completePastEvents.run(deps, {}, { id: 'demo.load' });
  await shopAsCustomer(real, today);
}

/** A proposal that was approved, and one that waits for an administrator. */
async function makeOrganizer(deps: Deps, began: Date): Promise<void> {
  const organizer = await personOf(deps, 'organizer');
  const admin = await personOf(deps, 'admin');
  const { items } = await organizer.at(began).proposals.listOwn({});
  const proposal =
    items[0] ??
    (await organizer.at(began).proposals.submit({
      name: 'Panggung Nusantara',
      category: 'Konser dan festival',
      description: 'Kami membuat acara kecil dan besar di kota-kota yang jarang kebagian panggung.',
      location: 'Yogyakarta',
    }));
  if (proposal.status === 'pending') {
    await admin
      .at(daysFrom(began, 1))
      .proposals.decide({ id: proposal.id, status: 'approved', message: 'Selamat bergabung!' });
  }
  const [guest] = await guestsOf(deps);
  const recently = daysFrom(deps.clock.now(), -2);
  if ((await guest!.at(recently).proposals.listOwn({})).total > 0) return;
  await guest!.at(recently).proposals.submit({
    name: 'Komunitas Layar Kampung',
    category: 'Pemutaran film',
    description: 'Pemutaran film keliling di balai desa, dengan diskusi dan kelas membuat film untuk remaja.',
    location: 'Semarang',
  });
}

/** Takes an event as far as the catalogue says, from wherever an earlier load has left it. */
async function loadEvent(deps: Deps, cast: Cast, event: DemoEvent, index: number): Promise<void> {
  const { starts_at } = periodOf(event, cast.today);
  const created = new Date(Math.min(daysFrom(cast.today, -34 + index).getTime(), daysFrom(starts_at, -25).getTime()));
  const where = { title: event.title, organizer_id: cast.organizer.id };
  const known = await deps.db.events.findFirst({ where, select: { id: true, status: true } });
  const { id, status } = known ?? (await createEvent(cast, event, created));
  const types = new Map<string, string>();
  for (const type of await deps.db.ticket_types.findMany({ where: { event_id: id } })) types.set(type.title, type.id);
  for (const ticket of event.tickets) {
    if (!types.has(ticket.title)) types.set(ticket.title, (await createTicketType(cast, id, ticket, created)).id);
  }
  if (status === 'pending') await decide(cast, event, id, daysFrom(created, 0.1));
  if (event.decision) return;
  const until = Math.min(cast.today.getTime(), starts_at.getTime());
  for (const ticket of event.tickets) {
    await sell(deps, cast, {
      id: types.get(ticket.title)!,
      ticket,
      from: daysFrom(created, 0.2).getTime(),
      until,
      turn: index,
    });
  }
}

async function createEvent({ organizer, today }: Cast, event: DemoEvent, created: Date) {
  const { starts_at, ends_at, timezone } = periodOf(event, today);
  const { title, description, category, city, place_name, full_address, is_online = false } = event;
  const turn = catalogue.filter((other) => other.category === category).indexOf(event);
  const picture = await posterWebp(
    { title, category, kicker: category, footer: posterLine(event, starts_at, timezone) },
    turn,
  );
  return organizer.at(created).events.submit({
    title,
    description,
    category,
    city,
    place_name,
    full_address,
    location: place_name,
    is_online,
    timezone,
    starts_at: starts_at.toISOString(),
    ends_at: ends_at.toISOString(),
    image: new File([new Uint8Array(picture)], 'poster.webp', { type: 'image/webp' }),
  });
}

function createTicketType({ organizer }: Cast, event_id: string, ticket: DemoTicket, created: Date) {
  return organizer.at(created).ticketTypes.create({
    event_id,
    title: ticket.title,
    ticket_type: ticket.kind,
    ticket_quantity: ticket.quantity,
    ...(ticket.description !== undefined && { description: ticket.description }),
    ...(ticket.price !== undefined && { price: ticket.price }),
  });
}

async function decide({ admin }: Cast, { decision }: DemoEvent, id: string, now: Date): Promise<void> {
  if (decision?.status === 'pending') return;
  await admin.at(now).events.decide({ id, status: 'approved', ...decision });
}

type Selling = { id: string; ticket: DemoTicket; from: number; until: number; turn: number };

/** Guests buy one after the other, spread over the time that the event has been on sale. */
async function sell(deps: Deps, { guests }: Cast, { id, ticket, from, until, turn }: Selling): Promise<void> {
  const wanted = ticket.sold === 'all' ? ticket.quantity : (ticket.sold ?? 0);
  if (wanted === 0) return;
  const sold = await deps.db.tickets.count({ where: { ticket_type_id: id } });
  for (let i = sold; i < wanted; i++) {
    const guest = guests[(turn + i) % guests.length]!;
    const moment = new Date(from + ((until - from) * (i + 0.5)) / wanted);
    await guest
      .at(moment)
      .tickets.purchase({ ticket_id: id, ...(ticket.given !== undefined && { price: ticket.given }) });
  }
}

const WANTED_BY_CUSTOMER = [
  ['Malam Gamelan di Bawah Bintang', 'Lesehan'],
  ['Pasar Musik Akhir Pekan', 'Masuk gratis'],
  ['Ketawa Sampai Pagi', 'Reguler'],
] as const;

/** The demo customer has tickets, and gave one back. These mails do go out, for the inbox to show some. */
async function shopAsCustomer(deps: Deps, today: Date): Promise<void> {
  const customer = await personOf(deps, 'customer');
  const owned = await deps.db.tickets.count({ where: { owner_id: customer.id } });
  const bought: string[] = [];
  for (const [event, title] of WANTED_BY_CUSTOMER.slice(owned)) {
    const type = await deps.db.ticket_types.findFirstOrThrow({ where: { title, event: { title: event } } });
    bought.push((await customer.at(daysFrom(today, -0.1)).tickets.purchase({ ticket_id: type.id })).id);
  }
  const last = bought.at(-1);
  if (last) await customer.at(daysFrom(today, -0.05)).tickets.refund({ id: last });
}

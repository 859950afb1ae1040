import { openWorld, type World } from '@setiket/testing/world';
import { transferToken } from '../../src/features/notifications/index.ts';
import type { Actor, UserActor } from '../../src/kernel/context.ts';
import { pairedDevice, qrOf } from '../door.ts';

/** Everybody who can ask, in the order of the table's columns. `customer` owns the booking, ticket and proposal. */
export const CAST = [
  'anonymous',
  'customer',
  'outsider',
  'member',
  'manager',
  'owner',
  'staff',
  'support',
  'vendor',
  'administrator',
] as const;

/** A device is no person, so it has no column: it may nearly nothing. */
export type Asking = (typeof CAST)[number] | 'gate';

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** One organization with its people, an approved and a hidden event, a sale, a proposal and a venue. */
export async function setStage() {
  // Ten who fail to sign in from one address are no attack here.
  const world = await openWorld({ env: { RATE_LIMIT: 'off' } });
  const { make } = world;
  const owner = await make.organizer();
  // Permissions follow membership, so the manager's account is anybody's.
  const manager = await make.user();
  const cast: Record<(typeof CAST)[number], Actor> = {
    anonymous: { kind: 'anonymous' },
    customer: await make.user(),
    outsider: await make.organizer(),
    member: await make.user(),
    manager,
    owner,
    staff: await make.user({ role: 'staff' }),
    support: await make.user({ role: 'support' }),
    vendor: await make.user({ role: 'vendor' }),
    administrator: await make.administrator(),
  };
  const administrator = world.as(cast.administrator);
  const event = await make.event(owner);
  const hidden = await make.event(owner, { status: 'pending' });
  const { organization_id } = event as { organization_id: string };
  for (const [actor, role] of [
    [manager, 'manager'],
    [cast.member as UserActor, 'member'],
  ] as const) {
    await make.member(owner, { organization_id, user: actor, role });
  }
  const queued = await make.event(owner);
  const opens_at = new Date(world.clock.now().getTime() + 3_600_000).toISOString();
  await world.as(owner).waitingRoom.change({ id: queued.id, opens_at });
  // An organization of its own, so that it is an organizer like any other.
  await make.event(cast.outsider as UserActor);
  const type = await make.ticketType(owner, event.id, { price: '1000' });
  const unsold = await make.ticketType(owner, event.id, { price: '5000' });
  const customer = world.as(cast.customer);
  const ticket = await customer.tickets.purchase({ ticket_id: type.id });
  const pending = await customer.bookings.create({ event_ticket: type.id, quantity: 1 });
  const [payment] = (await customer.payments.list({})).items;
  const proposal = await customer.proposals.submit({ name: 'N', category: 'c', description: 'd', location: 'l' });
  const given = await customer.tickets.purchase({ ticket_id: type.id });
  const transfer = await customer.transfers.create({
    ticket_id: given.id,
    to_email: (cast.member as UserActor).email,
  });
  const venue = await administrator.venues.create({ name: 'Aula' });
  const booth = await administrator.vendors.createBooth({ number: 'B-1' });
  await administrator.vendors.assignBooth({ booth_id: booth.id, vendor_id: (cast.vendor as UserActor).id });
  const sponsor = await administrator.config.createSponsor({ name: 'Kopi', tier: 'gold' });
  const item = await administrator.config.createScheduleItem({
    title: 'Opening',
    starts_at: '2026-09-01T18:00:00',
    ends_at: '2026-09-01T19:00:00',
  });
  await customer.config.contact({ name: 'N', email: 'n@example.test', message: 'Hello' });
  const [message] = (await administrator.config.listMessages({})).items;
  const category = await administrator.categories.create({ name: 'Dongeng' });
  const gate = await world.as(owner).gates.create({ id: event.id, name: 'North' });
  const device = await pairedDevice(world, owner, gate.id);
  const ids = {
    gate: gate.id,
    device: device.id,
    qr: await qrOf(world, ticket.id),
    event: event.id,
    hidden: hidden.id,
    queued: queued.id,
    organization: organization_id,
    type: type.id,
    unsold: unsold.id,
    ticket: ticket.id,
    confirmed: ticket.booking_id,
    pending: pending.id,
    payment: payment!.id,
    transfer: transfer.id,
    transfer_token: transferToken(world.env, transfer.id),
    proposal: proposal.id,
    venue: venue.id,
    category: category.id,
    sponsor: sponsor.id,
    item: item.id,
    message: message!.id,
    customer: (cast.customer as UserActor).id,
    vendor: (cast.vendor as UserActor).id,
    booth: booth.id,
    member: (cast.member as UserActor).id,
    owner: owner.id,
    nothing: '00000000-0000-7000-8000-000000000000',
  };
  return { world, cast: { ...cast, gate: device } as Record<Asking, Actor>, ids };
}

/** Thrown when a use case was allowed and has done its work: everything is rolled back, so rows don't disturb each other. */
class Allowed extends Error {}

function rollingBack(world: World): World['deps']['db'] {
  const real = world.deps.db;
  const $transaction = (work: (tx: unknown) => Promise<unknown>, options: object) =>
    real.$transaction(async (tx) => {
      await work(tx);
      throw new Allowed();
    }, options);
  return new Proxy(real, {
    get: (target, name) => (name === '$transaction' ? $transaction : Reflect.get(target, name)),
  });
}

type Cause = { cause?: { kind?: string } | Error };

/** `+` allowed (whatever the state then says), `u` 401, `f` 403, `n` 404. */
export async function judge({ world, cast }: Stage, who: Asking, procedure: string, input: object): Promise<string> {
  const { appRouter } = await import('../../src/router.ts');
  const ctx = { ...world.ctx(cast[who]), db: rollingBack(world) };
  const [noun, verb] = procedure.split('.') as [string, string];
  const caller = appRouter.createCaller(ctx) as unknown as Record<
    string,
    Record<string, (input: object) => Promise<unknown>>
  >;
  try {
    await caller[noun]![verb]!(input);
    return '+';
  } catch (error) {
    const { cause } = error as Cause;
    if (cause instanceof Allowed) return '+';
    const kind = cause && 'kind' in cause ? cause.kind : undefined;
    return (
      { UNAUTHORIZED: 'u', FORBIDDEN: 'f', NOT_FOUND: 'n' }[kind ?? ''] ??
      (kind ? '+' : `! ${String(cause ?? error).slice(0, 200)}`)
    );
  }
}

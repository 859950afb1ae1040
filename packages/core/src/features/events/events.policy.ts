import type { Prisma } from '@setiket/db';
import { type Actor, isAdministrator, type UserActor } from '../../kernel/context.ts';
import type { DbOrTx } from '../../kernel/transaction.ts';
import { memberRole } from '../organizers/index.ts';
import { eventErrors } from './events.errors.ts';

/**
 * Events that everybody may see: the database's own column `is_public`, which hand-written SQL uses too. A draft, what
 * waits or was rejected, and what was cancelled before it was ever approved, does not exist for outsiders.
 */
const isPublic = { is_public: true } as const satisfies Prisma.eventsWhereInput;

/** The events that a caller may see at all. */
export function visibleEvents(actor: Actor): Prisma.eventsWhereInput {
  if (isAdministrator(actor)) return {};
  if (actor.kind !== 'user') return isPublic;
  return {
    OR: [
      isPublic,
      { organization: { members: { some: { user_id: actor.id } } } },
      { tickets: { some: { owner_id: actor.id } } },
    ],
  };
}

/** Events of the organizations that a user belongs to; to Setiket's own belong its administrators. */
export function ownEvents(actor: UserActor): Prisma.eventsWhereInput {
  const isMember = { members: { some: { user_id: actor.id } } };
  if (isAdministrator(actor)) return { organization: { OR: [isMember, { is_house: true }] } };
  return { organization: { members: { some: { user_id: actor.id } } } };
}

type EventOfOrganization = { organization_id: string; is_public: boolean };

/**
 * Refuses who does not manage the event's organization: as if there were no event where it is not public, else aloud.
 * @throws event.not_found, event.not_yours
 */
export async function requireManager(db: DbOrTx, actor: UserActor, event: EventOfOrganization | null): Promise<void> {
  if (!event) throw eventErrors.not_found();
  if (isAdministrator(actor)) return;
  const role = await memberRole(db, event.organization_id, actor.id);
  if (role === 'owner' || role === 'manager') return;
  const isVisible = role === 'member' || event.is_public;
  throw isVisible ? eventErrors.not_yours() : eventErrors.not_found();
}

/** Whether a caller sees the figures of an event: its organization's members and administrators. */
export async function seesFigures(db: DbOrTx, actor: Actor, organization_id: string): Promise<boolean> {
  if (actor.kind !== 'user') return false;
  return isAdministrator(actor) || (await memberRole(db, organization_id, actor.id)) !== undefined;
}

/**
 * Refuses who does not belong to the event's organization, whatever the membership's role.
 * @throws event.not_found, event.not_yours
 */
export async function requireMemberOf(db: DbOrTx, actor: UserActor, event: EventOfOrganization | null): Promise<void> {
  if (!event) throw eventErrors.not_found();
  if (isAdministrator(actor) || (await memberRole(db, event.organization_id, actor.id))) return;
  throw event.is_public ? eventErrors.not_yours() : eventErrors.not_found();
}

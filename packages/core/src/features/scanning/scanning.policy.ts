import { isAdministrator, type UserActor } from '../../kernel/context.ts';
import { commonErrors, type DomainError } from '../../kernel/errors.ts';
import type { DbOrTx } from '../../kernel/transaction.ts';
import { memberRole } from '../organizers/index.ts';

type Subject = { organization_id: string; owner_id?: string };

/**
 * Refuses who may not set right what a gate did: administrators, owners and managers of the event's organization may.
 * Who sees the thing anyway is told so; to all others it does not exist.
 * @throws `not_found`, request.forbidden
 */
export async function requireSupervisor(
  db: DbOrTx,
  actor: UserActor,
  { organization_id, owner_id }: Subject,
  not_found: () => DomainError,
): Promise<void> {
  if (isAdministrator(actor)) return;
  const role = await memberRole(db, organization_id, actor.id);
  if (role === 'owner' || role === 'manager') return;
  const isKnown = role === 'member' || actor.role === 'staff' || actor.role === 'support' || owner_id === actor.id;
  throw isKnown ? commonErrors.forbidden() : not_found();
}

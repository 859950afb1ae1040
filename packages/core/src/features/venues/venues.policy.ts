import { isAdministrator, type UserActor } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import type { DbOrTx } from '../../kernel/transaction.ts';

/**
 * `btick.md` 4, IsVenueManager: who was named a manager of the venue, and administrators.
 * @throws request.forbidden
 */
export async function requireVenueManager(db: DbOrTx, actor: UserActor, venue_id: string): Promise<void> {
  if (isAdministrator(actor)) return;
  const named = await db.venue_managers.findUnique({ where: { venue_id_user_id: { venue_id, user_id: actor.id } } });
  if (!named) throw commonErrors.forbidden();
}

import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { shownEmail } from '../../kernel/email.ts';
import { commonErrors, fieldError } from '../../kernel/errors.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import { isUniqueViolation, withTransaction } from '../../kernel/transaction.ts';
import { venueErrors } from './venues.errors.ts';
import { requireVenueManager } from './venues.policy.ts';
import type { addVenueManagerInput, removeVenueManagerInput, venueManagerOutput } from './venues.schema.ts';
import { requireVenue } from './venues.service.ts';

type ManagerView = z.output<typeof venueManagerOutput>;

const withUser = { user: { select: { username: true, email: true } } } as const satisfies Prisma.venue_managersInclude;
type ManagerRow = Prisma.venue_managersGetPayload<{ include: typeof withUser }>;

/** Who may change a venue beside administrators; they and administrators may know. */
export async function listVenueManagers(
  ctx: UserCtx,
  { id, ...input }: PageInput & { id: string },
): Promise<Page<ManagerView>> {
  await requireVenue(ctx.db, id);
  await requireVenueManager(ctx.db, ctx.actor, id);
  const where = { venue_id: id };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.venue_managers.findMany({
      where,
      include: withUser,
      orderBy: [{ created_at: 'asc' }, { user_id: 'asc' }],
      skip,
      take,
    }),
    ctx.db.venue_managers.count({ where }),
  ]);
  return toPage(input, rows.map(managerView), total);
}

/** An administrator names a manager (`btick.md` 4, IsVenueManager). */
export async function addVenueManager(
  ctx: UserCtx,
  { id, user_email }: z.output<typeof addVenueManagerInput>,
): Promise<ManagerView> {
  await requireVenue(ctx.db, id);
  // An account that only claims the address is none.
  const user = await ctx.db.users.findUnique({
    where: { email: user_email, email_verified_at: { not: null }, is_active: true },
    select: { id: true },
  });
  if (!user) throw fieldError('user_email', 'No account has verified this e-mail address.');
  try {
    return await withTransaction(ctx, async (tx) => {
      const row = await tx.venue_managers.create({
        data: { venue_id: id, user_id: user.id, created_at: ctx.clock.now() },
        include: withUser,
      });
      await audit(tx, {
        action: 'venue.manager_added',
        subject_type: 'venue',
        subject_id: id,
        data: { user_id: user.id },
      });
      return managerView(row);
    });
  } catch (error) {
    throw isUniqueViolation(error) ? venueErrors.already_manager() : error;
  }
}

export async function removeVenueManager(
  ctx: UserCtx,
  { id, user_id }: z.output<typeof removeVenueManagerInput>,
): Promise<void> {
  await requireVenue(ctx.db, id);
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.venue_managers.deleteMany({ where: { venue_id: id, user_id } });
    if (count === 0) throw commonErrors.not_found();
    await audit(tx, { action: 'venue.manager_removed', subject_type: 'venue', subject_id: id, data: { user_id } });
  });
}

function managerView({ user_id, user, created_at }: ManagerRow): ManagerView {
  return { user_id, username: user.username, user_email: shownEmail(user.email), created_at: iso(created_at) };
}

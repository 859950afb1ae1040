import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { shownEmail } from '../../kernel/email.ts';
import { commonErrors, fieldError } from '../../kernel/errors.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import { isUniqueViolation, withTransaction } from '../../kernel/transaction.ts';
import { findVerifiedUser } from '../accounts/index.ts';
import { eventErrors } from '../events/index.ts';
import { gateErrors } from './gates.errors.ts';
import type { bindStaffInput, gateStaffOutput, unbindStaffInput } from './gates.schema.ts';

type StaffView = z.output<typeof gateStaffOutput>;

const withUser = { user: { select: { username: true, email: true } } } as const;

/** Staff who are bound to an event. All others who are bound to none scan it too. */
export async function listStaff(ctx: UserCtx, { id, ...input }: PageInput & { id: string }): Promise<Page<StaffView>> {
  await requireEvent(ctx, id);
  const where = { event_id: id };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.gate_staff.findMany({ where, include: withUser, orderBy: { created_at: 'asc' }, skip, take }),
    ctx.db.gate_staff.count({ where }),
  ]);
  return toPage(input, rows.map(staffView), total);
}

/** Binds a staff account to an event: from then on it scans only what it is bound to. */
export async function bindStaff(ctx: UserCtx, { id, user_email }: z.output<typeof bindStaffInput>): Promise<StaffView> {
  await requireEvent(ctx, id);
  const user = await findVerifiedUser(ctx.db, user_email);
  if (!user) throw fieldError('user_email', 'No account has verified this e-mail address.');
  if (user.role !== 'staff') throw gateErrors.not_staff();
  try {
    return await withTransaction(ctx, async (tx) => {
      const row = await tx.gate_staff.create({
        data: { event_id: id, user_id: user.id, created_at: ctx.clock.now() },
        include: withUser,
      });
      await audit(tx, {
        action: 'event.staff_bound',
        subject_type: 'event',
        subject_id: id,
        data: { user_id: user.id },
      });
      return staffView(row);
    });
  } catch (error) {
    throw isUniqueViolation(error) ? gateErrors.already_bound() : error;
  }
}

/** Unbinds a staff account; once it is bound to nothing, it scans everything again. */
export function unbindStaff(ctx: UserCtx, { id, user_id }: z.output<typeof unbindStaffInput>): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.gate_staff.deleteMany({ where: { event_id: id, user_id } });
    if (count === 0) throw commonErrors.not_found();
    await audit(tx, { action: 'event.staff_unbound', subject_type: 'event', subject_id: id, data: { user_id } });
  });
}

async function requireEvent(ctx: UserCtx, id: string): Promise<void> {
  const event = await ctx.db.events.findUnique({ where: { id }, select: { id: true } });
  if (!event) throw eventErrors.not_found();
}

type StaffRow = { user_id: string; created_at: Date; user: { username: string; email: string } };

function staffView({ user_id, user, created_at }: StaffRow): StaffView {
  return { user_id, username: user.username, user_email: shownEmail(user.email), created_at: iso(created_at) };
}

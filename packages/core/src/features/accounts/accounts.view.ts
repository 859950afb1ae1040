import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { Deps } from '../../kernel/context.ts';
import { shownEmail } from '../../kernel/email.ts';
import { moneyNumber } from '../../kernel/money.ts';
import { iso } from '../../kernel/time.ts';
import { mediaUrl } from '../media/index.ts';
import type { accountOutput } from './accounts.schema.ts';

export type AccountView = z.output<typeof accountOutput>;

/** What a view of an account needs beside the row itself. */
export const withProfile = {
  image: true,
  balances: true,
  memberships: { include: { organization: { select: { name: true } } }, orderBy: { created_at: 'asc' } },
} as const satisfies Prisma.usersInclude;

type AccountRow = Prisma.usersGetPayload<{ include: typeof withProfile }>;

export function accountView(ctx: Pick<Deps, 'env' | 'clock'>, user: AccountRow): AccountView {
  const currency = ctx.env.DEFAULT_CURRENCY;
  const balance = user.balances.find((row) => row.currency === currency)?.amount ?? 0;
  return {
    id: user.id,
    username: user.username,
    email: shownEmail(user.email),
    email_verified: user.email_verified_at !== null,
    first_name: user.first_name,
    last_name: user.last_name,
    name: `${user.first_name} ${user.last_name}`.trim() || user.username,
    phone_number: user.phone_number,
    phone: user.phone_number,
    image_url: mediaUrl(ctx, user.image),
    role: user.role,
    is_superuser: user.is_superuser,
    is_active: user.is_active,
    balance: moneyNumber(balance),
    currency,
    locale: user.locale,
    memberships: user.memberships.map(({ organization_id, organization, role }) => ({
      organization_id,
      name: organization.name,
      role: role.toUpperCase() as Uppercase<typeof role>,
    })),
    created_at: iso(user.created_at),
  };
}

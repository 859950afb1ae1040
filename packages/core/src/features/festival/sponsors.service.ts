import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { readCached } from '../../kernel/cache.ts';
import type { Ctx, Deps, UserCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { mediaUrl, recordUpload, storeUpload } from '../media/index.ts';
import { sponsorErrors } from './festival.errors.ts';
import type { createSponsorInput, listSponsorsInput, sponsorOutput, updateSponsorInput } from './festival.schema.ts';

type SponsorView = z.output<typeof sponsorOutput>;
type ListInput = z.output<typeof listSponsorsInput>;

const withLogo = { logo: true } as const satisfies Prisma.sponsorsInclude;

function sponsorView(ctx: Pick<Deps, 'env' | 'clock'>, row: Prisma.sponsorsGetPayload<{ include: typeof withLogo }>) {
  const { id, name, tier, description, website, position } = row;
  return { id, name, tier, description, website, position, logo_url: mediaUrl(ctx, row.logo) } satisfies SponsorView;
}

/** `oc-mena.md`, Sponsors: by tier, the greatest first. */
export async function listSponsors(ctx: Ctx, input: ListInput): Promise<Page<SponsorView>> {
  return (await readCached(ctx, { key: `sponsors:${JSON.stringify(input)}` }, () => findSponsors(ctx, input))).value;
}

async function findSponsors(ctx: Ctx, input: ListInput): Promise<Page<SponsorView>> {
  const where = input.tier ? { tier: input.tier } : {};
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.sponsors.findMany({
      where,
      include: withLogo,
      // Postgres sorts an enum in the order in which its values were declared.
      orderBy: [{ tier: 'asc' }, { position: 'asc' }, { name: 'asc' }, { id: 'asc' }],
      skip,
      take,
    }),
    ctx.db.sponsors.count({ where }),
  ]);
  return toPage(
    input,
    rows.map((row) => sponsorView(ctx, row)),
    total,
  );
}

export async function createSponsor(
  ctx: UserCtx,
  { logo, ...fields }: z.output<typeof createSponsorInput>,
): Promise<SponsorView> {
  const upload = await storeUpload(ctx, { field: 'logo', kind: 'logo', file: logo });
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const logo_id = (await recordUpload(tx, upload, ctx.actor.id, now)) ?? null;
    const row = await tx.sponsors.create({
      data: { id: newId(now.getTime()), ...fields, logo_id, created_at: now, updated_at: now },
      include: withLogo,
    });
    await audit(tx, { action: 'sponsor.created', subject_type: 'sponsor', subject_id: row.id });
    return sponsorView(ctx, row);
  });
}

/** @throws sponsor.not_found */
export async function updateSponsor(
  ctx: UserCtx,
  { id, logo, ...fields }: z.output<typeof updateSponsorInput>,
): Promise<SponsorView> {
  await requireSponsor(ctx, id);
  const upload = await storeUpload(ctx, { field: 'logo', kind: 'logo', file: logo });
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const logo_id = logo === null ? null : await recordUpload(tx, upload, ctx.actor.id, now);
    const given = Object.entries({ ...fields, logo_id }).filter(([, value]) => value !== undefined);
    const { count } = await tx.sponsors.updateMany({
      where: { id },
      data: { ...Object.fromEntries(given), updated_at: now },
    });
    if (count === 0) throw sponsorErrors.not_found();
    await audit(tx, { action: 'sponsor.updated', subject_type: 'sponsor', subject_id: id });
    return sponsorView(ctx, await tx.sponsors.findUniqueOrThrow({ where: { id }, include: withLogo }));
  });
}

/** @throws sponsor.not_found */
export async function deleteSponsor(ctx: UserCtx, { id }: { id: string }): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.sponsors.deleteMany({ where: { id } });
    if (count === 0) throw sponsorErrors.not_found();
    await audit(tx, { action: 'sponsor.deleted', subject_type: 'sponsor', subject_id: id });
  });
}

async function requireSponsor(ctx: UserCtx, id: string): Promise<void> {
  if ((await ctx.db.sponsors.count({ where: { id } })) === 0) throw sponsorErrors.not_found();
}

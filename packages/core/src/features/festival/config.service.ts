import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { readCached } from '../../kernel/cache.ts';
import type { Ctx, Deps, UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { iso } from '../../kernel/time.ts';
import { type DbOrTx, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { availabilityOf, withEventPool, withFreshPlaces } from '../inventory/index.ts';
import type { configOutput, replaceConfigInput, updateConfigInput } from './festival.schema.ts';

type ConfigView = z.output<typeof configOutput>;
type Fields = z.output<typeof updateConfigInput>;
type Row = Prisma.festival_configGetPayload<object>;

/** The one row there is. */
const ROW = 1;

/** `oc-mena.md`, Event configuration. Whether there are tickets is looked up anew on every hit, as everywhere. */
export async function getConfig(ctx: Ctx): Promise<ConfigView> {
  const { value } = await readCached(ctx, { key: 'config' }, () => findConfig(ctx));
  return present(ctx, value);
}

type Found = Awaited<ReturnType<typeof findConfig>>;

async function findConfig(ctx: Pick<Ctx, 'db' | 'env'>) {
  const row = await ctx.db.festival_config.findUnique({ where: { id: ROW } });
  const event =
    row?.event_id == null
      ? null
      : await ctx.db.events.findFirst({
          // What is not public yet is nobody's business, not even its title.
          where: { id: row.event_id, is_public: true },
          include: { ticket_types: { include: withEventPool } },
        });
  return { row, event };
}

async function present(ctx: Ctx, { row, event }: Found): Promise<ConfigView> {
  const { name, tagline, description, start_date, end_date, timezone, ...rest } = row ?? defaultsOf(ctx);
  return {
    object: 'config',
    name,
    tagline,
    description,
    start_date: dateOf(start_date),
    end_date: dateOf(end_date),
    timezone,
    venue: { name: rest.venue_name, address: rest.venue_address, city: rest.city, map_url: rest.map_url },
    contact: { email: rest.contact_email, phone: rest.contact_phone },
    website: rest.website,
    social_links: rest.social_links as Record<string, string>,
    currency: rest.currency,
    event_id: event?.id ?? null,
    event: event?.title ?? null,
    ticket_sale: rest.ticket_sale === 'automatic' ? await saleOf(ctx, event) : rest.ticket_sale,
    ticket_sale_setting: rest.ticket_sale,
    updated_at: iso(row?.updated_at ?? null),
  };
}

/** What the tickets themselves say: open while one of them can be bought. */
async function saleOf(ctx: Ctx, event: Found['event']): Promise<ConfigView['ticket_sale']> {
  if (!event) return null;
  const now = ctx.clock.now();
  if (event.status !== 'approved' || event.ends_at <= now) return 'closed';
  const types = await withFreshPlaces(ctx.db, event.ticket_types);
  const states = new Set(types.map((type) => availabilityOf(type, now)));
  if (states.has('available')) return 'open';
  if (states.has('not_yet') || states.size === 0) return 'not_yet';
  return states.has('sold_out') ? 'sold_out' : 'closed';
}

function dateOf(day: Date | null): string | null {
  return day?.toISOString().slice(0, 10) ?? null;
}

/** What the pages say before anybody has written something. */
function defaultsOf({ env }: Pick<Deps, 'env'>): Omit<Row, 'id' | 'updated_at'> {
  return {
    name: 'Setiket',
    tagline: '',
    description: '',
    start_date: null,
    end_date: null,
    timezone: env.DEFAULT_TIMEZONE,
    venue_name: '',
    venue_address: '',
    city: '',
    map_url: '',
    contact_email: '',
    contact_phone: '',
    website: '',
    social_links: {},
    currency: env.DEFAULT_CURRENCY,
    event_id: null,
    ticket_sale: 'automatic',
  };
}

/** Zone in which the schedule is meant. */
export async function festivalZone(db: DbOrTx, { env }: Pick<Deps, 'env'>): Promise<string> {
  const row = await db.festival_config.findUnique({ where: { id: ROW }, select: { timezone: true } });
  return row?.timezone ?? env.DEFAULT_TIMEZONE;
}

/** What is absent becomes its default. */
export function replaceConfig(ctx: UserCtx, input: z.output<typeof replaceConfigInput>): Promise<ConfigView> {
  const { start_date, end_date, ...defaults } = defaultsOf(ctx);
  return write(ctx, {
    ...defaults,
    start_date: dateOf(start_date),
    end_date: dateOf(end_date),
    ...input,
  } as Fields);
}

/** What is absent stays as it is. */
export function updateConfig(ctx: UserCtx, input: Fields): Promise<ConfigView> {
  return write(ctx, input);
}

async function write(ctx: UserCtx, fields: Fields): Promise<ConfigView> {
  if (fields.event_id != null) await requireEvent(ctx, fields.event_id);
  return withTransaction(ctx, async (tx) => {
    const { start_date, end_date, ...rest } = await lockConfig(tx, ctx);
    const start = fields.start_date === undefined ? dateOf(start_date) : fields.start_date;
    const end = fields.end_date === undefined ? dateOf(end_date) : fields.end_date;
    if (start !== null && end !== null && end < start) throw fieldError('end_date', 'It can’t end before it begins.');
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const row = await tx.festival_config.update({
      where: { id: rest.id },
      data: {
        ...given,
        start_date: start === null ? null : new Date(start),
        end_date: end === null ? null : new Date(end),
        updated_at: ctx.clock.now(),
      },
    });
    await audit(tx, {
      action: 'config.updated',
      subject_type: 'config',
      subject_id: String(row.id),
      data: { fields: Object.keys(given).join(',') },
    });
    const inside = { ...ctx, db: tx as unknown as Ctx['db'] };
    return present(inside, await findConfig(inside));
  });
}

/** Makes the row for whoever is the first to write something in it; two at once write one after the other. */
async function lockConfig(tx: Tx, ctx: UserCtx): Promise<Row> {
  const now = ctx.clock.now();
  const { social_links, ...defaults } = defaultsOf(ctx);
  await tx.festival_config.createMany({
    data: [{ id: ROW, ...defaults, social_links: social_links as object, updated_at: now }],
    skipDuplicates: true,
  });
  await tx.$queryRaw`SELECT id FROM festival_config WHERE id = ${ROW} FOR UPDATE`;
  return tx.festival_config.findUniqueOrThrow({ where: { id: ROW } });
}

/** @throws request.invalid on `event_id` */
export async function requireEvent(ctx: UserCtx, event_id: string): Promise<void> {
  const event = await ctx.db.events.findUnique({ where: { id: event_id }, select: { id: true } });
  if (!event) throw fieldError('event_id', 'There is no such event.');
}

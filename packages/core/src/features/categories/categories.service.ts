import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { commonErrors, type FieldErrors, fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { type DbOrTx, isUniqueViolation, withTransaction } from '../../kernel/transaction.ts';
import { categoryErrors } from './categories.errors.ts';
import type {
  categoryOutput,
  createCategoryInput,
  replaceCategoryInput,
  updateCategoryInput,
} from './categories.schema.ts';
import { slugOf } from './categories.slug.ts';

type CategoryView = z.output<typeof categoryOutput>;

/** What is not public yet is not counted. */
const withCount = {
  _count: { select: { events: { where: { status: 'approved' } } } },
} as const satisfies Prisma.categoriesInclude;

type Category = Prisma.categoriesGetPayload<object>;
type CategoryRow = Prisma.categoriesGetPayload<{ include: typeof withCount }>;

/** `btick.md` 3, list of categories: the oldest first, so that forms keep their order. */
export async function listCategories(ctx: Ctx, input: PageInput): Promise<Page<CategoryView>> {
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.categories.findMany({ include: withCount, orderBy: [{ created_at: 'asc' }, { id: 'asc' }], skip, take }),
    ctx.db.categories.count(),
  ]);
  return toPage(input, rows.map(categoryView), total);
}

/** `btick.md` 3, category details. */
export async function getCategory({ db }: { db: DbOrTx }, { id }: { id: string }): Promise<CategoryView> {
  const row = await db.categories.findUnique({ where: { id }, include: withCount });
  if (!row) throw categoryErrors.not_found();
  return categoryView(row);
}

/** `btick.md` 3, create category. */
export function createCategory(ctx: UserCtx, input: z.output<typeof createCategoryInput>): Promise<CategoryView> {
  const wanted = { name: input.name, slug: input.slug ?? derivedSlug(input.name) };
  return refusingTaken(ctx, wanted, () =>
    withTransaction(ctx, async (tx) => {
      const now = ctx.clock.now();
      const row = await tx.categories.create({
        data: { id: newId(now.getTime()), ...wanted, created_at: now },
        include: withCount,
      });
      await audit(tx, { action: 'category.created', subject_type: 'category', subject_id: row.id });
      return categoryView(row);
    }),
  );
}

/** `btick.md` 3, update with PUT: the slug follows the name unless it is sent too. */
export async function replaceCategory(
  ctx: UserCtx,
  { id, name, slug }: z.output<typeof replaceCategoryInput>,
): Promise<CategoryView> {
  return changeCategory(ctx, await categoryToChange(ctx, id), { name, slug: slug ?? derivedSlug(name) });
}

/** `btick.md` 3, update with PATCH. */
export async function updateCategory(
  ctx: UserCtx,
  { id, name, slug }: z.output<typeof updateCategoryInput>,
): Promise<CategoryView> {
  const before = await categoryToChange(ctx, id);
  return changeCategory(ctx, before, { name: name ?? before.name, slug: slug ?? before.slug });
}

async function categoryToChange(ctx: UserCtx, id: string): Promise<Category> {
  const category = await ctx.db.categories.findUnique({ where: { id } });
  if (!category) throw categoryErrors.not_found();
  return category;
}

type Names = { name: string; slug: string };

function changeCategory(ctx: UserCtx, before: Category, wanted: Names): Promise<CategoryView> {
  return refusingTaken(ctx, { ...wanted, id: before.id }, () =>
    withTransaction(ctx, async (tx) => {
      // Compare-and-set: of two administrators who rename it at once, one has to look again.
      const { count } = await tx.categories.updateMany({
        where: { id: before.id, name: before.name, slug: before.slug },
        data: wanted,
      });
      if (count === 0) throw commonErrors.conflict();
      await audit(tx, {
        action: 'category.updated',
        subject_type: 'category',
        subject_id: before.id,
        data: { from: before.slug, to: wanted.slug },
      });
      return getCategory({ db: tx }, { id: before.id });
    }),
  );
}

/**
 * `btick.md` 3, delete.
 * @throws category.in_use while events have it, drafts included
 */
export function deleteCategory(ctx: UserCtx, { id }: { id: string }): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    // Locked, so that no event can take the category between the count and the deletion.
    const [category] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM categories WHERE id = ${id}::uuid FOR UPDATE`;
    if (!category) throw categoryErrors.not_found();
    const used_by = await tx.events.count({ where: { category_id: id } });
    if (used_by > 0) throw categoryErrors.in_use(inUseSentence(used_by));
    await tx.categories.delete({ where: { id } });
    await audit(tx, { action: 'category.deleted', subject_type: 'category', subject_id: id });
  });
}

function inUseSentence(used_by: number): string {
  return used_by === 1
    ? 'This category is used by 1 event and can’t be deleted.'
    : `This category is used by ${used_by} events and can’t be deleted.`;
}

/**
 * The category that a slug, a name or an id means, whatever its case.
 * @throws request.invalid on `category`, naming the choices
 */
export async function resolveCategory(db: DbOrTx, category: string): Promise<string> {
  const wanted = category.trim().toLowerCase();
  const categories = await db.categories.findMany({ orderBy: { slug: 'asc' } });
  const found =
    categories.find((row) => row.id === wanted) ??
    categories.find((row) => row.slug === wanted) ??
    categories.find((row) => row.name.toLowerCase() === wanted);
  if (!found)
    throw fieldError(
      'category',
      `This is not a valid choice. Use one of: ${categories.map((row) => row.slug).join(', ')}.`,
    );
  return found.id;
}

function derivedSlug(name: string): string {
  const slug = slugOf(name);
  if (slug === '') throw fieldError('slug', 'No slug can be made from this name: send one.');
  return slug;
}

/** Names are unique whatever their case. The indexes decide between two who take one at once, and the loser reads the same. */
async function refusingTaken<T>(ctx: UserCtx, wanted: Names & { id?: string }, work: () => Promise<T>): Promise<T> {
  await refuseTaken(ctx.db, wanted);
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error)) await refuseTaken(ctx.db, wanted);
    throw error;
  }
}

async function refuseTaken(db: DbOrTx, { id, name, slug }: Names & { id?: string }): Promise<void> {
  const others = id === undefined ? {} : { id: { not: id } };
  const fields: FieldErrors = {};
  const sameName = { ...others, name: { equals: name, mode: 'insensitive' as const } };
  if (await db.categories.findFirst({ where: sameName })) fields.name = ['A category with that name already exists.'];
  if (await db.categories.findFirst({ where: { ...others, slug } }))
    fields.slug = ['A category with that slug already exists.'];
  if (Object.keys(fields).length > 0) throw commonErrors.invalid(undefined, { fields });
}

function categoryView({ id, slug, name, _count }: CategoryRow): CategoryView {
  return { id, slug, name, events_count: _count.events };
}

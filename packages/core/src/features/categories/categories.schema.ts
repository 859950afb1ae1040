import { z } from 'zod';
import { pageInput } from '../../kernel/paging.ts';
import { id, line } from '../../kernel/validation.ts';

const slug = line(100)
  .toLowerCase()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use letters, digits and single hyphens only.')
  .describe('Used in addresses and filters');

/** `btick.md` 3; `setiket.md` calls a category by its slug. */
export const categoryOutput = z
  .object({
    id,
    slug: z.string(),
    name: z.string(),
    events_count: z.int().optional().describe('Its approved events'),
  })
  .meta({ id: 'Category' });

export const listCategoriesInput = z.object(pageInput);

export const createCategoryInput = z.object({
  name: line(100),
  slug: slug.optional().describe('Derived from the name when absent'),
});

export const replaceCategoryInput = createCategoryInput.extend({ id });

/** What is absent stays as it is; a new name keeps the slug, so that addresses go on working. */
export const updateCategoryInput = z.object({ id, name: line(100).optional(), slug: slug.optional() });

import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { publicProcedure, roleProcedure, router } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import {
  categoryOutput,
  createCategoryInput,
  listCategoriesInput,
  replaceCategoryInput,
  updateCategoryInput,
} from './categories.schema.ts';
import {
  createCategory,
  deleteCategory,
  getCategory,
  listCategories,
  replaceCategory,
  updateCategory,
} from './categories.service.ts';

const administratorProcedure = roleProcedure('administrator');

/** Everybody reads categories, administrators keep them. */
export const categoriesRouter = router({
  list: publicProcedure
    .meta({
      openapi: { method: 'GET', path: '/categories', tags: ['Categories'], summary: 'Categories', protect: false },
      rest: { page: true },
    })
    .input(listCategoriesInput)
    .output(pageOf(categoryOutput))
    .query(({ ctx, input }) => listCategories(ctx, input)),

  get: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/categories/{id}',
        tags: ['Categories'],
        summary: 'One category',
        protect: false,
      },
    })
    .input(z.object({ id }))
    .output(categoryOutput)
    .query(({ ctx, input }) => getCategory(ctx, input)),

  create: administratorProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/categories',
        tags: ['Categories'],
        summary: 'Create a category',
        description: 'Names and slugs are unique, whatever their case.',
      },
      rest: { status: 201 },
    })
    .input(createCategoryInput)
    .output(categoryOutput)
    .mutation(command(createCategory)),

  replace: administratorProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/categories/{id}',
        tags: ['Categories'],
        summary: 'Replace a category',
        description: 'Without a slug, the new one follows from the name.',
      },
    })
    .input(replaceCategoryInput)
    .output(categoryOutput)
    .mutation(command(replaceCategory)),

  update: administratorProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/categories/{id}',
        tags: ['Categories'],
        summary: 'Change a category',
        description: 'What is absent stays as it is.',
      },
    })
    .input(updateCategoryInput)
    .output(categoryOutput)
    .mutation(command(updateCategory)),

  delete: administratorProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/categories/{id}',
        tags: ['Categories'],
        summary: 'Delete a category',
        description: 'Refused while events have it.',
      },
      rest: { status: 204 },
    })
    .input(z.object({ id }))
    .output(z.void())
    .mutation(command(deleteCategory)),
});

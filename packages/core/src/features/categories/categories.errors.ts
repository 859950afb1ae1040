import { defineErrors } from '../../kernel/errors.ts';

export const categoryErrors = defineErrors('category', {
  not_found: ['NOT_FOUND', 'Not found.'],
  in_use: ['CONFLICT', 'This category is used by events and can’t be deleted.'],
});

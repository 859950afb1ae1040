import { defineErrors } from '../../kernel/errors.ts';

export const posterErrors = defineErrors('poster', {
  not_found: ['NOT_FOUND', 'Not found.'],
  too_many: ['CONFLICT', 'This event has as many posters as it can have. Delete one first.'],
});

export { categoriesRouter } from './categories.router.ts';
export { resolveCategory } from './categories.service.ts';

export const tables = ['categories'] as const;

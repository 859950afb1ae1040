export { postersRouter } from './posters.router.ts';

export const tables = ['event_posters'] as const;

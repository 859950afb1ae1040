export { configRouter } from './festival.router.ts';

export const tables = ['festival_config', 'sponsors', 'schedule_items', 'contact_messages'] as const;

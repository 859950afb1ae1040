export { auditTrailRouter } from './audit-trail.router.ts';

/** The kernel writes the trail; it is only read here. */
export const tables = [] as const;

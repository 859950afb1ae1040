export { auditJobs } from './audit.jobs.ts';
export { auditsRouter } from './audit.router.ts';
export { checkNames, type Finding, runAudit } from './audit.ts';

/** The checks read everything and write nothing but what they found. */
export const tables = ['audit_reports'] as const;

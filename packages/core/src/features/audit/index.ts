import { runRequestedAudit } from './audit.jobs.ts';
import { nightlyAudit } from './request-audit.ts';

export { auditsRouter } from './audit.router.ts';
export { checkNames, type Finding, runAudit } from './audit.ts';
export { auditPurges } from './purges.ts';

export const auditJobs = [runRequestedAudit, nightlyAudit];

/** The checks read everything and write nothing but what they found. */
export const tables = ['audit_reports'] as const;

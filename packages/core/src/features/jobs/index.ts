export { hasBacklog } from './backlog.ts';
export { countFailedJobs } from './count-failed-jobs.ts';
export { jobsRouter } from './jobs.router.ts';
export { listFailedJobs, retryJob } from './jobs.service.ts';

/** Its rows are the queue's own, in the schema `pgboss`. */
export const tables = [] as const;

export { openDeps } from './deps.ts';
export { loadEnv } from './env.ts';
export { allJobs } from './jobs.ts';

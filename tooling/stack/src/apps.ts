/** What is started once the database is there; imported late, because it needs the generated Prisma client. */
export { startApi } from '@setiket/api';
export { loadDemo } from '@setiket/demo';
export { startWorker } from '@setiket/worker';

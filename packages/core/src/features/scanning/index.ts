export { commitScan, validateScan } from './commit.service.ts';
export { scanRouter } from './scanning.router.ts';
export { snapshotRouter } from './snapshot.router.ts';
export { snapshotPayload } from './snapshot.schema.ts';

export const tables = ['scans', 'admissions', 'scan_conflicts'] as const;

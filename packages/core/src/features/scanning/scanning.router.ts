import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { router, scannerProcedure, userProcedure } from '../../kernel/trpc.ts';
import { commitScan, validateScan } from './commit.service.ts';
import { listConflicts, resolveConflict } from './conflicts.service.ts';
import { listScans } from './log.service.ts';
import {
  conflictOutput,
  listConflictsInput,
  listScansInput,
  passageOutput,
  resolveConflictInput,
  scanInput,
  scanOutput,
  statsInput,
  statsOutput,
  undoInput,
  undoOutput,
  uploadInput,
  uploadOutput,
  validationOutput,
} from './scanning.schema.ts';
import { scanStats } from './stats.service.ts';
import { undoAdmission } from './undo.service.ts';
import { uploadScans } from './upload.service.ts';

const tags = ['Scanning'];
const WHO =
  'For staff, administrators, owners and managers of the event’s organization, and paired gates. Staff who are bound to events scan these alone.';
const PEOPLE = 'For staff, administrators, and owners and managers of the event’s organization.';
const SUPERVISORS = 'For administrators, and owners and managers of the event’s organization.';

/** What happens at the gates of an event. */
export const scanRouter = router({
  validate: scannerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/scans/validate',
        tags,
        summary: 'Is this ticket good?',
        description: `Changes nothing. A ticket that is refused is a normal answer, with its reason. ${WHO}`,
      },
      rest: { aliases: ['/scan/validate'] },
    })
    .input(scanInput)
    .output(validationOutput)
    .mutation(command(validateScan)),

  commit: scannerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/scans/commit',
        tags,
        summary: 'Let somebody in or out',
        description: `Admits exactly once, however many gates try. A refusal is a problem whose \`code\` says why; \`facts\` of \`scan.already_used\` say when and at which gate. ${WHO}`,
      },
      rest: { aliases: ['/scan/commit'] },
    })
    .input(scanInput)
    .output(passageOutput)
    .mutation(command(commitScan)),

  undo: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/scans/undo',
        tags,
        summary: 'Take an admission back',
        description: `The ticket is active again; the log keeps what happened. ${SUPERVISORS}`,
      },
    })
    .input(undoInput)
    .output(undoOutput)
    .mutation(command(undoAdmission)),

  logs: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/scans',
        tags,
        summary: 'Scan log',
        description: `What gates have read, refusals too; the latest first. ${PEOPLE}`,
      },
      rest: { page: true, aliases: ['/scan/logs'] },
    })
    .input(listScansInput)
    .output(pageOf(scanOutput))
    .query(({ ctx, input }) => listScans(ctx, input)),

  stats: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/scans/stats',
        tags,
        summary: 'Scan statistics',
        description: `Who came and who is inside, by gate and by minute. ${PEOPLE}`,
      },
      rest: { aliases: ['/scan/stats'] },
    })
    .input(statsInput)
    .output(statsOutput)
    .query(({ ctx, input }) => scanStats(ctx, input)),

  upload: scannerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/scans/upload',
        tags,
        summary: 'Upload what was scanned without network',
        description: `In any order, as often as needed. The first entry in time counts; every further one is a conflict. The hour is not judged, as the people are in already. ${WHO}`,
      },
      rest: { max_json_bytes: 1024 * 1024 },
    })
    .input(uploadInput)
    .output(uploadOutput)
    .mutation(command(uploadScans)),

  conflicts: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/scans/conflicts',
        tags,
        summary: 'Double entries',
        description: `Each entry too many once, with both gates and times. ${PEOPLE}`,
      },
      rest: { page: true },
    })
    .input(listConflictsInput)
    .output(pageOf(conflictOutput))
    .query(({ ctx, input }) => listConflicts(ctx, input)),

  resolveConflict: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/scans/conflicts/{id}/resolve',
        tags,
        summary: 'Resolve a double entry',
        description: SUPERVISORS,
      },
    })
    .input(resolveConflictInput)
    .output(conflictOutput)
    .mutation(command(resolveConflict)),
});

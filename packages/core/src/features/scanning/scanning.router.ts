import { command } from '../../kernel/idempotency.ts';
import { router, scannerProcedure } from '../../kernel/trpc.ts';
import { commitScan, validateScan } from './commit.service.ts';
import { passageOutput, scanInput, validationOutput } from './scanning.schema.ts';

const tags = ['Scanning'];
const WHO =
  'For staff, administrators, owners and managers of the event’s organization, and paired gates. Staff who are bound to events scan these alone.';

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
});

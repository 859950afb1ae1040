import { router, scannerProcedure } from '../../kernel/trpc.ts';
import { snapshotInput, snapshotOutput } from './snapshot.schema.ts';
import { getSnapshot } from './snapshot.service.ts';

/** What gates take along where there is no network. */
export const snapshotRouter = router({
  snapshot: scannerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/gates/snapshot',
        tags: ['Gates'],
        summary: 'Tickets for a gate without network',
        description:
          'Signed, in parts, and without personal data in the clear: a ticket is found, and its holder’s name read, only with the secret in its QR code. Send `version` as `since` to get what has changed. For paired gates, and with `event_id` for whoever may scan the event.',
      },
    })
    .input(snapshotInput)
    .output(snapshotOutput)
    .query(({ ctx, input }) => getSnapshot(ctx, input)),
});

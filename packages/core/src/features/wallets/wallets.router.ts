import { binary } from '../../kernel/binary.ts';
import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { router, userProcedure } from '../../kernel/trpc.ts';
import {
  applePassFile,
  createApplePass,
  createGooglePass,
  googlePass,
  listPasses,
  MEDIA_TYPE,
} from './passes.service.ts';
import { createPassInput, googlePassOutput, listPassesInput, walletPassOutput } from './wallets.schema.ts';

const tags = ['Wallets'];
const ONCE =
  'For the ticket’s owner. Asked again, it is the same pass, as the ticket is now. A pass is void for ever once its ticket was given away, refunded or cancelled.';

/** Tickets in people's phones. */
export const walletsRouter = router({
  createApplePass: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/wallet/apple/create-pass',
        tags,
        summary: 'Ticket for Apple Wallet',
        description: `${ONCE} Where no certificates are set up, it is signed with made-up ones and says so, on its face and in the header \`X-Wallet-Pass: development\`.`,
      },
      rest: { aliases: ['/wallets/apple/passes'] },
    })
    .input(createPassInput)
    .output(binary(MEDIA_TYPE))
    .mutation(command(createApplePass, applePassFile)),

  createGooglePass: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/wallet/google/create-pass',
        tags,
        summary: 'Ticket for Google Wallet',
        description: `${ONCE} Where no key is set up, it is signed with a made-up one, and \`is_development\` says so.`,
      },
      rest: { aliases: ['/wallets/google/passes'] },
    })
    .input(createPassInput)
    .output(googlePassOutput)
    .mutation(command(createGooglePass, googlePass)),

  listPasses: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/wallet/passes',
        tags,
        summary: 'Own wallet passes',
        description: 'Those that are void too; the latest first.',
      },
      rest: { page: true },
    })
    .input(listPassesInput)
    .output(pageOf(walletPassOutput))
    .query(({ ctx, input }) => listPasses(ctx, input)),
});

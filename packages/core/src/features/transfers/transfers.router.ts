import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { router, userProcedure } from '../../kernel/trpc.ts';
import {
  acceptReceivedTransfer,
  acceptTransfer,
  declineReceivedTransfer,
  declineTransfer,
} from './receiving.service.ts';
import {
  createTransferInput,
  listTransfersInput,
  transferInput,
  transferOutput,
  transferTokenInput,
} from './transfers.schema.ts';
import { cancelTransfer, createTransfer, listTransfers } from './transfers.service.ts';

const tags = ['Transfers'];

/** A ticket goes to somebody else: offered by its owner, accepted by whom it is for. */
export const transfersRouter = router({
  list: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/tickets/transfers',
        tags,
        summary: 'Own transfers',
        description: 'Sent and received, the latest first.',
      },
      rest: { page: true },
    })
    .input(listTransfersInput)
    .output(pageOf(transferOutput))
    .query(({ ctx, input }) => listTransfers(ctx, input)),

  create: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/transfers',
        tags,
        summary: 'Offer a ticket to somebody',
        description:
          'Mails a link to the recipient. The ticket stays the sender’s, and works, until it is accepted. A refund returns the money to whoever paid, also after a transfer.',
      },
      rest: { status: 201, aliases: ['/tickets/transfers/create'] },
    })
    .input(createTransferInput)
    .output(transferOutput)
    .mutation(command(createTransfer)),

  cancel: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/transfers/{id}/cancel',
        tags,
        summary: 'Take an offer back',
        description: 'By its sender, while it is pending.',
      },
    })
    .input(transferInput)
    .output(transferOutput)
    .mutation(command(cancelTransfer)),

  accept: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/transfers/accept',
        tags,
        summary: 'Accept a ticket by the token of the mail',
        description:
          'Signed in with the e-mail address that the ticket was offered to. The ticket gets a new code and a new QR code; the old ones are worthless at once.',
      },
    })
    .input(transferTokenInput)
    .output(transferOutput)
    .mutation(command(acceptTransfer)),

  decline: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/transfers/decline',
        tags,
        summary: 'Decline a ticket by the token of the mail',
      },
    })
    .input(transferTokenInput)
    .output(transferOutput)
    .mutation(command(declineTransfer)),

  acceptReceived: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/transfers/{id}/accept',
        tags,
        summary: 'Accept a received ticket',
        description:
          'For an account that had the address when the ticket was offered; others use the token of the mail.',
      },
    })
    .input(transferInput)
    .output(transferOutput)
    .mutation(command(acceptReceivedTransfer)),

  declineReceived: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/transfers/{id}/decline',
        tags,
        summary: 'Decline a received ticket',
      },
    })
    .input(transferInput)
    .output(transferOutput)
    .mutation(command(declineReceivedTransfer)),
});

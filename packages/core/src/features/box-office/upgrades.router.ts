import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { router, userProcedure } from '../../kernel/trpc.ts';
import { confirmUpgradeInput } from '../checkout/index.ts';
import {
  cancelUpgrade,
  confirmUpgrade,
  listUpgrades,
  presentConfirmedUpgrade,
  presentStarted,
} from './own-upgrades.service.ts';
import { createUpgrade } from './upgrade.service.ts';
import {
  confirmedUpgradeOutput,
  createUpgradeInput,
  listUpgradesInput,
  startedUpgradeOutput,
  upgradeInput,
  upgradeOutput,
} from './upgrades.schema.ts';

const tags = ['Upgrades'];

/** A ticket becomes one of a dearer type: it gets a new code and a new QR. */
export const upgradesRouter = router({
  list: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/tickets/upgrades',
        tags,
        summary: 'Own upgrades',
        description: 'The latest first.',
      },
      rest: { page: true },
    })
    .input(listUpgradesInput)
    .output(pageOf(upgradeOutput))
    .query(({ ctx, input }) => listUpgrades(ctx, input)),

  create: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/upgrades',
        tags,
        summary: 'Upgrade a ticket',
        description:
          'To a dearer type of the same event, paying the difference: from the balance at once, or by card (`provider: stripe`), which holds the place until `expires_at`. Where the ticket had cost more than the new type does, that goes back.',
      },
      rest: { status: 201, aliases: ['/tickets/upgrades/create'] },
    })
    .input(createUpgradeInput)
    .output(startedUpgradeOutput)
    .mutation(command(createUpgrade, presentStarted)),

  confirm: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/upgrades/{id}/confirm',
        tags,
        summary: 'Confirm the payment of an upgrade',
        description: 'Asks the provider, so that nobody waits for its message; with `payment_method` it pays first.',
      },
    })
    .input(confirmUpgradeInput)
    .output(confirmedUpgradeOutput)
    .mutation(command(confirmUpgrade, presentConfirmedUpgrade)),

  cancel: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/upgrades/{id}/cancel',
        tags,
        summary: 'Give an upgrade up',
        description: 'While it waits for its payment.',
      },
    })
    .input(upgradeInput)
    .output(upgradeOutput)
    .mutation(command(cancelUpgrade)),
});

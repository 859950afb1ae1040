import { z } from 'zod';
import { moneyOutput } from '../../kernel/money.ts';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, id } from '../../kernel/validation.ts';
import { intentOutput, nextAction, pageOutput, wayBack } from '../checkout/index.ts';

export const UPGRADE_STATUSES = ['pending', 'completed', 'cancelled', 'expired'] as const;

const type = z.object({ id, title: z.string() });

/** `oc-mena.md`, My upgrades. */
export const upgradeOutput = z
  .object({
    object: z.literal('upgrade'),
    id,
    status: z.enum(UPGRADE_STATUSES).describe('`pending`: waits for its card payment, and holds the place'),
    ticket_id: id,
    ticket_code: z.string(),
    event_id: id,
    event: z.string().describe('Title of the event'),
    booking_id: id,
    from: type,
    to: type,
    amount: moneyOutput.describe('The difference, which is paid'),
    credit: moneyOutput.describe('What went back instead, where the ticket had cost more than the new type does'),
    currency: z.string(),
    provider: z.enum(['balance', 'stripe', 'comp']).nullable().describe('Null where nothing was to pay'),
    reason: z.string(),
    invoice_number: z.string().nullable().describe('Of what it cost; null where that is nothing, or not invoiced yet'),
    expires_at: z.iso.datetime().nullable().describe('Until when the place is held'),
    created_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Upgrade' });

/** An upgrade that was just asked for, with what its payment needs. */
export const startedUpgradeOutput = upgradeOutput
  .extend({
    payment: intentOutput
      .nullable()
      .describe('To be completed by card; null where nothing is left to pay, or it is paid on the provider’s page'),
    checkout: pageOutput.nullable().describe('The provider’s page, where `flow` asks for it'),
  })
  .meta({ id: 'StartedUpgrade' });

export const confirmedUpgradeOutput = upgradeOutput
  .extend({ next_action: nextAction })
  .meta({ id: 'ConfirmedUpgrade' });

export const listUpgradesInput = z.object({ ...pageInput, status: anyCase(UPGRADE_STATUSES).optional() });

const target = {
  ticket_id: id,
  to_ticket_type_id: id.optional().describe('A dearer type of the same event'),
  new_ticket_type_id: id.optional().describe('May be sent instead of `to_ticket_type_id`'),
  ticket_type_id: id.optional().describe('May be sent instead of `to_ticket_type_id`'),
};

/** `oc-mena.md`, Request upgrade. */
export const createUpgradeInput = z.object({
  ...target,
  provider: anyCase(['balance', 'stripe'] as const)
    .default('balance')
    .describe('How the difference is paid'),
  flow: anyCase(['form', 'page'] as const)
    .default('form')
    .describe('With `stripe`: on a form of your own, or on a page of the provider’s'),
  ...wayBack,
});

export const upgradeInput = z.object({ id });

/** `oc-mena.md`, Process upgrade: by staff. */
export const staffUpgradeInput = z.object({
  ...target,
  reason: z.string().trim().min(1).max(1000),
  charge: anyCase(['balance', 'none'] as const)
    .default('balance')
    .describe('From the balance of who has the ticket, or a present of the house'),
});

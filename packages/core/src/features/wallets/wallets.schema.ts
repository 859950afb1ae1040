import { z } from 'zod';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, id } from '../../kernel/validation.ts';

export const WALLET_PLATFORMS = ['apple', 'google'] as const;

/** `oc-mena.md`, Create Apple Wallet pass and Create Google Wallet pass. */
export const createPassInput = z.object({ ticket_id: id.describe('A ticket of one’s own') });

export const WALLET_PASS_STATUSES = ['active', 'voided'] as const;

export const walletPassOutput = z
  .object({
    id: id.describe('Also its serial number'),
    platform: z.enum(WALLET_PLATFORMS),
    ticket_id: id,
    code: z.string().nullable().describe('Of the ticket; null once it has changed hands'),
    event_id: id,
    event: z.string().describe('Title of the event'),
    status: z.enum(WALLET_PASS_STATUSES).describe('`voided` for ever when the ticket changed hands or was cancelled'),
    version: z.int().describe('Counts changes of what it shows'),
    devices: z.int().describe('Phones that asked to be told of changes; Apple only'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    voided_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'WalletPass' });

export const googlePassOutput = z
  .object({
    pass: walletPassOutput,
    save_url: z.url().describe('Opens Google Wallet and saves the pass'),
    is_development: z.boolean().describe('Signed with a key made up here, which Google does not know'),
  })
  .meta({ id: 'GoogleWalletPass' });

export const listPassesInput = z.object({
  ...pageInput,
  platform: anyCase(WALLET_PLATFORMS).optional(),
  status: anyCase(WALLET_PASS_STATUSES).optional(),
  ticket_id: id.optional(),
});

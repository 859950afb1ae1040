import { z } from 'zod';
import { pageInput } from '../../kernel/paging.ts';
import { email, id, line } from '../../kernel/validation.ts';

/** Two hours, where an event says nothing else. */
export const DOORS_OPEN_MINUTES_BEFORE = 120;

export const gateSettingsOutput = z
  .object({
    event_id: id,
    doors_open_minutes_before: z.int().describe('How long before the event begins its gates admit'),
    doors_open_at: z.iso.datetime().describe('The same as a moment'),
    allows_reentry: z.boolean().describe('Whoever has left may come in again'),
  })
  .meta({ id: 'GateSettings' });

/** What is absent stays as it is. */
export const changeGateSettingsInput = z.object({
  id: id.describe('Of the event'),
  doors_open_minutes_before: z
    .int()
    .min(0)
    .max(10_000_000)
    .optional()
    .describe('How long before the event begins its gates admit; 120 where nothing was said'),
  allows_reentry: z.boolean().optional().describe('Whoever has left may come in again'),
});

export const gateOutput = z
  .object({
    id,
    event_id: id,
    name: z.string(),
    is_open: z.boolean(),
    devices: z.int().describe('Paired and not revoked'),
    created_at: z.iso.datetime(),
    closed_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Gate' });

const name = line(100);

export const listGatesInput = z.object({ ...pageInput, id: id.describe('Of the event') });
export const createGateInput = z.object({ id: id.describe('Of the event'), name: name.describe('As on its sign') });
export const renameGateInput = z.object({ id, name });

export const DEVICE_STATUSES = ['waiting', 'expired', 'paired', 'revoked'] as const;

export const gateDeviceOutput = z
  .object({
    id,
    gate_id: id,
    gate: z.string().describe('Name of the gate'),
    name: z.string(),
    status: z.enum(DEVICE_STATUSES).describe('`waiting` for its pairing code to be entered'),
    paired_at: z.iso.datetime().nullable(),
    last_seen_at: z.iso.datetime().nullable().describe('To the half minute'),
    revoked_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'GateDevice' });

export const addDeviceInput = z.object({ id: id.describe('Of the gate'), name: name.describe('Phone of whom, say') });

export const pairingOutput = z
  .object({
    device: gateDeviceOutput,
    pairing_code: z.string().describe('To be entered on the device; good for one use. It is not shown again'),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'GatePairing' });

export const pairInput = z.object({
  pairing_code: z.string().trim().min(1).max(100).optional(),
  code: z.string().trim().min(1).max(100).optional().describe('The same as `pairing_code`'),
});

export const pairedOutput = z
  .object({
    token: z.string().describe('Send it as `Authorization: Gate …`. It is not shown again'),
    device: gateDeviceOutput,
    event_id: id,
    event: z.string().describe('Title'),
    qr_public_key: z.string().describe('Ed25519, raw, base64url: verifies the QR codes of tickets'),
    snapshot_public_key: z.string().describe('The same, for snapshots'),
  })
  .meta({ id: 'PairedGate' });

export const gateStaffOutput = z
  .object({ user_id: id, username: z.string(), user_email: z.string(), created_at: z.iso.datetime() })
  .meta({ id: 'GateStaff' });

export const bindStaffInput = z.object({
  id: id.describe('Of the event'),
  user_email: email.describe('Of a staff account'),
});

export const unbindStaffInput = z.object({ id: id.describe('Of the event'), user_id: id });

export { authenticateDevice, isDeviceToken } from './device-token.ts';
export { gateErrors } from './gates.errors.ts';
export { mayScan, mayScanAnything, requireScanner, scannableEventIds } from './gates.policy.ts';
export { gatesRouter } from './gates.router.ts';
export { DOORS_OPEN_MINUTES_BEFORE } from './gates.schema.ts';

export const tables = ['gate_settings', 'gates', 'gate_devices', 'gate_staff'] as const;

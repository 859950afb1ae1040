import { defineErrors } from '../../kernel/errors.ts';

export const gateErrors = defineErrors('gate', {
  not_found: ['NOT_FOUND', 'There is no such gate.'],
  name_taken: ['CONFLICT', 'Another open gate of this event has this name.'],
  closed: ['CONFLICT', 'This gate is closed.'],
  device_not_found: ['NOT_FOUND', 'There is no such device.'],
  device_revoked: ['UNAUTHORIZED', 'This device was revoked, or its gate is closed. Pair it again.'],
  device_expired: ['UNAUTHORIZED', 'The event of this device ended long ago. Pair it with another gate.'],
  pairing_invalid: ['UNAUTHORIZED', 'This pairing code is wrong, has expired or was used.'],
  already_bound: ['CONFLICT', 'This account is bound to this event already.'],
  not_staff: ['CONFLICT', 'Only staff accounts are bound to events.'],
});

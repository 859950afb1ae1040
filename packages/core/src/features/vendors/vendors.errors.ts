import { defineErrors } from '../../kernel/errors.ts';

export const vendorErrors = defineErrors('vendor', {
  not_found: ['NOT_FOUND', 'There is no such vendor.'],
  suspended: ['CONFLICT', 'This vendor is suspended.'],
  without_booth: ['CONFLICT', 'No booth has been assigned to you yet.'],
  wrong_state: ['CONFLICT', 'This vendor can’t get that status.'],
});

export const boothErrors = defineErrors('booth', {
  not_found: ['NOT_FOUND', 'There is no such booth.'],
  taken: ['CONFLICT', 'This booth is assigned to another vendor. Unassign it first.'],
  assigned: ['CONFLICT', 'A vendor has this booth. Unassign it first.'],
  not_assigned: ['CONFLICT', 'Nobody has this booth.'],
  event_over: ['CONFLICT', 'The event of this booth is over or cancelled.'],
  qr_invalid: ['BAD_REQUEST', 'This is not a setup QR of ours.'],
  qr_superseded: ['CONFLICT', 'This QR is no longer good: the booth was given to somebody else, or given anew.'],
});

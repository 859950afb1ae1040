import { defineErrors } from '../../kernel/errors.ts';

export const venueErrors = defineErrors('venue', {
  not_found: ['NOT_FOUND', 'Not found.'],
  in_use: ['CONFLICT', 'This venue is used by events and can’t be deleted.'],
  capacity_needed: ['CONFLICT', 'A coming event at this venue needs more places.'],
  already_manager: ['CONFLICT', 'This person manages the venue already.'],
});

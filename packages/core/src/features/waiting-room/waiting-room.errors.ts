import { defineErrors } from '../../kernel/errors.ts';

export const waitingRoomErrors = defineErrors('waiting_room', {
  admission_required: [
    'FORBIDDEN',
    'This event has a waiting room. Join it, and buy with the Admission-Token that it gives you when it is your turn.',
  ],
  admission_expired: [
    'FORBIDDEN',
    'Your time to buy is over. Join the waiting room again: your new place is behind those who wait.',
  ],
  off: ['CONFLICT', 'This event has no waiting room: its tickets can be bought at once.'],
  not_found: ['NOT_FOUND', 'This event has no waiting room.'],
  has_opened: ['CONFLICT', 'The doors are open already, so their moment can’t be changed.'],
});

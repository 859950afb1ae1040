import { defineErrors } from '../../kernel/errors.ts';

export const sponsorErrors = defineErrors('sponsor', {
  not_found: ['NOT_FOUND', 'There is no such sponsor.'],
});

export const scheduleErrors = defineErrors('schedule_item', {
  not_found: ['NOT_FOUND', 'There is no such schedule item.'],
});

export const contactErrors = defineErrors('contact_message', {
  not_found: ['NOT_FOUND', 'There is no such message.'],
});

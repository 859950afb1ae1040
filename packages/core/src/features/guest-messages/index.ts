export { guestMessageJobs } from './guest-messages.jobs.ts';
export { guestMessagesRouter } from './guest-messages.router.ts';

export const tables = ['guest_messages', 'guest_message_types', 'guest_message_recipients'] as const;

export {
  bookingConfirmedMail,
  eventCancelledMail,
  eventDecidedMail,
  notificationJobs,
  passwordChangedMail,
  proposalDecidedMail,
  proposalReceivedMail,
  roleChangedMail,
  ticketRefundedMail,
  welcomeMail,
} from './notifications.jobs.ts';

/** Tables that only this feature writes. */
export const tables = ['mails'] as const;

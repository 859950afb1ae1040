export { emailChangedMail, emailVerificationMail, passwordResetMail } from './account-mails.ts';
export {
  guestInvitedMail,
  invoiceMail,
  partialRefundMail,
  ticketsAgainMail,
  ticketUpgradedMail,
} from './box-office-mails.ts';
export { eventCalendar } from './calendar-attachment.ts';
export { contactMessageMail } from './contact-mails.ts';
export { type HolderFacts, mailEventCancellation, mailEventChange, revisionDecidedMail } from './event-mails.ts';
export { type GuestMessage, mailGuestMessage } from './guest-message-mails.ts';
export {
  bookingConfirmedMail,
  eventCancelledMail,
  eventDecidedMail,
  invitationMail,
  notificationJobs,
  passwordChangedMail,
  proposalDecidedMail,
  proposalReceivedMail,
  roleChangedMail,
  ticketRefundedMail,
  welcomeMail,
} from './notifications.jobs.ts';
export { emailVerificationToken, invitationToken, passwordResetToken, transferToken } from './one-time-tokens.ts';
export { operatorAlertMail } from './operator-mails.ts';
export { mailPurges } from './purges.ts';
export { remindOfEvents } from './reminders.ts';
export {
  transferAcceptedMail,
  transferEndedMail,
  transferOfferedMail,
  transferReceivedMail,
} from './transfer-mails.ts';
export { boothAssignedMail } from './vendor-mails.ts';

export { watchFailedJobs } from './watch-failed-jobs.ts';

/** Tables that only this feature writes. */
export const tables = ['mails'] as const;

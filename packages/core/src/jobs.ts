import { accountJobs, accountPurges } from './features/accounts/index.ts';
import { auditJobs, auditPurges } from './features/audit/index.ts';
import { expireBooking, followUp } from './features/bookings/index.ts';
import { checkoutJobs, checkoutPurges } from './features/checkout/index.ts';
import { documentJobs } from './features/documents/index.ts';
import { cancelBookingsOfEvent, resumeCancellations } from './features/event-planning/index.ts';
import { completePastEvents } from './features/events/index.ts';
import { guestMessageJobs } from './features/guest-messages/index.ts';
import { invoiceJobs } from './features/invoices/index.ts';
import { mediaJobs } from './features/media/index.ts';
import { mailPurges, notificationJobs } from './features/notifications/index.ts';
import { organizationPurges } from './features/organizers/index.ts';
import { paymentJobs } from './features/payments/index.ts';
import { transferJobs } from './features/transfers/index.ts';
import { upgradeJobs } from './features/upgrades/index.ts';
import { waitingRoomJobs } from './features/waiting-room/index.ts';
import { walletJobs } from './features/wallets/index.ts';
import type { AnyJob } from './kernel/jobs.ts';
import { kernelPurges, type Purge, purgeJob } from './kernel/purge.ts';

/** Everything that only grows and is not kept for good; sales, money, tickets, scans and the audit log are. */
export const allPurges: readonly Purge[] = [
  ...kernelPurges,
  ...accountPurges,
  ...mailPurges,
  ...checkoutPurges,
  ...organizationPurges,
  ...auditPurges,
];

/** Every job of Setiket: migrating makes a queue for each, the worker works them off. */
export const allJobs: readonly AnyJob[] = [
  ...notificationJobs,
  ...mediaJobs,
  ...paymentJobs,
  ...checkoutJobs,
  ...accountJobs,
  ...auditJobs,
  ...transferJobs,
  ...documentJobs,
  ...walletJobs,
  ...upgradeJobs,
  ...waitingRoomJobs,
  cancelBookingsOfEvent,
  resumeCancellations,
  completePastEvents,
  expireBooking,
  followUp,
  ...invoiceJobs,
  ...guestMessageJobs,
  purgeJob(allPurges),
];

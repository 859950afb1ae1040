export {
  type CardPayment,
  insertSurplus,
  linkPayment,
  markDeclined,
  markSucceeded,
  markSurplus,
  markVoided,
  openPayment,
  voidOpenPayments,
  withBuyer,
} from './card-payments.ts';
export { recordDispute } from './disputes.ts';
export { refuseWhileInProgress } from './in-progress.ts';
export { payerOf } from './payer.ts';
export { checkoutErrors } from './payments.errors.ts';
export { paymentJobs } from './payments.jobs.ts';
export { insertBalancePayments, payFromBalance, recordComp, voidPayment } from './payments.service.ts';
export { configuredProviders, providerOf } from './providers/index.ts';
export type { PaymentProvider, ProviderEvent, ProviderName, ProviderPayment } from './providers/provider.ts';
export { completeRefund, refundToBalance, withPayment as withRefundedPayment } from './refund-outcomes.ts';
export { recordExternalRefund, refundTicketPrice } from './refunds.service.ts';
export { noteOnTimeline, PAYMENT_EVENTS, type PaymentEventKind, timelineOf } from './timeline.ts';

export const tables = ['payments', 'refunds', 'payment_events'] as const;

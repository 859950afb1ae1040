export { askBeforeExpiry, checkoutJobs } from './checkout.jobs.ts';
export { checkoutRouter, reconciliationsRouter } from './checkout.router.ts';
export {
  confirmUpgradeInput,
  intentOutput,
  nextAction,
  pageOutput,
  timelineOutput,
  wayBack,
} from './checkout.schema.ts';
export { confirmFound } from './confirm-payment.service.ts';
export { checkoutPurges } from './purges.ts';
export { requireKnownOrigins } from './return-address.ts';
export { presentIntent, presentPage } from './start-payment.service.ts';
export { bookingTimeline } from './timeline.service.ts';
export { receiveProviderEvent } from './webhook.service.ts';

export const tables = ['provider_events', 'reconciliations'] as const;

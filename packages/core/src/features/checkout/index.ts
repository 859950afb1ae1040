export { askBeforeExpiry, checkoutJobs } from './checkout.jobs.ts';
export { checkoutRouter, reconciliationsRouter } from './checkout.router.ts';
export { intentOutput, timelineOutput } from './checkout.schema.ts';
export { presentIntent } from './start-payment.service.ts';
export { bookingTimeline } from './timeline.service.ts';
export { receiveProviderEvent } from './webhook.service.ts';

export const tables = ['provider_events', 'reconciliations'] as const;

export { checkoutJobs } from './checkout.jobs.ts';
export { checkoutRouter, reconciliationsRouter } from './checkout.router.ts';
export { timelineOutput } from './checkout.schema.ts';
export { bookingTimeline } from './timeline.service.ts';
export { receiveProviderEvent } from './webhook.service.ts';

export const tables = ['provider_events', 'reconciliations'] as const;

export { documentJobs, prepareDocuments } from './documents.jobs.ts';
export { documentPdf, invoicePdf, MAX_PAGES, ticketPdf, ticketsPdf, upgradeInvoicePdf } from './documents.service.ts';
export type { Document } from './stored.ts';

/** What it draws is kept in the object store, and can be drawn again at any time. */
export const tables = [] as const;

export { invoiceJobs, issueCreditNoteOf, issueInvoiceOfUpgrade } from './invoices.jobs.ts';
export {
  type InvoiceLine,
  issueCreditNote,
  issueInvoice,
  issueInvoices,
  issueUpgradeInvoice,
} from './invoices.service.ts';
export { orderNumber, readOrderNumber } from './order-number.ts';

export const tables = ['invoice_series', 'invoice_counters', 'invoices'] as const;

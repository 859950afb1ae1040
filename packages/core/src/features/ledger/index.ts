export { post } from './ledger.service.ts';

export const tables = ['ledger_accounts', 'ledger_transactions', 'ledger_entries'] as const;

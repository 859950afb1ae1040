export { post } from './ledger.service.ts';

export const tables = ['balances', 'ledger_accounts', 'ledger_transactions', 'ledger_entries'] as const;

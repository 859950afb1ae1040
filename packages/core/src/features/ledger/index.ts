export { insufficientBalance, post } from './ledger.service.ts';
export {
  type Purse,
  type PurseRow,
  postSales,
  pursesLocked,
  pursesOf,
  revenueAccount,
  type SalePosting,
} from './sales.ts';

export const tables = ['balances', 'ledger_accounts', 'ledger_transactions', 'ledger_entries'] as const;

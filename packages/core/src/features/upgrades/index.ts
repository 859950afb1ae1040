export {
  applyUpgrade,
  completePaidUpgrade,
  creditedTo,
  dropUpgradesOf,
  endUpgrade,
  expireUpgrades,
  holdPlace,
  insertUpgrade,
} from './life.ts';
export { type Quote, quoteOf } from './quote.ts';
export { upgradeErrors } from './upgrades.errors.ts';
export { expireUpgrade, upgradeJobs } from './upgrades.jobs.ts';

export const tables = ['ticket_upgrades'] as const;

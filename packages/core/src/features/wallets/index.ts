export { developmentIdentity } from './apple/identity.ts';
export {
  changedPasses,
  latestPass,
  logFromDevices,
  registerDevice,
  unregisterDevice,
} from './apple/web-service.ts';
export { developmentGoogleIdentity } from './google/link.ts';
export { type TicketChange, touchPasses } from './touching.ts';
export { walletJobs } from './wallets.jobs.ts';
export { walletsRouter } from './wallets.router.ts';

export const tables = ['wallet_passes', 'wallet_registrations', 'wallet_keys'] as const;

export { type MailboxOptions, type MailCatcher, startMailbox } from './mailbox.ts';
export { type ObjectStore, type ObjectStoreOptions, startObjectStore } from './object-store.ts';
export type { Desk as PaymentsDesk } from './payments/desk.ts';
export { type Payments, type PaymentsOptions, startPayments } from './payments.ts';
export { findFreePort, isPortFree, PortTakenError } from './ports.ts';
export { type Postgres, type PostgresOptions, removePostgresData, startPostgres } from './postgres.ts';
export { commandLine, isAlive } from './postmaster.ts';
export type { Log } from './types.ts';

/** A start that cannot go on, told in a sentence that says what to do; printed without a stack. */
export class StartFailure extends Error {
  override name = 'StartFailure';
}

/** Somebody pressed Ctrl-C or sent a signal: nothing failed, but nothing goes on either. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

/** What is printed when a start fails. Expected failures are sentences; only what nobody expected shows where it happened. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC') return 'The disk is full. Make room and start again.';
  const is_expected = ['StartFailure', 'EnvError', 'MigrationError', 'PortTakenError'].includes(error.name);
  return is_expected ? error.message : (error.stack ?? error.message);
}

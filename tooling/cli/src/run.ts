import { parseArgs } from 'node:util';
import { EnvError } from '@setiket/core/env';
import { DomainError } from '@setiket/core/kernel/errors';
import { type Command, type Io, UsageError } from './command.ts';
import { auditCommand } from './commands/audit.ts';
import { createAdminCommand } from './commands/create-admin.ts';
import { envExampleCommand, openapiCommand } from './commands/files.ts';
import { jobsCommand } from './commands/jobs.ts';
import { migrateCommand } from './commands/migrate.ts';
import { seedCommand } from './commands/seed.ts';

const commands: Record<string, Command> = {
  migrate: migrateCommand,
  seed: seedCommand,
  'create-admin': createAdminCommand,
  audit: auditCommand,
  jobs: jobsCommand,
  openapi: openapiCommand,
  'env-example': envExampleCommand,
};

/** Runs one command line; resolves to the exit code. */
export async function run([name, ...args]: string[], io: Io): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    for (const line of overview()) io.out(line);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    io.err(`There is no command "${name}". "pnpm setiket --help" lists them.`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    for (const line of helpOf(name, command)) io.out(line);
    return 0;
  }
  try {
    const { values, positionals } = parse(command, args);
    return await command.run(io, values, positionals);
  } catch (error) {
    const sentence = explain(error);
    if (sentence === undefined) throw error;
    io.err(sentence);
    return error instanceof UsageError ? 2 : 1;
  }
}

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: command.options, allowPositionals: command.allows_positionals ?? false });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** What is expected to go wrong, in words; undefined for what nobody expected. */
function explain(error: unknown): string | undefined {
  if (error instanceof UsageError || error instanceof EnvError) return error.message;
  if (error instanceof DomainError) {
    const fields = Object.entries(error.fields ?? {}).map(([field, sentences]) => `  ${field}: ${sentences.join(' ')}`);
    return [error.message, ...fields].join('\n');
  }
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'MigrationError') return error.message;
  const cause = error as NodeJS.ErrnoException & { meta?: { driverAdapterError?: { cause?: { kind?: string } } } };
  const isUnreachable =
    cause.code === 'ECONNREFUSED' || cause.meta?.driverAdapterError?.cause?.kind === 'DatabaseNotReachable';
  return isUnreachable
    ? 'The database does not answer. Start Setiket with "npm start", or look at DATABASE_URL.'
    : undefined;
}

function overview(): string[] {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'Usage: pnpm setiket <command> [options]',
    '',
    ...lines,
    '',
    '"pnpm setiket <command> --help" tells more about one.',
  ];
}

function helpOf(name: string, { summary, usage, options }: Command): string[] {
  const lines = Object.entries(options).map(
    ([option, { type, help }]) => [`  --${option}${type === 'string' ? ' <…>' : ''}`, help] as const,
  );
  const width = Math.max(0, ...lines.map(([option]) => option.length));
  return [
    `Usage: pnpm setiket ${name} ${usage}`.trimEnd(),
    '',
    summary,
    ...(lines.length > 0 ? [''] : []),
    ...lines.map(([option, help]) => `${option.padEnd(width)}  ${help}`),
  ];
}

import type { Readable } from 'node:stream';
import type { ParseArgsOptionsConfig } from 'node:util';

/** What a command may touch of the process it runs in; tests bring their own. */
export type Io = {
  env: NodeJS.ProcessEnv;
  out(line: string): void;
  err(line: string): void;
  stdin: Readable & { isTTY?: boolean };
};

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

export type Command = {
  /** One line of the list of commands. */
  summary: string;
  /** What follows the command's name. */
  usage: string;
  /** Each option of `parseArgs`, with the sentence that `--help` shows. */
  options: Record<string, ParseArgsOptionsConfig[string] & { help: string }>;
  allows_positionals?: true;
  /** Resolves to the exit code. */
  run(io: Io, values: Values, positionals: string[]): Promise<number>;
};

/** Something that the caller can put right; printed as a sentence, without a stack. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** An option that has to be there. */
export function required(values: Values, name: string): string {
  const value = values[name];
  if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`--${name} is missing.`);
  return value.trim();
}

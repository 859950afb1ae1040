import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createAdministrator } from '@setiket/core/features/accounts';
import { systemContext } from '@setiket/core/kernel/context';
import { randomCode } from '@setiket/core/kernel/crypto';
import { type Command, type Io, required, UsageError, type Values } from '../command.ts';
import { withDeps } from '../settings.ts';

/** Letters and digits that nobody confuses: 24 of them are 118 random bits. */
const GENERATED_LENGTH = 24;

export const createAdminCommand: Command = {
  summary: 'Make an administrator who may make others',
  usage: '--username <name> --email <address> [--password-stdin | --generate]',
  options: {
    username: { type: 'string', help: 'Name to sign in with' },
    email: { type: 'string', help: 'Address to sign in with and to write to' },
    'password-stdin': { type: 'boolean', help: 'Read the password from standard input' },
    generate: { type: 'boolean', help: 'Make up a password and print it' },
  },
  async run(io, values) {
    const username = required(values, 'username');
    const email = required(values, 'email').toLowerCase();
    const { password, is_generated } = await choosePassword(io, values);
    await withDeps(io, (deps) =>
      createAdministrator(systemContext(deps, 'cli.create_admin'), { username, email, password }),
    );
    io.out(`${username} is an administrator now.`);
    if (is_generated) io.out(`Password: ${password}`);
    return 0;
  },
};

type Password = { password: string; is_generated: boolean };

async function choosePassword(io: Io, values: Values): Promise<Password> {
  if (values['password-stdin'] && values.generate) throw new UsageError('Use either --password-stdin or --generate.');
  if (values['password-stdin']) return { password: (await text(io.stdin)).replace(/\r?\n$/, ''), is_generated: false };
  if (values.generate || !io.stdin.isTTY) return { password: randomCode(GENERATED_LENGTH), is_generated: true };
  const password = await askHidden(io, 'Password: ');
  if (password !== (await askHidden(io, 'Once more: '))) throw new UsageError('The two passwords differ.');
  return { password, is_generated: false };
}

/** Asks on the terminal without showing what is typed. */
async function askHidden(io: Io, question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  // The terminal stops echoing when the interface opens; the question comes after it, so that no quick typist is shown.
  const lines = createInterface({ input: io.stdin, output: nowhere, terminal: true });
  const interrupted = new AbortController();
  lines.once('SIGINT', () => interrupted.abort());
  try {
    const answer = lines.question('', { signal: interrupted.signal });
    process.stdout.write(question);
    return await answer;
  } catch (error) {
    throw interrupted.signal.aborted ? new UsageError('Nothing was made.') : error;
  } finally {
    lines.close();
    process.stdout.write('\n');
  }
}

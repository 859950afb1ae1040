import { createRequire } from 'node:module';

/** Passwords that are tried first in Indonesia; the list of the library is English. */
const LOCAL = ['bismillah', 'sayangku', 'rahasia123', 'katasandi', 'indonesia', 'indonesia1', 'merdeka45', 'garuda123'];

/** Nobody guesses this site's name last. */
const SITE = 'setiket';

let common: Set<string> | undefined;

/**
 * 49,000 common passwords, of which those count that are long enough. Read at the first registration, as they take some
 * 20 MB: most processes never need them.
 */
function commonPasswords(): Set<string> {
  if (common) return common;
  const { dictionary } = createRequire(import.meta.url)('@zxcvbn-ts/language-common') as {
    dictionary: Record<'passwords-common', string[]>;
  };
  common = new Set([...dictionary['passwords-common'], ...LOCAL].filter((word) => word.length >= MINIMUM));
  return common;
}

const MINIMUM = 8;
const MAXIMUM = 256;

/** Everything that is wrong with a password, a sentence each; empty when it may be used. */
export function passwordProblems(
  password: string,
  person: { username?: string | undefined; email?: string | undefined },
): string[] {
  const problems: string[] = [];
  if (password.length < MINIMUM)
    problems.push(`This password is too short. It must have at least ${MINIMUM} characters.`);
  if (password.length > MAXIMUM) problems.push(`This password is too long. It may have at most ${MAXIMUM} characters.`);
  if (/^\d+$/.test(password)) problems.push('This password has only digits.');
  if (isLikeName(password, person.username)) problems.push('This password is too similar to the username.');
  if (isLikeName(password, person.email?.split('@')[0]))
    problems.push('This password is too similar to the e-mail address.');
  if (isLikeName(password, SITE)) problems.push('This password is too similar to the name of this site.');
  if (commonPasswords().has(password.toLowerCase())) problems.push('This password is too common.');
  return problems;
}

/** The name itself, or the name with a few characters around it. */
function isLikeName(password: string, name: string | undefined): boolean {
  if (!name || name.length < 4) return false;
  return password.toLowerCase().includes(name.toLowerCase()) && password.length < name.length + 4;
}

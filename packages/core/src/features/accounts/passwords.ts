/** The passwords that are tried first; a longer list belongs in a breach service. */
const COMMON = new Set([
  'password',
  'password1',
  'password12',
  'password123',
  'passw0rd',
  'p@ssw0rd',
  '12345678',
  '123456789',
  '1234567890',
  'qwertyui',
  'qwertyuiop',
  'qwerty123',
  '1q2w3e4r',
  '1q2w3e4r5t',
  'iloveyou',
  '11111111',
  '00000000',
  '87654321',
  'abc12345',
  'abcd1234',
  'asdfghjk',
  'zxcvbnm1',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'letmein1',
  'welcome1',
  'admin123',
  'adminadmin',
  'trustno1',
  'whatever',
  'dragon123',
  'monkey123',
  'indonesia',
  'bismillah',
  'sayangku',
  'rahasia123',
  'katasandi',
]);

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
  if (COMMON.has(password.toLowerCase())) problems.push('This password is too common.');
  if (isLikeName(password, person.username)) problems.push('This password is too similar to the username.');
  if (isLikeName(password, person.email?.split('@')[0]))
    problems.push('This password is too similar to the e-mail address.');
  return problems;
}

/** The name itself, or the name with a few characters around it. */
function isLikeName(password: string, name: string | undefined): boolean {
  if (!name || name.length < 4) return false;
  return password.toLowerCase().includes(name.toLowerCase()) && password.length < name.length + 4;
}

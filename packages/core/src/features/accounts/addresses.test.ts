import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FEATURES = join(import.meta.dirname, '..');

/** Looks a user up by address: `users.find…({ where: { email …`. */
const LOOKUP = /users\.find\w+\(\{\s*where: \{[^}]*\bemail\b[^}]*/g;

test('findVerifiedUser: no other feature looks an account up by an address that may be unverified', () => {
  const files = globSync('**/*.ts', { cwd: FEATURES, exclude: (name) => name.endsWith('.test.ts') });
  const lookups = files
    .filter((file) => !file.startsWith('accounts/'))
    .flatMap((file) =>
      (readFileSync(join(FEATURES, file), 'utf8').match(LOOKUP) ?? []).map((text) => `${file}: ${text}`),
    );
  const unverified = lookups.filter((text) => !text.includes('email_verified_at'));
  // An administrator filters the audit trail by this name.
  expect(unverified.filter((text) => !text.startsWith('audit-trail/'))).toEqual([]);
  expect(lookups.length).toBeGreaterThan(unverified.length);
});

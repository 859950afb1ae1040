import { describe, expect, test } from 'vitest';
import { shownEmail } from './email.ts';
import { email, line } from './validation.ts';

const sentence = (typed: string) => email.safeParse(typed).error?.issues[0]?.message;

describe('email', () => {
  test.each([
    "o'leary@example.com",
    'o&leary@example.com',
    'o#neil@example.com',
    'x=y/z@example.com',
    '!#$%&*/=?^_`{|}~+-@example.com',
    'a.b@example.co.id',
    `${'a'.repeat(64)}@example.com`,
  ])('accepts %s', (typed) => {
    expect(email.parse(typed)).toBe(typed);
  });

  test.each([
    ['gast@müller.de', 'gast@xn--mller-kva.de'],
    ['gast@MU\u0308LLER.de', 'gast@xn--mller-kva.de'],
    ['gast@xn--mller-kva.de', 'gast@xn--mller-kva.de'],
    ['Info@почта.рф', 'info@xn--80a1acny.xn--p1ai'],
    ['info@例え.jp', 'info@xn--r8jz45g.jp'],
    ['info@例え。jp', 'info@xn--r8jz45g.jp'],
    [' Ani@Example.TEST ', 'ani@example.test'],
  ])('keeps %j as %s', (typed, kept) => {
    expect(email.parse(typed)).toBe(kept);
  });

  test('shows a domain with letters of its own as it was written', () => {
    expect(shownEmail('gast@xn--mller-kva.de')).toBe('gast@müller.de');
    expect(shownEmail('xn--a@example.com')).toBe('xn--a@example.com');
  });

  test('says why letters outside ASCII before the @ are refused', () => {
    expect(sentence('gäste@example.com')).toMatch(/^Before the @ only letters a to z/);
  });

  test.each([
    'nowhere',
    '@example.com',
    'a@',
    'a@localhost',
    'a..b@example.com',
    '.a@example.com',
    'a b@example.com',
    'a@b@example.com',
    'a@exa mple.com',
    'a@-example.com',
    'a@127.0.0.1',
    'a@1.2',
    'a@[127.0.0.1]',
    'a@example.com/x',
    'a@example.com:25',
    'a@xn--.com',
    'a\0@example.com',
    `${'a'.repeat(65)}@example.com`,
  ])('refuses %j', (typed) => {
    expect(sentence(typed)).toBe('Enter a valid e-mail address.');
  });
});

test('line: composes letters and their marks', () => {
  expect(line(20).parse('Andre\u0301')).toBe('André');
});

import { expect, test } from 'vitest';
import { passwordProblems } from './passwords.ts';

const person = { username: 'kartika', email: 'raden.ajeng@example.test' };

test.each(['Password1', 'iloveyou2', 'trustno1', 'qwertyuiop', 'bismillah', 'Liverpool', 'starwars1'])(
  'passwordProblems: refuses %s, which many use',
  (password) => {
    expect(passwordProblems(password, person)).toEqual(['This password is too common.']);
  },
);

test.each([
  ['kartika1', 'This password is too similar to the username.'],
  ['Raden.Ajeng7', 'This password is too similar to the e-mail address.'],
  ['Setiket1', 'This password is too similar to the name of this site.'],
])('passwordProblems: refuses %s for this person', (password, sentence) => {
  expect(passwordProblems(password, person)).toEqual([sentence]);
});

test.each(['securepassword123', 'newpassword123', 'terang bulan 88'])('passwordProblems: accepts %s', (password) => {
  expect(passwordProblems(password, person)).toEqual([]);
});

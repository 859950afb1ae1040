import { expect, test } from 'vitest';
import { readAmount } from './amount.ts';

const inIndonesian = (text: string, currency = 'IDR') => readAmount(text, { locale: 'id', currency });
const inEnglish = (text: string, currency = 'IDR') => readAmount(text, { locale: 'en', currency });

test.each([
  ['150.000', '150000'],
  ['1.500.000', '1500000'],
  ['150.000,00', '150000.00'],
  ['Rp 150.000', '150000'],
  ['Rp150.000', '150000'],
  ['150000', '150000'],
  ['150000,5', '150000.5'],
  ['0', '0'],
])('readAmount: %s in Indonesian is %s', (text, value) => {
  expect(inIndonesian(text)).toEqual({ value });
});

test.each([
  ['150,000', '150000'],
  ['1,500,000.50', '1500000.50'],
  ['150000', '150000'],
  ['IDR 150,000', '150000'],
  ['12.5', '12.5'],
])('readAmount: %s in English is %s', (text, value) => {
  expect(inEnglish(text)).toEqual({ value });
});

test.each(['150,000', '150,000.00', '12.5', '1.50'])('readAmount: asks again for %s in Indonesian', (text) => {
  expect(inIndonesian(text)).toEqual({ problem: 'ambiguous' });
});

test.each(['150.000', '1.500.000', '150000,5'])('readAmount: asks again for %s in English', (text) => {
  expect(inEnglish(text)).toEqual({ problem: 'ambiguous' });
});

test('readAmount: a currency of three digits makes one separator ambiguous', () => {
  expect(inEnglish('1.250', 'KWD')).toEqual({ problem: 'ambiguous' });
  expect(inEnglish('1.25', 'KWD')).toEqual({ value: '1.25' });
  expect(inIndonesian('1.250.000', 'KWD')).toEqual({ value: '1250000' });
});

test('readAmount: a currency without digits has none', () => {
  expect(inEnglish('1500.5', 'JPY')).toEqual({ problem: 'not_an_amount' });
  expect(inIndonesian('1.500', 'JPY')).toEqual({ value: '1500' });
});

test.each(['', '  '])('readAmount: nothing is no amount', (text) => {
  expect(inEnglish(text)).toEqual({ problem: 'empty' });
});

test.each(['abc', '-5', '1.50.000', '15.00.00', '1e3', '12..5'])('readAmount: %s is no amount', (text) => {
  expect(inIndonesian(text)).toEqual({ problem: 'not_an_amount' });
});

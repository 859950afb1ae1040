import { meantTexts as onServer } from '@setiket/core/kernel/keyboard-layouts';
import { expect, test } from 'vitest';
import { meantTexts as atGate } from '../src/pages/gate/keyboard-layouts.ts';

test.each([
  'SETIKETß0193yz?ab',
  'SETIKET)à"é1',
  "TKT'20260302'ABCDEFGY",
  'setiket-0193',
  'SETIKETü193öyz',
  'https://example.test',
])('meantTexts: gate and server read %j alike', (text) => {
  expect(atGate(text)).toEqual(onServer(text));
});

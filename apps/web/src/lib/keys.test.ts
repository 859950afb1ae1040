import { expect, test } from 'vitest';
import { keyOf, noteAnswer } from './keys.ts';

const refusal = (status: number, code = 'x') => ({ status, code, message: '', fields: {} });

test('a wish keeps its key until it was answered for certain', () => {
  const key = keyOf('buy');
  for (const uncertain of [refusal(0), refusal(503), refusal(409, 'idempotency.in_progress')]) {
    noteAnswer('buy', uncertain);
    expect(keyOf('buy')).toBe(key);
  }
  expect(keyOf('buy something else')).not.toBe(key);
  noteAnswer('buy');
  expect(keyOf('buy')).not.toBe(key);
});

test('what was refused may be asked for again', () => {
  const key = keyOf('refund');
  noteAnswer('refund', refusal(409, 'ticket.used'));
  expect(keyOf('refund')).not.toBe(key);
});

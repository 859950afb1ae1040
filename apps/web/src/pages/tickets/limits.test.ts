import { expect, test } from 'vitest';
import { limitsOf } from './limits.ts';

const all = (why: string) => ({ upgrade: why, transfer: why, refund: why });
const here = { is_past: false, is_online: true };

test('a good ticket can be given away, upgraded and refunded', () => {
  expect(limitsOf({ status: 'active' }, here)).toEqual({});
});

test.each([
  ['cancelled', { status: 'cancelled' }, here],
  ['used', { status: 'used' }, { is_past: true, is_online: false }],
  ['over', { status: 'active' }, { is_past: true, is_online: false }],
  ['offline', { status: 'active' }, { is_past: false, is_online: false }],
] as const)('%s stops everything, what lasts before what passes', (why, ticket, facts) => {
  expect(limitsOf(ticket, facts)).toEqual(all(why));
});

test('what is on its way stops only the same again', () => {
  expect(limitsOf({ status: 'active', pending_transfer: {} }, here)).toEqual({ transfer: 'offered' });
  expect(limitsOf({ status: 'active', pending_upgrade: {} }, here)).toEqual({ upgrade: 'upgrading' });
});

import { expect, test } from 'vitest';
import { admissionsNow, type Demand, nextRate } from './pace.ts';

const steady = { rate: 20, seconds_since_slowed: Number.POSITIVE_INFINITY };

test('while purchases are quick, the rate grows by the second', () => {
  const measured = { p95_ms: 80, elapsed_seconds: 1, was_limiting: true };
  expect(nextRate(steady, measured)).toEqual({ rate: 21, is_slowed: false });
  expect(nextRate(steady, { ...measured, elapsed_seconds: 2.5 })).toEqual({ rate: 22.5, is_slowed: false });
  expect(nextRate(steady, { ...measured, p95_ms: undefined })).toEqual({ rate: 21, is_slowed: false });
  expect(nextRate({ ...steady, rate: 500 }, measured).rate).toBe(500);
});

test('when they are slow it is halved, once for the same slowness, and never to nothing', () => {
  const slow = { p95_ms: 900, elapsed_seconds: 1, was_limiting: true };
  expect(nextRate(steady, slow)).toEqual({ rate: 10, is_slowed: true });
  expect(nextRate({ rate: 10, seconds_since_slowed: 2 }, slow)).toEqual({ rate: 10, is_slowed: false });
  expect(nextRate({ rate: 10, seconds_since_slowed: 6 }, slow)).toEqual({ rate: 5, is_slowed: true });
  expect(nextRate({ rate: 0.6, seconds_since_slowed: 6 }, slow).rate).toBe(0.5);
});

test('a rate that held nobody back has proved nothing', () => {
  expect(nextRate(steady, { p95_ms: 10, elapsed_seconds: 1, was_limiting: false }).rate).toBe(20);
});

const crowd: Demand = {
  rate: 10,
  credit: 0,
  elapsed_seconds: 1,
  waiting: 1_000,
  outstanding: 0,
  places_left: 1_000,
  admitted_last_minute: 0,
  max_per_minute: null,
};

test('admitted is what the rate gives, with fractions carried over', () => {
  expect(admissionsNow(crowd)).toEqual({ count: 10, credit: 0, was_limiting: true });
  expect(admissionsNow({ ...crowd, rate: 0.5 })).toEqual({ count: 0, credit: 0.5, was_limiting: true });
  expect(admissionsNow({ ...crowd, rate: 0.5, credit: 0.5 })).toEqual({ count: 1, credit: 0, was_limiting: true });
});

test('never more than wait, and what nobody used is not saved up', () => {
  expect(admissionsNow({ ...crowd, waiting: 3 })).toEqual({ count: 3, credit: 1, was_limiting: false });
});

test('never more people with tokens than a small multiple of the places', () => {
  expect(admissionsNow({ ...crowd, places_left: 4, outstanding: 5 }).count).toBe(7);
  expect(admissionsNow({ ...crowd, places_left: 4, outstanding: 12 }).count).toBe(0);
  expect(admissionsNow({ ...crowd, places_left: 0 }).count).toBe(0);
  expect(admissionsNow({ ...crowd, places_left: undefined }).count).toBe(0);
});

test('the organizer’s ceiling holds for every minute and is spread over it', () => {
  expect(admissionsNow({ ...crowd, max_per_minute: 120 }).count).toBe(2);
  expect(admissionsNow({ ...crowd, max_per_minute: 120, admitted_last_minute: 119 }).count).toBe(1);
  expect(admissionsNow({ ...crowd, max_per_minute: 120, admitted_last_minute: 120 }).count).toBe(0);
});

test('after a pause in which nobody led, there is no flood', () => {
  expect(admissionsNow({ ...crowd, elapsed_seconds: 600 }).count).toBe(30);
});

test('what the ceiling holds back proves nothing about the rate', () => {
  expect(admissionsNow({ ...crowd, max_per_minute: 120 })).toMatchObject({ count: 2, was_limiting: false });
});

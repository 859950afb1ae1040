import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refused } from './api.ts';
import { listen } from './listen.ts';

type Told = { onError(error: unknown): void };

beforeEach(() => {
  vi.useFakeTimers();
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function opened() {
  const told: Told[] = [];
  const unsubscribe = vi.fn();
  const onLost = vi.fn();
  const stop = listen((listener) => {
    told.push(listener);
    return { unsubscribe };
  }, onLost);
  return { told, unsubscribe, onLost, stop };
}

test('a stream that was lost is opened again, until nobody listens', () => {
  const { told, onLost, stop } = opened();
  told[0]!.onError(new Error('502'));
  told[0]!.onError(new Error('502'));
  expect(onLost).toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(told).toHaveLength(2);
  told[1]!.onError(new Error('502'));
  stop();
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(2);
});

test('what the server refuses stays refused', () => {
  const { told, onLost } = opened();
  told[0]!.onError(new Refused({ code: 'event.not_found', message: '', fields: {}, status: 404 }));
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(1);
  expect(onLost).not.toHaveBeenCalled();
});

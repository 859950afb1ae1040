import type { Output } from './api.ts';

/** What was sent with the page is as good as an answer for this long. */
const GOOD_FOR_MS = 20_000;

/** The event that the server sent along with the page, if it is this one. It is taken once: later it may have changed. */
export function takeServedEvent(id: string): Output['events']['get'] | undefined {
  const element = document.getElementById('served-event');
  if (!element || performance.now() > GOOD_FOR_MS) return undefined;
  const event = JSON.parse(element.textContent ?? '') as Output['events']['get'];
  if (event.id !== id) return undefined;
  element.remove();
  return event;
}

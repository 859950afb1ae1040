import { bodyEvents } from './body.ts';
import type { DemoEvent } from './event.ts';
import { laughAndFrightEvents } from './laughs-and-frights.ts';
import { mindEvents } from './mind.ts';
import { musicEvents } from './music.ts';

export type { DemoEvent, DemoTicket } from './event.ts';

/** Everything that is invented here: events, places and addresses; no person, brand or artist has a name. */
export const catalogue: readonly DemoEvent[] = [...musicEvents, ...laughAndFrightEvents, ...mindEvents, ...bodyEvents];

import type { DemoEvent } from './event.ts';
import { mindAndBodyEvents } from './mind-and-body.ts';
import { stageEvents } from './stage.ts';

export type { DemoEvent, DemoTicket } from './event.ts';

/** Everything that is invented here: events, places and addresses; no person, brand or artist has a name. */
export const catalogue: readonly DemoEvent[] = [...stageEvents, ...mindAndBodyEvents];

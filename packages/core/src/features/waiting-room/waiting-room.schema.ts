import { z } from 'zod';
import { instantString } from '../../kernel/time.ts';
import { id } from '../../kernel/validation.ts';
import { STATES } from './standing.ts';

/** Where somebody stands. */
export const standingOutput = z
  .object({
    state: z
      .enum(STATES)
      .describe(
        '`outside`: not joined. `early`: joined before the doors open, the draw comes then. `waiting`: in the queue. ' +
          '`admitted`: may buy until `expires_at`. `expired`: admitted, and that time is over; join again. ' +
          '`sold_out`: in the queue, and nothing is left at the moment. `over`: tickets can be bought without admission, ' +
          'or the event is over',
      ),
    position: z
      .int()
      .nullable()
      .describe('1 is next; null without a number: before the draw, or a second after joining'),
    ahead: z.int().nullable().describe('How many are before'),
    estimate_seconds: z
      .int()
      .nullable()
      .describe(
        'Until the draw while `early`, else until admission at the pace of the last minute; null where unknown',
      ),
    opens_at: z.iso.datetime().nullable().describe('When the doors open'),
    expires_at: z.iso.datetime().nullable().describe('End of the admission'),
    admission_token: z
      .string()
      .nullable()
      .describe(
        'To buy with, as header `Admission-Token`; for this account alone. Null for who waits without an account: ' +
          'sign in and join again, the place goes along',
      ),
  })
  .meta({ id: 'WaitingRoomStanding' });

export const joinedOutput = standingOutput
  .extend({
    visitor_secret: z
      .string()
      .nullable()
      .describe('For who joins without an account and keeps no cookies: sent as header `Waiting-Visitor` from then on'),
  })
  .meta({ id: 'WaitingRoomJoined' });

export const changeWaitingRoomInput = z.object({
  id,
  opens_at: instantString
    .nullish()
    .describe('When the doors open and the early are drawn. Default: when the first ticket type goes on sale'),
  max_per_minute: z
    .int()
    .min(1)
    .max(100_000)
    .nullish()
    .describe('No more are admitted within a minute. Default: as many as the sale bears'),
});

export const waitingRoomSettingsOutput = z
  .object({
    event_id: id,
    is_on: z.boolean(),
    opens_at: z.iso.datetime().nullable(),
    max_per_minute: z.int().nullable(),
    drawn_at: z.iso.datetime().nullable().describe('When those who came before the doors opened were drawn'),
    drawn: z.int().describe('How many they were'),
    seed: z
      .string()
      .nullable()
      .describe(
        'Of the draw: the drawn, ordered by SHA-256 of the seed and the id of their place, have places 1 to `drawn`',
      ),
    waiting: z.int().describe('In the queue, not admitted yet'),
    admitted: z.int().describe('So far'),
    may_buy: z.int().describe('Admitted, and their time is not over'),
    admitted_per_minute: z.number().describe('In the last minute'),
    rate_per_minute: z.number().describe('What is tried at the moment; it grows while purchases are quick'),
    places_left: z.int().nullable().describe('On sale at the last look; null before anything is'),
  })
  .meta({ id: 'WaitingRoomSettings' });

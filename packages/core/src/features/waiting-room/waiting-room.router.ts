import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { publicProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { changeWaitingRoom, closeWaitingRoom, getWaitingRoom } from './settings.service.ts';
import {
  changeWaitingRoomInput,
  joinedOutput,
  standingOutput,
  waitingRoomSettingsOutput,
} from './waiting-room.schema.ts';
import { joinWaitingRoom, lookAtWaitingRoom } from './waiting-room.service.ts';
import { watchWaitingRoom } from './watch.service.ts';

const tags = ['Waiting room'];

/** The door before the door: visitors join and look, organizers switch it on and see how it goes. */
export const waitingRoomRouter = router({
  join: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/events/{id}/waiting-room',
        tags,
        summary: 'Join the waiting room of an event',
        description:
          'Who joins before the doors open is drawn by lot at that moment; later ones stand behind, in order of arrival. ' +
          'Joining again finds the same place. Without an account, a cookie or `Waiting-Visitor` says who asks; after ' +
          'signing in, joining once more takes the place along.',
        protect: false,
      },
    })
    .input(z.object({ id }))
    .output(joinedOutput)
    .mutation(command(joinWaitingRoom)),

  look: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/waiting-room',
        tags,
        summary: 'Where I stand in the waiting room',
        description: 'For who asks again and again. It counts as a request; our own pages hear of changes over SSE.',
        protect: false,
      },
    })
    .input(z.object({ id }))
    .output(standingOutput)
    .query(({ ctx, input }) => lookAtWaitingRoom(ctx, input)),

  /** Over SSE: where somebody stands, each time that it changes. */
  watch: publicProcedure
    .input(z.object({ id }))
    .subscription(({ ctx, input, signal }) => watchWaitingRoom(ctx, input, signal)),

  settings: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/waiting-room/settings',
        tags,
        summary: 'Settings and figures of a waiting room',
        description: 'For who manages the event.',
      },
    })
    .input(z.object({ id }))
    .output(waitingRoomSettingsOutput)
    .query(({ ctx, input }) => getWaitingRoom(ctx, input)),

  change: userProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/events/{id}/waiting-room/settings',
        tags,
        summary: 'Switch the waiting room on, or change it',
        description:
          'For who manages the event. From then on its tickets need an admission. What is absent becomes its default.',
      },
    })
    .input(changeWaitingRoomInput)
    .output(waitingRoomSettingsOutput)
    .mutation(command(changeWaitingRoom)),

  close: userProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/events/{id}/waiting-room/settings',
        tags,
        summary: 'Switch the waiting room off',
        description:
          'For who manages the event. Buying is free again at once; switched on again, everybody stands where they were.',
      },
      rest: { status: 204 },
    })
    .input(z.object({ id }))
    .output(z.void())
    .mutation(command(closeWaitingRoom)),
});

import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { publicProcedure, router } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { organizerProcedure } from '../organizers/index.ts';
import { deletePosterInput, posterOutput, uploadPosterInput } from './posters.schema.ts';
import { deletePoster, listPosters, uploadPoster } from './posters.service.ts';

export const postersRouter = router({
  upload: organizerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/events/upload',
        tags: ['Organizers'],
        summary: 'Add a poster to an event',
        description: 'By who manages the event’s organization. Judged by its content, whatever its name says.',
      },
      rest: { status: 201, multipart: true },
    })
    .input(uploadPosterInput)
    .output(posterOutput)
    .mutation(command(uploadPoster)),

  list: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/poster',
        tags: ['Events'],
        summary: 'Posters of an event',
        protect: false,
      },
      rest: { aliases: ['/events/{id}/posters'] },
    })
    .input(z.object({ id }))
    .output(z.array(posterOutput))
    .query(({ ctx, input }) => listPosters(ctx, input)),

  delete: organizerProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/events/{id}/posters/{poster_id}',
        tags: ['Organizers'],
        summary: 'Delete a poster',
      },
      rest: { status: 204, aliases: ['/events/{id}/poster/{poster_id}'] },
    })
    .input(deletePosterInput)
    .output(z.void())
    .mutation(command(deletePoster)),
});

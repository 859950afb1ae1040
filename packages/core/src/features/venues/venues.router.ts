import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { pageInput, pageOf } from '../../kernel/paging.ts';
import { publicProcedure, roleProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { addVenueManager, listVenueManagers, removeVenueManager } from './managers.service.ts';
import {
  addVenueManagerInput,
  createVenueInput,
  listVenuesInput,
  removeVenueManagerInput,
  replaceVenueInput,
  updateVenueInput,
  venueManagerOutput,
  venueOutput,
} from './venues.schema.ts';
import { createVenue, deleteVenue, getVenue, listVenues, replaceVenue, updateVenue } from './venues.service.ts';

const administratorProcedure = roleProcedure('administrator');

/** Everybody reads venues, administrators make them, their managers keep them; what happens there is in the catalogue. */
export const venuesRouter = router({
  list: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/venues',
        tags: ['Venues'],
        summary: 'Venues',
        protect: false,
      },
      rest: { page: true },
    })
    .input(listVenuesInput)
    .output(pageOf(venueOutput))
    .query(({ ctx, input }) => listVenues(ctx, input)),

  get: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/venues/{id}',
        tags: ['Venues'],
        summary: 'One venue',
        protect: false,
      },
    })
    .input(z.object({ id }))
    .output(venueOutput)
    .query(({ ctx, input }) => getVenue(ctx, input)),

  create: administratorProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/venues',
        tags: ['Venues'],
        summary: 'Create a venue',
      },
      rest: { status: 201 },
    })
    .input(createVenueInput)
    .output(venueOutput)
    .mutation(command(createVenue)),

  replace: userProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/venues/{id}',
        tags: ['Venues'],
        summary: 'Replace a venue',
        description: 'For its managers and administrators. What is absent becomes its default.',
      },
    })
    .input(replaceVenueInput)
    .output(venueOutput)
    .mutation(command(replaceVenue)),

  update: userProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/venues/{id}',
        tags: ['Venues'],
        summary: 'Change a venue',
        description: 'For its managers and administrators. What is absent stays as it is.',
      },
    })
    .input(updateVenueInput)
    .output(venueOutput)
    .mutation(command(updateVenue)),

  delete: administratorProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/venues/{id}',
        tags: ['Venues'],
        summary: 'Delete a venue',
        description: 'Refused while events are at it.',
      },
      rest: { status: 204 },
    })
    .input(z.object({ id }))
    .output(z.void())
    .mutation(command(deleteVenue)),

  listManagers: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/venues/{id}/managers',
        tags: ['Venues'],
        summary: 'Managers of a venue',
        description: 'For its managers and administrators.',
      },
      rest: { page: true },
    })
    .input(z.object({ ...pageInput, id }))
    .output(pageOf(venueManagerOutput))
    .query(({ ctx, input }) => listVenueManagers(ctx, input)),

  addManager: administratorProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/venues/{id}/managers',
        tags: ['Venues'],
        summary: 'Name a manager of a venue',
      },
      rest: { status: 201 },
    })
    .input(addVenueManagerInput)
    .output(venueManagerOutput)
    .mutation(command(addVenueManager)),

  removeManager: administratorProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/venues/{id}/managers/{user_id}',
        tags: ['Venues'],
        summary: 'Remove a manager of a venue',
      },
      rest: { status: 204 },
    })
    .input(removeVenueManagerInput)
    .output(z.void())
    .mutation(command(removeVenueManager)),
});

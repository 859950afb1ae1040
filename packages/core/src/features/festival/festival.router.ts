import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { publicProcedure, roleProcedure, router } from '../../kernel/trpc.ts';
import { getConfig, replaceConfig, updateConfig } from './config.service.ts';
import { answerMessage, listMessages, writeContactMessage } from './contact.service.ts';
import {
  answerMessageInput,
  configOutput,
  contactInput,
  contactMessageOutput,
  contactOutput,
  createScheduleItemInput,
  createSponsorInput,
  listMessagesInput,
  listSponsorsInput,
  replaceConfigInput,
  scheduleInput,
  scheduleItemInput,
  scheduleItemOutput,
  scheduleOutput,
  sponsorInput,
  sponsorOutput,
  updateConfigInput,
  updateScheduleItemInput,
  updateSponsorInput,
} from './festival.schema.ts';
import { createScheduleItem, deleteScheduleItem, getSchedule, updateScheduleItem } from './schedule.service.ts';
import { createSponsor, deleteSponsor, listSponsors, updateSponsor } from './sponsors.service.ts';

const tags = ['Festival'];
const administratorProcedure = roleProcedure('administrator');

/** The pages around the tickets: what it is, who sponsors it, what happens when, and how to write to the house. */
export const configRouter = router({
  get: publicProcedure
    .meta({
      openapi: { method: 'GET', path: '/config/public', tags, summary: 'Public configuration', protect: false },
    })
    .input(z.object({}))
    .output(configOutput)
    .query(({ ctx }) => getConfig(ctx)),

  replace: administratorProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/config/public',
        tags,
        summary: 'Replace the public configuration',
        description: 'What is absent becomes its default.',
      },
    })
    .input(replaceConfigInput)
    .output(configOutput)
    .mutation(command(replaceConfig)),

  update: administratorProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/config/public',
        tags,
        summary: 'Change the public configuration',
        description: 'What is absent stays as it is.',
      },
    })
    .input(updateConfigInput)
    .output(configOutput)
    .mutation(command(updateConfig)),

  sponsors: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/config/sponsors',
        tags,
        summary: 'Sponsors',
        description: 'By tier, the greatest first.',
        protect: false,
      },
      rest: { page: true },
    })
    .input(listSponsorsInput)
    .output(pageOf(sponsorOutput))
    .query(({ ctx, input }) => listSponsors(ctx, input)),

  createSponsor: administratorProcedure
    .meta({
      openapi: { method: 'POST', path: '/config/sponsors', tags, summary: 'Add a sponsor' },
      rest: { status: 201, multipart: true },
    })
    .input(createSponsorInput)
    .output(sponsorOutput)
    .mutation(command(createSponsor)),

  updateSponsor: administratorProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/config/sponsors/{id}',
        tags,
        summary: 'Change a sponsor',
        description: 'What is absent stays as it is.',
      },
      rest: { multipart: true },
    })
    .input(updateSponsorInput)
    .output(sponsorOutput)
    .mutation(command(updateSponsor)),

  deleteSponsor: administratorProcedure
    .meta({
      openapi: { method: 'DELETE', path: '/config/sponsors/{id}', tags, summary: 'Remove a sponsor' },
      rest: { status: 204 },
    })
    .input(sponsorInput)
    .output(z.void())
    .mutation(command(deleteSponsor)),

  schedule: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/config/schedule',
        tags,
        summary: 'Schedule',
        description: 'Day by day, with the stages.',
        protect: false,
      },
    })
    .input(scheduleInput)
    .output(scheduleOutput)
    .query(({ ctx, input }) => getSchedule(ctx, input)),

  createScheduleItem: administratorProcedure
    .meta({
      openapi: { method: 'POST', path: '/config/schedule', tags, summary: 'Add to the schedule' },
      rest: { status: 201 },
    })
    .input(createScheduleItemInput)
    .output(scheduleItemOutput)
    .mutation(command(createScheduleItem)),

  updateScheduleItem: administratorProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/config/schedule/{id}',
        tags,
        summary: 'Change what is in the schedule',
        description: 'What is absent stays as it is.',
      },
    })
    .input(updateScheduleItemInput)
    .output(scheduleItemOutput)
    .mutation(command(updateScheduleItem)),

  deleteScheduleItem: administratorProcedure
    .meta({
      openapi: { method: 'DELETE', path: '/config/schedule/{id}', tags, summary: 'Take out of the schedule' },
      rest: { status: 204 },
    })
    .input(scheduleItemInput)
    .output(z.void())
    .mutation(command(deleteScheduleItem)),

  contact: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/config/contact',
        tags,
        summary: 'Write to the house',
        description: 'Kept and mailed. A few messages an hour, mailbox and address.',
        protect: false,
      },
      rest: { status: 201 },
    })
    .input(contactInput)
    .output(contactOutput)
    .mutation(command(writeContactMessage)),

  listMessages: roleProcedure('support', 'administrator')
    .meta({
      openapi: {
        method: 'GET',
        path: '/config/contact/messages',
        tags,
        summary: 'Messages of the contact form',
        description: 'The latest first.',
      },
      rest: { page: true },
    })
    .input(listMessagesInput)
    .output(pageOf(contactMessageOutput))
    .query(({ ctx, input }) => listMessages(ctx, input)),

  answerMessage: roleProcedure('support', 'administrator')
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/config/contact/messages/{id}',
        tags,
        summary: 'Mark a message as answered, or open it again',
      },
    })
    .input(answerMessageInput)
    .output(contactMessageOutput)
    .mutation(command(answerMessage)),
});

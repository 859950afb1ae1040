import { Readable } from 'node:stream';
import { BinaryFile, binary } from '@setiket/core/kernel/binary';
import { defineErrors } from '@setiket/core/kernel/errors';
import { formable } from '@setiket/core/kernel/forms';
import { pageInput, pageOf, toPage } from '@setiket/core/kernel/paging';
import { publicProcedure, roleProcedure, router, userProcedure } from '@setiket/core/kernel/trpc';
import { z } from 'zod';

/** One procedure of each kind that a door has to know; nothing of the product. */
export const toyErrors = defineErrors('toy', { broken: ['CONFLICT', 'This toy is broken.'] });

const price = z.number().min(0, 'Price must be greater or equal than 0');
const toy = z.object({ id: z.string(), title: z.string(), price: z.number() }).meta({ id: 'Toy' });
const TOYS = Array.from({ length: 45 }, (_, position) => ({ id: String(position + 1), title: 'Toy', price: position }));
const tags = ['Events'];

const toys = router({
  list: publicProcedure
    .meta({
      openapi: { method: 'GET', path: '/toys', tags, protect: false },
      rest: { page: true, aliases: ['/toy', 'POST /toy-search/{search}'] },
    })
    .input(z.object({ ...pageInput, search: z.string().optional(), is_soft: z.boolean().optional() }))
    .output(pageOf(toy))
    .query(({ input }) => toPage(input, TOYS.slice(((input.page ?? 1) - 1) * 20, (input.page ?? 1) * 20), TOYS.length)),
  echo: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/toys/echo', tags, protect: false } })
    .input(
      z.object({
        text: z.string().optional(),
        count: z.int().optional(),
        flag: z.boolean().optional(),
        ids: z.array(z.int()).optional(),
        order: z
          .array(z.enum(['price', '-price', 'title']))
          .optional()
          .meta({ param: { style: 'form', explode: false } }),
      }),
    )
    .output(z.object({ seen: z.string() }))
    .query(({ input }) => ({ seen: JSON.stringify(input) })),
  get: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/toys/{id}', tags, protect: false }, rest: { aliases: ['/toy/{id}'] } })
    .input(z.object({ id: z.uuid() }))
    .output(z.object({ id: z.string() }))
    .query(({ input }) => input),
  byName: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/named/{name}', tags, protect: false } })
    .input(z.object({ name: z.string() }))
    .output(z.object({ name: z.string() }))
    .query(({ input }) => input),
  create: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/toys', tags, protect: false }, rest: { status: 201 } })
    .input(z.object({ title: z.string(), price }))
    .output(z.object({ title: z.string(), price: z.number() }))
    .mutation(({ ctx, input }) => {
      ctx.call.reply('Location', '/api/v1/toys/1');
      return input;
    }),
  change: userProcedure
    .meta({ openapi: { method: 'PATCH', path: '/toys/{toy_id}', tags } })
    .input(z.object({ toy_id: z.uuid(), title: z.string().nullish() }))
    .output(z.object({ toy_id: z.string(), title: z.string().nullable() }))
    .mutation(({ input }) => ({ ...input, title: input.title ?? null })),
  remove: userProcedure
    .meta({
      openapi: { method: 'DELETE', path: '/toys/{id}', tags },
      rest: { body: true, aliases: ['POST /toys/{id}/remove'] },
    })
    .input(z.object({ id: z.uuid(), reason: z.string().optional(), silent: z.boolean().optional() }))
    .output(z.object({ reason: z.string().nullable(), silent: z.boolean() }))
    .mutation(({ input }) => ({ reason: input.reason ?? null, silent: input.silent ?? true })),
  upload: publicProcedure
    .meta({
      openapi: { method: 'POST', path: '/toys/{id}/picture', tags, protect: false },
      rest: { multipart: true, status: 201 },
    })
    .input(
      formable(
        z.object({ id: z.uuid(), caption: z.string(), weight: z.number().optional(), file: z.file().optional() }),
      ),
    )
    .output(z.object({ id: z.string(), caption: z.string(), weight: z.string(), bytes: z.number(), name: z.string() }))
    .mutation(({ input }) => ({
      id: input.id,
      caption: input.caption,
      weight: `${typeof input.weight}:${input.weight}`,
      bytes: input.file?.size ?? 0,
      name: input.file?.name ?? '',
    })),
});

const calls = router({
  open: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/open', tags, protect: false }, rest: { own_limit: true } })
    .input(z.object({}))
    .output(z.object({}))
    .mutation(() => ({})),
  import: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/import', tags, protect: false }, rest: { max_json_bytes: 1024 * 1024 } })
    .input(z.object({ text: z.string() }))
    .output(z.object({ length: z.int() }))
    .mutation(({ input }) => ({ length: input.text.length })),
  whoami: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/whoami', tags, protect: false } })
    .input(z.void())
    .output(z.object({ name: z.string(), locale: z.string(), ip: z.string(), id: z.string() }))
    .query(({ ctx }) => ({
      name: ctx.actor.kind === 'user' ? ctx.actor.username : 'nobody',
      locale: ctx.call.locale,
      ip: ctx.call.ip,
      id: ctx.call.id,
    })),
  leave: userProcedure
    .meta({ openapi: { method: 'POST', path: '/leave', tags }, rest: { status: 205 } })
    .input(z.object({ token: z.string().optional() }))
    .output(z.void())
    .mutation(() => {}),
  forAdmins: roleProcedure('administrator')
    .meta({ openapi: { method: 'GET', path: '/admins', tags } })
    .input(z.object({}))
    .output(z.object({}))
    .query(() => ({})),
  refuse: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/refuse', tags, protect: false } })
    .input(z.object({}))
    .output(z.object({}))
    .mutation(() => {
      throw toyErrors.broken(undefined, { retry_after_seconds: 7, fields: { title: ['Worn.'], wheel: ['Gone.'] } });
    }),
  explode: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/explode', tags, protect: false } })
    .input(z.object({}))
    .output(z.object({}))
    .mutation(() => {
      throw new Error('password=hunter2');
    }),
  rows: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/rows', tags, protect: false } })
    .input(z.object({}))
    .output(z.object({ rows: z.number() }))
    .query(async ({ ctx }) => ({ rows: (await ctx.db.users.findMany()).length })),
  find: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/find', tags, protect: false } })
    .input(z.object({ username: z.string() }))
    .output(z.object({ rows: z.number() }))
    .mutation(async ({ ctx, input }) => ({ rows: await ctx.db.users.count({ where: { username: input.username } }) })),
});

const files = router({
  pdf: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/toys/{id}.pdf', tags, protect: false } })
    .input(z.object({ id: z.uuid() }))
    .output(binary('application/pdf'))
    .query(
      () => new BinaryFile({ body: Buffer.from('%PDF-1.7'), content_type: 'application/pdf', filename: 'toy é.pdf' }),
    ),
  csv: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/toys.csv', tags, protect: false } })
    .input(z.object({}))
    .output(binary('text/csv'))
    .query(
      () =>
        new BinaryFile({ body: Readable.from(['a,b\n', '1,2\n']), content_type: 'text/csv', disposition: 'inline' }),
    ),
});

export const toyRouter = router({ toys, calls, files });
export type ToyRouter = typeof toyRouter;

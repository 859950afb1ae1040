import { z } from 'zod';
import { formable } from '../../kernel/forms.ts';
import { id } from '../../kernel/validation.ts';

const picture = z.file().nullish();

/** `dicoevent.md`, POST /api/events/upload/. It names no fields, so whatever a form may call them is understood. */
export const uploadPosterInput = formable(
  z.object({
    event: id.optional().describe('Id of the event'),
    event_id: id.optional().describe('The same'),
    image: picture.describe('PNG, JPEG, WebP, GIF or AVIF, 500 KB at most'),
    file: picture.describe('The same'),
    poster: picture.describe('The same'),
  }),
);

export const posterOutput = z
  .object({
    id,
    event_id: id,
    url: z.string(),
    content_type: z.string(),
    bytes: z.int(),
    width: z.int().nullable().describe('Pixels'),
    height: z.int().nullable(),
    position: z.int().describe('Place among the posters of the event, from 1'),
    srcset: z.string().nullable().describe('For `<img srcset>`; null until the smaller copies are made'),
    variants: z.array(z.object({ width: z.int(), url: z.string() })).describe('Smaller copies, WebP'),
  })
  .meta({ id: 'Poster' });

export const deletePosterInput = z.object({ id, poster_id: id });

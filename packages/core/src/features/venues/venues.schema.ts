import { z } from 'zod';
import { pageInput } from '../../kernel/paging.ts';
import { email, id, line, text } from '../../kernel/validation.ts';

const fields = {
  name: line(200),
  address: text(1000),
  city: text(100),
  capacity: z.int().min(1).max(10_000_000).nullable().describe('Places; null when it is not known'),
};

/** `btick.md` 4: Venue(name, address, capacity). */
export const venueOutput = z
  .object({
    id,
    name: z.string(),
    address: z.string(),
    city: z.string(),
    capacity: z.int().nullable().describe('Places; null when it is not known'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Venue' });

export const listVenuesInput = z.object({
  ...pageInput,
  search: z.string().max(200).optional().describe('Part of name, address or city'),
  city: z.string().max(100).optional().describe('Part of the city’s name'),
});

export const createVenueInput = z.object({
  name: fields.name,
  address: fields.address.default(''),
  city: fields.city.default(''),
  capacity: fields.capacity.default(null),
});

/** What is absent becomes its default. */
export const replaceVenueInput = createVenueInput.extend({ id });

/** What is absent stays as it is. */
export const updateVenueInput = z.object({ id, ...z.object(fields).partial().shape });

export const venueManagerOutput = z
  .object({
    user_id: id,
    username: z.string(),
    user_email: z.string(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'VenueManager' });

export const addVenueManagerInput = z.object({ id, user_email: email.describe('Of somebody with an account') });

export const removeVenueManagerInput = z.object({ id, user_id: id });

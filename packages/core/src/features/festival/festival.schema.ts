import { z } from 'zod';
import { formable } from '../../kernel/forms.ts';
import { pageInput } from '../../kernel/paging.ts';
import { dateString, instantString, timezoneString } from '../../kernel/time.ts';
import { anyCase, email, id, line, text, webAddress } from '../../kernel/validation.ts';

/** What may be announced of the sale; `automatic` says what the tickets themselves do. */
export const SALE_ANNOUNCEMENTS = ['automatic', 'not_yet', 'open', 'sold_out', 'closed'] as const;

/** From the greatest to the smallest: the order in which they are shown. */
export const SPONSOR_TIERS = ['title', 'platinum', 'gold', 'silver', 'bronze', 'partner', 'media'] as const;

const NETWORKS = 20;

const socialLinks = z
  .record(z.string().regex(/^[a-z0-9_]{1,30}$/, 'Use the network’s name in lower case.'), webAddress)
  .refine((links) => Object.keys(links).length <= NETWORKS, `There are at most ${NETWORKS} links.`);

/** `oc-mena.md`, Public event configuration. */
export const configOutput = z
  .object({
    object: z.literal('config'),
    name: z.string(),
    tagline: z.string(),
    description: z.string(),
    start_date: z.iso.date().nullable(),
    end_date: z.iso.date().nullable(),
    timezone: z.string().describe('IANA zone of dates and schedule'),
    venue: z.object({ name: z.string(), address: z.string(), city: z.string(), map_url: z.string() }),
    contact: z.object({ email: z.string(), phone: z.string() }),
    website: z.string(),
    social_links: z.record(z.string(), z.string()).describe('Addresses by the name of the network'),
    currency: z.string(),
    event_id: id.nullable().describe('The event that the pages are about, where there is one'),
    event: z.string().nullable().describe('Its title'),
    ticket_sale: z
      .enum(['not_yet', 'open', 'sold_out', 'closed'])
      .nullable()
      .describe('Null where nothing is announced and no event is named'),
    ticket_sale_setting: z.enum(SALE_ANNOUNCEMENTS).describe('`automatic`: as the tickets themselves say'),
    updated_at: z.iso.datetime().nullable().describe('Null until somebody has written something'),
  })
  .meta({ id: 'PublicConfig' });

const config = {
  name: line(200),
  tagline: text(300),
  description: text(5000),
  start_date: dateString.nullable(),
  end_date: dateString.nullable().describe('Not before `start_date`'),
  timezone: timezoneString,
  venue_name: text(200),
  venue_address: text(1000),
  city: text(100),
  map_url: webAddress,
  contact_email: email.or(z.literal('')).describe('Shown to visitors; the contact form writes to `CONTACT_EMAIL`'),
  contact_phone: text(40),
  website: webAddress,
  social_links: socialLinks.describe('Addresses by the name of the network: `{"instagram": "https://…"}`'),
  currency: z
    .string()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, 'Use the three letters of ISO 4217.'),
  event_id: id.nullable(),
  ticket_sale: anyCase(SALE_ANNOUNCEMENTS),
};

/** What is absent becomes its default. */
export const replaceConfigInput = z.object({ ...z.object(config).partial().shape, name: config.name });

/** What is absent stays as it is. */
export const updateConfigInput = z.object(config).partial();

/** `oc-mena.md`, Sponsors list. */
export const sponsorOutput = z
  .object({
    id,
    name: z.string(),
    tier: z.enum(SPONSOR_TIERS),
    description: z.string(),
    website: z.string(),
    logo_url: z.string().nullable(),
    position: z.int().describe('Within its tier, the lowest first'),
  })
  .meta({ id: 'Sponsor' });

export const listSponsorsInput = z.object({ ...pageInput, tier: anyCase(SPONSOR_TIERS).optional() });

const sponsor = {
  name: line(200),
  tier: anyCase(SPONSOR_TIERS),
  description: text(2000),
  website: webAddress,
  position: z.int().min(0).max(10_000),
};
const logo = z.file().nullish().describe('Picture; PNG, JPEG, WebP, GIF or AVIF, 2 MB at most. Null removes it');

export const createSponsorInput = formable(
  z.object({
    name: sponsor.name,
    tier: sponsor.tier,
    description: sponsor.description.default(''),
    website: sponsor.website.default(''),
    position: sponsor.position.default(0),
    logo,
  }),
);

/** What is absent stays as it is. */
export const updateSponsorInput = formable(z.object({ id, ...z.object(sponsor).partial().shape, logo }));

export const sponsorInput = z.object({ id });

export const scheduleItemOutput = z
  .object({
    id,
    title: z.string(),
    description: z.string(),
    performer: z.string(),
    stage: z.string(),
    date: z.iso.date().describe('The day on which it begins, in the schedule’s zone'),
    start_time: z.string().describe('As a clock in that zone shows it'),
    end_time: z.string(),
    starts_at: z.iso.datetime(),
    ends_at: z.iso.datetime(),
    event_id: id.nullable(),
  })
  .meta({ id: 'ScheduleItem' });

/** `oc-mena.md`, Event schedule. */
export const scheduleOutput = z
  .object({
    timezone: z.string(),
    stages: z.array(z.string()),
    days: z.array(z.object({ date: z.iso.date(), items: z.array(scheduleItemOutput) })),
  })
  .meta({ id: 'Schedule' });

export const scheduleInput = z.object({
  event: id.optional().describe('What belongs to that event'),
  date: dateString.optional(),
  stage: z.string().max(100).optional(),
});

const item = {
  title: line(200),
  description: text(4000),
  performer: text(200),
  stage: text(100),
  starts_at: instantString.describe('Without an offset it is meant in the schedule’s zone'),
  ends_at: instantString.describe('After `starts_at`'),
  event_id: id.nullable().describe('Null where it belongs to no event'),
};

export const createScheduleItemInput = z.object({
  title: item.title,
  starts_at: item.starts_at,
  ends_at: item.ends_at,
  description: item.description.default(''),
  performer: item.performer.default(''),
  stage: item.stage.default(''),
  event_id: item.event_id.default(null),
});

/** What is absent stays as it is. */
export const updateScheduleItemInput = z.object({ id, ...z.object(item).partial().shape });

export const scheduleItemInput = z.object({ id });

/** `oc-mena.md`, Contact form. */
export const contactInput = z.object({
  name: line(100),
  email,
  subject: text(200).default(''),
  message: line(5000),
  homepage: z.string().max(500).optional().describe('For nobody: only robots fill it in. Leave it out'),
});

export const contactOutput = z.object({ detail: z.string() });

export const contactMessageOutput = z
  .object({
    id,
    name: z.string(),
    email: z.string(),
    subject: z.string(),
    message: z.string(),
    user_id: id.nullable().describe('Who wrote, where they were signed in'),
    answered_at: z.iso.datetime().nullable(),
    answered_by: z.string().nullable().describe('Username'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'ContactMessage' });

export const listMessagesInput = z.object({ ...pageInput, is_answered: z.boolean().optional() });

export const answerMessageInput = z.object({ id, is_answered: z.boolean().default(true) });

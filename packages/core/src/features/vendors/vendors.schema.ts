import { z } from 'zod';
import { formable } from '../../kernel/forms.ts';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, email, id, line, text, webAddress } from '../../kernel/validation.ts';

export const VENDOR_STATUSES = ['pending', 'approved', 'suspended'] as const;

/** Of the event that a booth belongs to. */
const boothEvent = z.object({ id, title: z.string(), starts_at: z.iso.datetime(), ends_at: z.iso.datetime() });

export const boothOutput = z
  .object({
    id,
    number: z.string(),
    location: z.string(),
    description: z.string(),
    event: boothEvent.nullable().describe('Null where it belongs to no event'),
    vendor_id: id.nullable(),
    vendor: z.string().nullable().describe('Name of the vendor who has it'),
    assigned_at: z.iso.datetime().nullable(),
    setup_status: z.enum(['free', 'assigned', 'set_up']),
    set_up_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Booth' });

/** What everybody may know of a booth. */
const publicBooth = z.object({
  id,
  number: z.string(),
  location: z.string(),
  event_id: id.nullable(),
  event: z.string().nullable().describe('Title of the event'),
});

/** `oc-mena.md`, Public vendor list. A vendor's id is its account's. */
export const publicVendorOutput = z
  .object({
    id,
    name: z.string(),
    description: z.string(),
    category: z.string(),
    website: z.string(),
    logo_url: z.string().nullable(),
    booths: z.array(publicBooth),
  })
  .meta({ id: 'PublicVendor' });

/** `oc-mena.md`, Vendor profile. */
export const vendorOutput = z
  .object({
    id: id.describe('Of the account'),
    name: z.string(),
    description: z.string(),
    category: z.string(),
    website: z.string(),
    contact_email: z.string(),
    phone: z.string(),
    logo_url: z.string().nullable(),
    status: z.enum(VENDOR_STATUSES),
    username: z.string(),
    email: z.string().describe('Of the account'),
    booths: z.array(boothOutput),
  })
  .meta({ id: 'Vendor' });

export const listPublicVendorsInput = z.object({
  ...pageInput,
  event: id.optional().describe('Those with a booth there'),
  category: z.string().max(100).optional(),
  search: z.string().max(200).optional().describe('Part of the name'),
});

/** `oc-mena.md`, Update profile. What is absent stays as it is. */
export const updateProfileInput = formable(
  z.object({
    name: line(200).optional(),
    description: text(4000).optional(),
    category: text(100).optional().describe('In the vendor’s own words: food, crafts, …'),
    website: webAddress.optional(),
    contact_email: email.or(z.literal('')).optional(),
    phone: text(40).optional(),
    logo: z.file().nullish().describe('Picture; PNG, JPEG, WebP, GIF or AVIF, 2 MB at most. Null removes it'),
  }),
  ['id', 'user_id', 'status', 'booths'],
);

/** `oc-mena.md`, Vendor dashboard. */
export const dashboardOutput = z
  .object({
    vendor: vendorOutput,
    setup_status: z.enum(['no_booth', 'assigned', 'set_up']).describe('`set_up` once all booths are'),
    booth: boothOutput.nullable().describe('The next one to set up, else the first'),
    event: boothEvent.nullable().describe('Of that booth'),
    counts: z.object({
      booths: z.int(),
      set_up: z.int(),
      events: z.int(),
      expected_visitors: z.int().describe('Tickets sold for the events of the booths'),
    }),
  })
  .meta({ id: 'VendorDashboard' });

/** `oc-mena.md`, Vendor setup QR. */
export const setupQrInput = z.object({ booth_id: id.optional().describe('Default: the next booth to set up') });
export const setupQrOutput = z
  .object({
    qr_code: z.string().describe('PNG as data URL'),
    qr_code_string: z.string().describe('Begins with SETUP-{booth_id} and ends in a signature'),
    vendor_id: id,
    vendor: z.string(),
    booth_id: id,
    booth: z.string().describe('Its number'),
    event: z.string().nullable(),
    set_up_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'VendorSetupQr' });

export const scanSetupInput = z.object({ qr: line(500).describe('What the QR says') });
export const scanSetupOutput = z
  .object({
    result: z.enum(['set_up', 'already_set_up']),
    set_up_at: z.iso.datetime().describe('When the vendor was first let in'),
    vendor: vendorOutput,
    booth: boothOutput,
  })
  .meta({ id: 'VendorSetup' });

export const listBoothsInput = z.object({
  ...pageInput,
  event: id.optional(),
  vendor: id.optional(),
  is_free: z.boolean().optional(),
});

const booth = {
  number: line(40).describe('Unique at its event'),
  event_id: id.nullable().describe('Null where it belongs to no event'),
  location: text(200),
  description: text(1000),
};

export const createBoothInput = z.object({
  number: booth.number,
  event_id: booth.event_id.default(null),
  location: booth.location.default(''),
  description: booth.description.default(''),
});

/** What is absent stays as it is. */
export const updateBoothInput = z.object({ id, ...z.object(booth).partial().shape });

export const boothInput = z.object({ id });

/** `oc-mena.md`, Assign booth. */
export const assignBoothInput = z.object({
  booth_id: id,
  vendor_id: id.describe('The vendor’s account'),
});
export const unassignBoothInput = z.object({ booth_id: id });

/** `oc-mena.md`, List all vendors. */
export const listVendorsInput = z.object({
  ...pageInput,
  status: anyCase(VENDOR_STATUSES).optional(),
  search: z.string().max(200).optional().describe('Part of name, username or e-mail address'),
});

export const decideVendorInput = z.object({ id, status: anyCase(VENDOR_STATUSES) });

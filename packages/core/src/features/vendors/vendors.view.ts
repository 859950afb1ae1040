import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { Deps } from '../../kernel/context.ts';
import { iso } from '../../kernel/time.ts';
import { mediaUrl } from '../media/index.ts';
import type { boothOutput, publicVendorOutput, vendorOutput } from './vendors.schema.ts';

export type BoothView = z.output<typeof boothOutput>;
export type VendorView = z.output<typeof vendorOutput>;
export type PublicVendorView = z.output<typeof publicVendorOutput>;

/** What a view of a booth needs beside the row itself. */
export const withBoothParts = {
  event: { select: { id: true, title: true, starts_at: true, ends_at: true } },
  vendor: { select: { name: true } },
} as const satisfies Prisma.boothsInclude;

export type BoothRow = Prisma.boothsGetPayload<{ include: typeof withBoothParts }>;

export function boothView(row: BoothRow): BoothView {
  const { event } = row;
  return {
    id: row.id,
    number: row.number,
    location: row.location,
    description: row.description,
    event: event && { ...event, starts_at: iso(event.starts_at), ends_at: iso(event.ends_at) },
    vendor_id: row.vendor_id,
    vendor: row.vendor?.name ?? null,
    assigned_at: iso(row.assigned_at),
    setup_status: row.vendor_id === null ? 'free' : row.set_up_at ? 'set_up' : 'assigned',
    set_up_at: iso(row.set_up_at),
    created_at: iso(row.created_at),
  };
}

/** Booths of coming events first, those without one last. */
const byEvent = [
  { event: { starts_at: 'asc' } },
  { number: 'asc' },
  { id: 'asc' },
] as const satisfies Prisma.boothsOrderByWithRelationInput[];

/** A vendor's account with all that its view shows. The profile may not be there yet. */
export const withVendor = {
  vendor: { include: { logo: true, booths: { include: withBoothParts, orderBy: [...byEvent] } } },
} as const satisfies Prisma.usersInclude;

export type VendorAccount = Prisma.usersGetPayload<{ include: typeof withVendor }>;

/** What a profile says until its vendor says otherwise. */
export function nameOfVendor({ first_name, last_name, username }: Omit<VendorAccount, 'vendor'>): string {
  return `${first_name} ${last_name}`.trim() || username;
}

export function vendorView(ctx: Pick<Deps, 'env' | 'clock'>, { vendor, ...user }: VendorAccount): VendorView {
  return {
    id: user.id,
    name: vendor?.name ?? nameOfVendor(user),
    description: vendor?.description ?? '',
    category: vendor?.category ?? '',
    website: vendor?.website ?? '',
    contact_email: vendor?.contact_email ?? '',
    phone: vendor?.phone ?? '',
    logo_url: mediaUrl(ctx, vendor?.logo ?? null),
    status: vendor?.status ?? 'pending',
    username: user.username,
    email: user.email,
    booths: (vendor?.booths ?? []).map(boothView),
  };
}

export const withPublicParts = {
  logo: true,
  booths: { include: { event: { select: { title: true, status: true } } }, orderBy: [...byEvent] },
} as const satisfies Prisma.vendorsInclude;

type PublicVendorRow = Prisma.vendorsGetPayload<{ include: typeof withPublicParts }>;

export function publicVendorView(ctx: Pick<Deps, 'env' | 'clock'>, row: PublicVendorRow): PublicVendorView {
  const { user_id: id, name, description, category, website } = row;
  return {
    id,
    name,
    description,
    category,
    website,
    logo_url: mediaUrl(ctx, row.logo),
    booths: row.booths
      // An event that is not public yet is nobody's business, nor who will be there.
      .filter(({ event }) => event === null || event.status === 'approved' || event.status === 'completed')
      .map(({ id: booth_id, number, location, event_id, event }) => ({
        id: booth_id,
        number,
        location,
        event_id,
        event: event?.title ?? null,
      })),
  };
}

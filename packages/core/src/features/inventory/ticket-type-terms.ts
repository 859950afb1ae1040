import type { ticket_kind, ticket_tier } from '@setiket/db';
import type { z } from 'zod';
import { commonErrors, type FieldErrors, fieldError } from '../../kernel/errors.ts';
import { amount } from '../../kernel/money.ts';
import { type changeTicketTypeInput, TICKET_TIERS } from './inventory.schema.ts';
import { priceProblem } from './pricing.ts';

type ChangeInput = z.output<typeof changeTicketTypeInput>;

export type Terms = { kind: ticket_kind; tier: ticket_tier; price: string };
export type TermsInput = Pick<ChangeInput, 'ticket_type' | 'tier' | 'price'>;

/** Kind, tier and price from both sources' names; a tier alone is free or paid by its price. */
export function termsOf(input: TermsInput, currency: string, before?: Terms): Terms {
  const price = input.price === undefined ? before?.price : input.price;
  const kind = kindOf(input, price) ?? before?.kind ?? (price == null || amount(price).isZero() ? 'free' : 'paid');
  const problem = priceProblem({ kind, price, currency });
  if (problem) throw fieldError('price', problem);
  return { kind, tier: tierOf(input) ?? before?.tier ?? 'standard', price: price ?? '0' };
}

function kindOf({ ticket_type }: TermsInput, price: string | null | undefined): ticket_kind | undefined {
  if (ticket_type === 'free' || ticket_type === 'paid' || ticket_type === 'relawan') return ticket_type;
  if (ticket_type === undefined || price == null) return undefined;
  return amount(price).isZero() ? 'free' : 'paid';
}

export function tierOf({ tier, ticket_type }: TermsInput): ticket_tier | undefined {
  return tier ?? TICKET_TIERS.find((known) => known === ticket_type);
}

/** `early_bird` becomes `Early bird`. */
export function titleOf(tier: ticket_tier): string {
  const words = tier.replace('_', ' ');
  return tier === 'vip' ? 'VIP' : words[0]!.toUpperCase() + words.slice(1);
}

export type Limits = { min_per_order: number; max_per_order: number | null; max_per_person: number | null };

export function limitsOf(
  input: Pick<ChangeInput, 'min_per_order' | 'max_per_order' | 'max_per_person'>,
  before?: Limits,
): Limits {
  const limits = {
    min_per_order: input.min_per_order ?? before?.min_per_order ?? 1,
    max_per_order: input.max_per_order === undefined ? (before?.max_per_order ?? null) : input.max_per_order,
    max_per_person: input.max_per_person === undefined ? (before?.max_per_person ?? null) : input.max_per_person,
  };
  if (limits.max_per_order !== null && limits.max_per_order < limits.min_per_order)
    throw fieldError('max_per_order', 'This value must not be less than min_per_order.');
  if (limits.max_per_person !== null && limits.max_per_person < limits.min_per_order)
    throw fieldError('max_per_person', 'This value must not be less than min_per_order.');
  return limits;
}

/** @throws request.invalid naming every field that is missing */
export function refuseMissing(values: Record<string, unknown>): void {
  const fields: FieldErrors = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [[name, ['This field is required.']]] : [],
    ),
  );
  if (Object.keys(fields).length > 0) throw commonErrors.invalid(undefined, { fields });
}

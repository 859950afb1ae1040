import { z } from 'zod';
import type { DbOrTx } from '../../kernel/transaction.ts';
import { type CardPayment, type ProviderName, type ProviderPayment, withBuyer } from '../payments/index.ts';

type Names = Pick<ProviderPayment, 'ref' | 'payment_id'>;

/**
 * Our payment behind a provider's: by its name there, or by our id that it was given. A provider's account may also
 * serve others, whose payments are none of ours.
 */
export async function findByProvider(
  db: DbOrTx,
  provider: ProviderName,
  { ref, payment_id }: Names,
): Promise<CardPayment | undefined> {
  const known = await db.payments.findUnique({
    where: { provider_provider_ref: { provider, provider_ref: ref } },
    include: withBuyer,
  });
  if (known) return known;
  const id = z.uuid().safeParse(payment_id).data;
  if (id === undefined) return undefined;
  return (await db.payments.findUnique({ where: { id, provider }, include: withBuyer })) ?? undefined;
}

/** Who earns by a payment. */
export function organizationOf(db: DbOrTx, { booking }: CardPayment): Promise<{ organization_id: string }> {
  return db.events.findUniqueOrThrow({ where: { id: booking.event_id }, select: { organization_id: true } });
}

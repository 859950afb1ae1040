import { type invoice_kind, Prisma } from '@setiket/db';
import type { Tx } from '../../kernel/transaction.ts';

type Draw = { organization_id: string; kind: invoice_kind; year: number };
export type InvoiceNumber = { year: number; sequence: number; number: string };

const PREFIX = { invoice: 'INV', credit_note: 'CN' } as const satisfies Record<invoice_kind, string>;

/**
 * The next number of an organization's year. Its counter stays locked until the commit: whoever comes next waits, and a
 * transaction that rolls back leaves no gap.
 */
export async function drawNumber(tx: Tx, { organization_id, kind, year }: Draw): Promise<InvoiceNumber> {
  const code = await seriesCode(tx, organization_id);
  const [counter] = await tx.$queryRaw<{ last: number }[]>(Prisma.sql`
    INSERT INTO invoice_counters AS c (organization_id, kind, year, last)
    VALUES (${organization_id}::uuid, ${kind}::invoice_kind, ${year}, 1)
    ON CONFLICT (organization_id, kind, year) DO UPDATE SET last = c.last + 1
    RETURNING last`);
  const sequence = counter!.last;
  return { year, sequence, number: `${PREFIX[kind]}-${code}-${year}-${String(sequence).padStart(6, '0')}` };
}

/** What the numbers of an organization begin with, found once. A name that another one has already gets a figure. */
async function seriesCode(tx: Tx, organization_id: string): Promise<string> {
  const known = await tx.invoice_series.findUnique({ where: { organization_id } });
  if (known) return known.code;
  const { name } = await tx.organizations.findUniqueOrThrow({ where: { id: organization_id }, select: { name: true } });
  const wanted = codeOf(name);
  for (let figure = 1; ; figure++) {
    const code = figure === 1 ? wanted : `${wanted}-${figure}`;
    const added = await tx.$executeRaw(Prisma.sql`
      INSERT INTO invoice_series (organization_id, code) VALUES (${organization_id}::uuid, ${code})
      ON CONFLICT DO NOTHING`);
    if (added > 0) return code;
    const other = await tx.invoice_series.findUnique({ where: { organization_id } });
    if (other) return other.code;
  }
}

/** `Kebun Suara` becomes `KEBUN-SUARA`; a name without Latin letters becomes `ORG`. */
export function codeOf(name: string): string {
  const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();
  const code = letters
    .replace(/[^A-Z0-9]+/g, '-')
    .slice(0, 16)
    .replace(/^-+|-+$/g, '');
  return code === '' ? 'ORG' : code;
}

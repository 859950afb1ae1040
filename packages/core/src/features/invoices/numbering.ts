import { type invoice_kind, Prisma } from '@setiket/db';
import type { Tx } from '../../kernel/transaction.ts';

type Draw = { organization_id: string; kind: invoice_kind; year: number };
export type InvoiceNumber = { year: number; sequence: number; number: string };

const PREFIX = { invoice: 'INV', credit_note: 'CN' } as const satisfies Record<invoice_kind, string>;

/**
 * A number for each draw, in their order, without gaps in an organization's year. Its counter stays locked until the
 * commit: the next transaction waits, and one that rolls back leaves no gap. Counters are locked in one order.
 */
export async function drawNumbers(
  tx: Tx,
  draws: readonly Omit<Draw, 'year'>[],
  year: number,
): Promise<InvoiceNumber[]> {
  const nameOf = ({ organization_id, kind }: Omit<Draw, 'year'>) => `${organization_id} ${kind}`;
  const counters = new Map<string, { code: string; next: number }>();
  const firsts = new Map(draws.map((draw) => [nameOf(draw), draw]));
  for (const [name, draw] of [...firsts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const count = draws.filter((other) => nameOf(other) === name).length;
    const code = await seriesCode(tx, draw.organization_id);
    counters.set(name, { code, next: await drawSequences(tx, { ...draw, year }, count) });
  }
  return draws.map((draw) => {
    const counter = counters.get(nameOf(draw))!;
    const sequence = counter.next++;
    const digits = String(sequence).padStart(6, '0');
    return { year, sequence, number: `${PREFIX[draw.kind]}-${counter.code}-${year}-${digits}` };
  });
}

/** @returns the first of `count` numbers */
async function drawSequences(tx: Tx, { organization_id, kind, year }: Draw, count: number): Promise<number> {
  const [counter] = await tx.$queryRaw<{ last: number }[]>(Prisma.sql`
    INSERT INTO invoice_counters AS c (organization_id, kind, year, last)
    VALUES (${organization_id}::uuid, ${kind}::invoice_kind, ${year}, ${count})
    ON CONFLICT (organization_id, kind, year) DO UPDATE SET last = c.last + ${count}
    RETURNING last`);
  return counter!.last - count + 1;
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

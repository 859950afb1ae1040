import pg from 'pg';

export type Statement = { text: string; values: unknown[] };
type Query = (this: unknown, config: unknown, ...more: unknown[]) => unknown;

/** What some work sends to PostgreSQL, text and values: the statements of Prisma and those written by hand. */
export async function captureStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const client = pg.Client.prototype as unknown as { query: Query };
  const original = client.query;
  client.query = function (config, ...more) {
    const { text, values = [] } = (typeof config === 'string' ? { text: config } : config) as Partial<Statement>;
    if (text && /\bfrom\b|^\s*update\b/i.test(text)) statements.push({ text, values });
    return original.call(this, config, ...more);
  };
  try {
    await work();
  } finally {
    client.query = original;
  }
  return statements;
}

type PlanNode = { 'Node Type': string; 'Relation Name'?: string; Plans?: PlanNode[] };

/** The tables that a statement would read from end to end. Planned with its own values, as the product's are. */
export async function tablesReadWhole(client: pg.Client, { text, values }: Statement): Promise<string[]> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>({
    text: `EXPLAIN (FORMAT JSON) ${text}`,
    values,
  });
  return rows.flatMap((row) => sequentialScans(row['QUERY PLAN'][0].Plan));
}

function sequentialScans(node: PlanNode): string[] {
  const own = node['Node Type'] === 'Seq Scan' && node['Relation Name'] ? [node['Relation Name']] : [];
  return [...own, ...(node.Plans ?? []).flatMap(sequentialScans)];
}

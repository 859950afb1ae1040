import pg from 'pg';

/** Statements that go over the wire while `work` runs. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const client = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const original = client.query;
  const statements: string[] = [];
  client.query = function (...args) {
    const [first] = args as [string | { text?: string }];
    statements.push(typeof first === 'string' ? first : (first.text ?? ''));
    return original.apply(this, args);
  };
  try {
    await work();
  } finally {
    client.query = original;
  }
  return statements;
}

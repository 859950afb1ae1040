import { json } from 'node:stream/consumers';
import pg from 'pg';
import type { Sample } from './load.ts';
import { type Buyer, type Sale, sellBySql } from './purchase.ts';

export type Statement = { text: string; values: unknown[] };

export type SqlPlan = { database_url: string; clients: number; seconds: number } & (
  | { kind: 'purchases'; sale: Sale; buyers: Buyer[] }
  | { kind: 'statements'; statements: Statement[] }
);

const plan = (await json(process.stdin)) as SqlPlan;
const sample: Sample = { seconds: plan.seconds, latencies_ms: [], failures: [] };
const connections = await Promise.all(
  Array.from({ length: plan.clients }, async () => {
    const connection = new pg.Client({ connectionString: plan.database_url });
    await connection.connect();
    return connection;
  }),
);

const started = performance.now();
const deadline = started + plan.seconds * 1000;
await Promise.all(connections.map(askUntilDeadline));
sample.seconds = (performance.now() - started) / 1000;
await Promise.all(connections.map((connection) => connection.end()));
process.stdout.write(JSON.stringify(sample));

async function askUntilDeadline(connection: pg.Client, index: number): Promise<void> {
  for (let began = performance.now(); began < deadline; began = performance.now()) {
    try {
      await workOnce(connection, index);
      sample.latencies_ms.push(performance.now() - began);
    } catch (error) {
      sample.failures.push(error instanceof Error ? error.message : String(error));
      await connection.query('ROLLBACK');
    }
  }
}

async function workOnce(connection: pg.Client, index: number): Promise<void> {
  switch (plan.kind) {
    case 'purchases':
      return sellBySql(connection, plan.sale, plan.buyers[index % plan.buyers.length]!);
    case 'statements':
      // A name makes it a prepared statement, parsed once a connection.
      for (const [n, { text, values }] of plan.statements.entries()) {
        await connection.query({ name: `statement ${n}`, text, values });
      }
      return;
    default:
      return plan satisfies never;
  }
}

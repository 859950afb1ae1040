import { json } from 'node:stream/consumers';
import pg from 'pg';
import { type Guest, letInBySql } from './admission.ts';
import { leadInOf, type Sample } from './load.ts';
import { type Buyer, type Sale, sellBySql } from './purchase.ts';

export type SqlPlan = { database_url: string; clients: number; seconds: number } & (
  | { kind: 'purchases'; sale: Sale; buyers: Buyer[] }
  /** Each is let in once; with the last of them it ends. */
  | { kind: 'admissions'; gate_id: string; device_ids: string[]; guests: Guest[] }
);

const plan = (await json(process.stdin)) as SqlPlan;
const guests = plan.kind === 'admissions' ? plan.guests.values() : undefined;
const sample: Sample = { seconds: plan.seconds, latencies_ms: [], failures: [] };
const connections = await Promise.all(
  Array.from({ length: plan.clients }, async () => {
    const connection = new pg.Client({ connectionString: plan.database_url });
    await connection.connect();
    return connection;
  }),
);

const spent = process.cpuUsage();
/** Where counting begins. What is done once each has no beginning that could be left out. */
const started = performance.now() + (plan.kind === 'purchases' ? leadInOf(plan) * 1000 : 0);
const deadline = started + plan.seconds * 1000;
await Promise.all(connections.map(askUntilDeadline));
sample.seconds = (performance.now() - started) / 1000;
await Promise.all(connections.map((connection) => connection.end()));
const { user, system } = process.cpuUsage(spent);
process.stdout.write(JSON.stringify({ ...sample, cpu_seconds: (user + system) / 1e6 }));

async function askUntilDeadline(connection: pg.Client, index: number): Promise<void> {
  for (let began = performance.now(); began < deadline; began = performance.now()) {
    try {
      if (!(await workOnce(connection, index))) return;
      if (performance.now() >= started) sample.latencies_ms.push(performance.now() - began);
    } catch (error) {
      sample.failures.push(error instanceof Error ? error.message : String(error));
      await connection.query('ROLLBACK');
    }
  }
}

/** False when there is nothing left to do. */
async function workOnce(connection: pg.Client, index: number): Promise<boolean> {
  switch (plan.kind) {
    case 'purchases':
      await sellBySql(connection, plan.sale, plan.buyers[index % plan.buyers.length]!);
      return true;
    case 'admissions': {
      const guest = guests?.next().value;
      if (!guest) return false;
      const device_id = plan.device_ids[index % plan.device_ids.length]!;
      await letInBySql(connection, { gate_id: plan.gate_id, device_id }, guest);
      return true;
    }
    default:
      return plan satisfies never;
  }
}

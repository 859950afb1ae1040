import { Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Sample } from './load.ts';

/** A different body each time, and none twice: a ticket admits one person. */
export type OncePlan = {
  url: string;
  path: string;
  bodies: object[];
  /** One a client. */
  authorizations: string[];
  clients: number;
  /** The status of success. */
  status: number;
};

/** An API that answers nothing at all is given up. */
const PATIENCE_MS = 30_000;

const plan = (await json(process.stdin)) as OncePlan;
const sample: Sample = { seconds: 0, latencies_ms: [], failures: [] };
const agent = new Agent({ keepAlive: true, maxSockets: plan.clients });
const bodies = plan.bodies.map((body) => JSON.stringify(body)).values();

const spent = process.cpuUsage();
const started = performance.now();
await Promise.all(Array.from({ length: plan.clients }, (_, index) => askUntilNoneIsLeft(index)));
sample.seconds = (performance.now() - started) / 1000;
agent.destroy();
const { user, system } = process.cpuUsage(spent);
process.stdout.write(JSON.stringify({ ...sample, cpu_seconds: (user + system) / 1e6 }));

async function askUntilNoneIsLeft(index: number): Promise<void> {
  const authorization = plan.authorizations[index % plan.authorizations.length]!;
  for (const body of bodies) {
    const began = performance.now();
    try {
      const status = await ask(body, authorization);
      if (status === plan.status) sample.latencies_ms.push(performance.now() - began);
      else sample.failures.push(`status ${status}`);
    } catch (error) {
      sample.failures.push(error instanceof Error ? error.message : String(error));
    }
  }
}

function ask(body: string, authorization: string): Promise<number> {
  const headers = { Authorization: authorization, 'Content-Type': 'application/json' };
  return new Promise((done, fail) => {
    const sent = request(plan.url + plan.path, { agent, method: 'POST', headers, timeout: PATIENCE_MS }, (answer) => {
      answer.resume().once('end', () => done(answer.statusCode ?? 0));
      answer.once('error', fail);
    });
    sent.once('timeout', () => sent.destroy(new Error('no answer')));
    sent.once('error', fail);
    sent.end(body);
  });
}

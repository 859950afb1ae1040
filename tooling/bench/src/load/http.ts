import { randomUUID } from 'node:crypto';
import { json } from 'node:stream/consumers';
import autocannon, { type Request } from 'autocannon';
import type { Sample } from './load.ts';

export type HttpPlan = {
  url: string;
  method: 'GET' | 'POST';
  path: string;
  body?: object;
  /** One a client, so that each is somebody else; none for visitors. */
  tokens: string[];
  clients: number;
  seconds: number;
  /** The status of success. */
  status: number;
};

const plan = (await json(process.stdin)) as HttpPlan;
const sample: Sample = { seconds: plan.seconds, latencies_ms: [], failures: [] };
let next_client = 0;

/** Every request of a client carries its buyer's token, and a purchase a key of its own, as the SDK sends it. */
function setupRequest(token: string | undefined) {
  return (request: Request): Request => ({
    ...request,
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(plan.body && { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }),
    },
  });
}

const started = performance.now();
await new Promise<void>((done, fail) => {
  const { url, method, path, body } = plan;
  const instance = autocannon(
    {
      url,
      connections: plan.clients,
      duration: plan.seconds,
      sampleInt: 100,
      requests: [{ method, path, ...(body && { body: JSON.stringify(body) }) }],
      setupClient(client) {
        const token = plan.tokens[next_client++ % Math.max(1, plan.tokens.length)];
        client.setRequests([
          { method, path, ...(body && { body: JSON.stringify(body) }), setupRequest: setupRequest(token) },
        ]);
      },
    },
    (error) => (error ? fail(error) : done()),
  );
  instance.on('response', (_client, status, _bytes, response_time_ms) => {
    if (status === plan.status) sample.latencies_ms.push(response_time_ms);
    else sample.failures.push(`status ${status}`);
  });
  instance.on('reqError', (error) => sample.failures.push(error.message));
});
sample.seconds = (performance.now() - started) / 1000;
process.stdout.write(JSON.stringify(sample));

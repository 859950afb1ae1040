import { randomUUID } from 'node:crypto';
import { json } from 'node:stream/consumers';
import autocannon, { type Request } from 'autocannon';
import type { Sample } from './load.ts';

export type HttpPlan = {
  url: string;
  method: 'GET' | 'POST';
  /** Several are asked for in turn. */
  path: string | [string, ...string[]];
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
const paths = [plan.path].flat();
let next_client = 0;
let next_path = 0;

/** Every request of a client carries its buyer's token, and a purchase a key of its own, as the SDK sends it. */
function setupRequest(token: string | undefined) {
  return (request: Request): Request => ({
    ...request,
    ...(paths.length > 1 && { path: paths[next_path++ % paths.length]! }),
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(plan.body && { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }),
    },
  });
}

/** An API that answers nothing at all is given up. */
const PATIENCE_SECONDS = 30;

let started = performance.now();
let ended: number | undefined;
await new Promise<void>((done, fail) => {
  const { url, method } = plan;
  const path = paths[0]!;
  const body = plan.body && JSON.stringify(plan.body);
  const request = { method, path, ...(body && { body }) };
  const instance = autocannon(
    {
      url,
      connections: plan.clients,
      duration: plan.seconds + PATIENCE_SECONDS,
      sampleInt: 50,
      requests: [request],
      setupClient(client) {
        const token = plan.tokens[next_client++ % Math.max(1, plan.tokens.length)];
        client.setRequests([{ ...request, setupRequest: setupRequest(token) }]);
      },
    },
    (error) => (error ? fail(error) : done()),
  );
  instance.on('start', () => {
    started = performance.now();
  });
  // Ends with the first answer after its time, so that even a slow answer is seen, and its time is counted.
  instance.on('response', (_client, status, _bytes, response_time_ms) => {
    if (ended !== undefined) return;
    if (status === plan.status) sample.latencies_ms.push(response_time_ms);
    else sample.failures.push(`status ${status}`);
    const now = performance.now();
    if (now - started < plan.seconds * 1000) return;
    ended = now;
    instance.stop();
  });
  instance.on('reqError', (error) => {
    if (ended === undefined) sample.failures.push(error.message);
  });
});
sample.seconds = ((ended ?? performance.now()) - started) / 1000;
process.stdout.write(JSON.stringify(sample));

import { randomUUID } from 'node:crypto';
import { json } from 'node:stream/consumers';
import autocannon, { type PreparedRequest, type Request } from 'autocannon';
import { leadInOf, type Sample } from './load.ts';

export type HttpPlan = {
  url: string;
  /** Asked for in turn. */
  questions: Question[];
  /** Whoever signs in takes the next of them, so that each is somebody else; none for visitors. */
  tokens: string[];
  clients: number;
  seconds: number;
};

/** With a body it is a POST. A visitor's is asked without a token. */
export type Question = { path: string; body?: object; status: number; is_visitors?: boolean };

const plan = (await json(process.stdin)) as HttpPlan;
const sample: Sample = { seconds: plan.seconds, latencies_ms: [], failures: [] };
let turn = 0;
let buyer = 0;

/** What a client asks next; a purchase with a key of its own, as the SDK sends it. */
function setupRequest(request: Request): Request {
  const question = plan.questions[turn++ % plan.questions.length]!;
  const { path, body, is_visitors } = question;
  const token = plan.tokens.length > 0 && !is_visitors ? plan.tokens[buyer++ % plan.tokens.length] : undefined;
  return {
    ...request,
    method: body ? 'POST' : 'GET',
    path,
    ...(body && { body: JSON.stringify(body) }),
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }),
    },
  };
}

const successes = new Set(plan.questions.map(({ status }) => status));

/** An API that answers nothing at all is given up. */
const PATIENCE_SECONDS = 30;

const spent = process.cpuUsage();
/** Where counting begins. */
let started = performance.now();
let ended: number | undefined;
await new Promise<void>((done, fail) => {
  const request: PreparedRequest = { method: 'GET', path: plan.questions[0]!.path, setupRequest };
  const instance = autocannon(
    {
      url: plan.url,
      connections: plan.clients,
      duration: leadInOf(plan) + plan.seconds + PATIENCE_SECONDS,
      sampleInt: 50,
      requests: [request],
    },
    (error) => (error ? fail(error) : done()),
  );
  instance.on('start', () => {
    started = performance.now() + leadInOf(plan) * 1000;
  });
  // Ends with the first answer after its time, so that even a slow answer is seen, and its time is counted.
  instance.on('response', (_client, status, _bytes, response_time_ms) => {
    if (ended !== undefined) return;
    const now = performance.now();
    if (!successes.has(status)) sample.failures.push(`status ${status}`);
    else if (now >= started) sample.latencies_ms.push(response_time_ms);
    if (now - started < plan.seconds * 1000) return;
    ended = now;
    instance.stop();
  });
  instance.on('reqError', (error) => {
    if (ended === undefined) sample.failures.push(error.message);
  });
});
sample.seconds = ((ended ?? performance.now()) - started) / 1000;
const { user, system } = process.cpuUsage(spent);
process.stdout.write(JSON.stringify({ ...sample, cpu_seconds: (user + system) / 1e6 }));

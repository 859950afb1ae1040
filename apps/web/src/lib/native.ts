import type { TRPCClient } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';

/*
 * The little of tRPC's protocol that these pages speak, in a tenth of what its own client weighs: a phone has to load
 * it before it sees anything. Types are tRPC's own.
 */

/** What a refusal says: `code` is stable, `message` a sentence, `fields` one array of sentences a field. */
export type Refusal = { code: string; message: string; fields: Record<string, string[]>; status: number };

/** A call that the server refused. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

type Data = { reason?: string; errors?: Record<string, string[]>; httpStatus?: number };
type Answer = { result: { data?: unknown } } | { error: { message: string; data?: Data } };
type Options = {
  url: string;
  headers(verb: 'query' | 'mutation'): Record<string, string>;
  /** For credentials and patience of its own. */
  init?(): RequestInit;
};
type Watcher = { onData?(data: unknown): void };

/** A batch has to fit into an address, and into what the server takes at once. */
const LONGEST_ADDRESS = 4000;
const LARGEST_BATCH = 20;

/** Pings come every fifteen seconds; a connection that says nothing for this long is dead. */
const SILENCE_MS = 40_000;

/** Calls of every procedure of a router. Queries of one moment travel together. */
export function createClient<R extends AnyTRPCRouter>(options: Options): TRPCClient<R> {
  const { url, headers, init } = options;
  const query = batched(options);
  const mutate = async (path: string, input: unknown) => {
    const isForm = input instanceof FormData;
    const response = await fetch(`${url}/${path}`, {
      ...init?.(),
      method: 'POST',
      headers: { ...headers('mutation'), ...(!isForm && { 'Content-Type': 'application/json' }) },
      body: isForm ? input : JSON.stringify(input),
    });
    return resultOf((await response.json()) as Answer);
  };
  const subscribe = (path: string, input: unknown, watcher: Watcher) =>
    watch(`${url}/${path}?input=${encoded(input)}`, watcher);
  return procedures({ query, mutate, subscribe }) as TRPCClient<R>;
}

/** `api.events.list.query(…)` calls `verbs.query('events.list', …)`. */
function procedures(verbs: Record<string, (path: string, ...args: never[]) => unknown>, path: string[] = []): unknown {
  return new Proxy(() => {}, {
    // Nothing here can be awaited by mistake.
    get: (_target, name) => (name === 'then' ? undefined : procedures(verbs, [...path, String(name)])),
    apply: (_target, _this, args) => verbs[path.at(-1)!]!(path.slice(0, -1).join('.'), ...(args as never[])),
  });
}

const encoded = (input: unknown) => encodeURIComponent(JSON.stringify(input));

type Waiting = { path: string; input: unknown; settle(answer: Answer): void; fail(error: unknown): void };

function batched({ url, headers, init }: Options) {
  let waiting: Waiting[] = [];
  const flush = () => {
    const calls = waiting;
    waiting = [];
    for (const batch of batchesOf(calls)) void send(batch);
  };
  const send = async (batch: Waiting[]) => {
    try {
      const response = await fetch(`${url}/${addressOf(batch)}`, { ...init?.(), headers: headers('query') });
      const answers = (await response.json()) as Answer | Answer[];
      // What is refused before it is taken apart is refused for all.
      for (const [at, call] of batch.entries()) call.settle(Array.isArray(answers) ? answers[at]! : answers);
    } catch (error) {
      for (const call of batch) call.fail(error);
    }
  };
  return (path: string, input: unknown) =>
    new Promise((resolve, fail) => {
      if (waiting.length === 0) setTimeout(flush);
      const settle = (answer: Answer) => {
        try {
          resolve(resultOf(answer));
        } catch (refused) {
          fail(refused);
        }
      };
      waiting.push({ path, input, settle, fail });
    });
}

function addressOf(batch: Waiting[]): string {
  const inputs = Object.fromEntries(batch.map(({ input }, at) => [at, input]));
  return `${batch.map(({ path }) => path).join(',')}?batch=1&input=${encoded(inputs)}`;
}

function batchesOf(calls: Waiting[]): Waiting[][] {
  const batches: Waiting[][] = [];
  for (const call of calls) {
    const last = batches.at(-1);
    const isFull = !last || last.length === LARGEST_BATCH || addressOf([...last, call]).length > LONGEST_ADDRESS;
    if (isFull) batches.push([call]);
    else last.push(call);
  }
  return batches;
}

function resultOf(answer: Answer): unknown {
  if ('result' in answer) return answer.result.data;
  const { message, data } = answer.error;
  if (!data?.reason) throw new Error(message);
  throw new Refused({ code: data.reason, message, fields: data.errors ?? {}, status: data.httpStatus ?? 500 });
}

/** Server-sent events. The browser connects again by itself when it is told of a break; we when nobody tells. */
function watch(address: string, { onData }: Watcher) {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout>;
  const open = () => {
    source = new EventSource(address);
    source.onmessage = ({ data }) => {
      listen();
      onData?.(JSON.parse(data));
    };
    source.addEventListener('ping', listen);
    source.addEventListener('connected', listen);
    source.addEventListener('return', close);
    listen();
  };
  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      source.close();
      open();
    }, SILENCE_MS);
  };
  const close = () => {
    clearTimeout(timer);
    source.close();
  };
  open();
  return { unsubscribe: close };
}

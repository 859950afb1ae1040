import { createTRPCClient, httpBatchLink, httpLink, splitLink, type TRPCClient, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from './contract.gen.ts';
import { fromClientError, fromForeignAnswer, SetiketError } from './errors.ts';
import { type Listing, type PageOptions, paginate } from './paginate.ts';
import { type Fetch, RETRY_DEFAULTS, type RetryOptions, withRetries } from './retry.ts';
import { memoryTokens, type TokenStore, type Tokens, withTokens } from './tokens.ts';

export type SetiketClientOptions = Partial<RetryOptions> & {
  /** Where Setiket is, `https://tickets.example`; its API is found from there. */
  url: string;
  /** Another `fetch` than the platform's. */
  fetch?: typeof globalThis.fetch;
  /** Where the tokens of a sign-in are kept; in memory unless said otherwise. */
  tokens?: TokenStore;
  /** Language of sentences and mails. */
  locale?: 'id' | 'en';
  /** Makes the `Idempotency-Key` of a mutation; random unless said otherwise. */
  idempotency_key_factory?: (call: { path: string; input: unknown }) => string;
  /** Sent with every request. */
  headers?: Record<string, string>;
};

type Native = TRPCClient<AppRouter>;

export type Credentials = { username: string; password: string } | { email: string; password: string };

/** Signing in and out; the tokens are kept and renewed from then on. */
export type AuthHelpers = {
  /** @throws SetiketAuthenticationError when no account has these credentials */
  signIn(credentials: Credentials): Promise<Tokens>;
  /** Ends the session here and on the server. */
  signOut(): Promise<void>;
  isSignedIn(): Promise<boolean>;
};

export type SetiketClient = Omit<Native, 'auth'> & {
  auth: Omit<Native['auth'], 'signIn'> & AuthHelpers;
  /** Every row of a list, page after page. */
  paginate<Input, Item>(
    list: Listing<Input, Item>,
    filters?: Omit<Input, 'cursor' | 'page'>,
    options?: PageOptions,
  ): AsyncGenerator<Item, void, undefined>;
};

/**
 * A client for the Setiket API: `client.events.list.query({ city: 'Jakarta' })`, `client.tickets.purchase.mutate({ … })`.
 *
 * Every mutation carries an `Idempotency-Key`, so a request that got lost is repeated without buying twice. Failures
 * are `SetiketError`s.
 */
export function createSetiketClient(options: SetiketClientOptions): SetiketClient {
  const endpoint = `${options.url.replace(/\/+$/, '')}/trpc`;
  const store = options.tokens ?? memoryTokens();
  const send = sender(options, endpoint, store);
  const native = createTRPCClient<AppRouter>({
    links: [
      typedErrors,
      splitLink({
        condition: (op) => op.type === 'mutation',
        // One request each: a key belongs to one mutation, and a form can't share a body.
        true: httpLink({
          url: endpoint,
          fetch: send,
          headers: ({ op }) => ({ 'Idempotency-Key': keyOf(options, op), ...admissionOf(op) }),
        }),
        false: httpBatchLink({ url: endpoint, fetch: send, maxItems: 20, maxURLLength: 6000 }),
      }),
    ],
  });
  return withHelpers(native, authHelpers(native, store));
}

function sender(options: SetiketClientOptions, endpoint: string, store: TokenStore) {
  const { fetch = globalThis.fetch, locale, headers = {} } = options;
  const own = { ...headers, ...(locale && { 'Accept-Language': locale }) };
  const plain: Fetch = (url, init) =>
    fetch(url, { ...init, headers: { ...own, ...Object.fromEntries(new Headers(init.headers)) } });
  const { retries, base_delay_ms, maximum_delay_ms, timeout_ms } = { ...RETRY_DEFAULTS, ...options };
  const patient = withRetries(plain, { retries, base_delay_ms, maximum_delay_ms, timeout_ms });
  const authorized = withTokens(patient, { store, endpoint, new_key: randomKey });
  return async (url: string | URL | Request, init?: unknown): Promise<Response> => {
    const answer = await authorized(String(url), (init ?? {}) as RequestInit);
    // tRPC would fail on it with the message of a JSON parser.
    const isJson = answer.headers.get('Content-Type')?.startsWith('application/json') === true;
    if (!isJson || (answer.status >= 500 && !(await isReadable(answer)))) throw await fromForeignAnswer(answer);
    return answer;
  };
}

/** A server that breaks down may break its answer off, too. */
async function isReadable(answer: Response): Promise<boolean> {
  try {
    JSON.parse(await answer.clone().text());
    return true;
  } catch {
    return false;
  }
}

type Op = { path: string; input: unknown; context: Record<string, unknown> };

/** Where an event has a waiting room: `mutate(input, { context: { admission_token } })`. */
function admissionOf({ context }: Op): Record<string, string> {
  return typeof context.admission_token === 'string' ? { 'Admission-Token': context.admission_token } : {};
}

/** A key of the caller's own goes first: `mutate(input, { context: { idempotency_key } })`. */
function keyOf({ idempotency_key_factory }: SetiketClientOptions, { path, input, context }: Op): string {
  const given = context.idempotency_key;
  return typeof given === 'string' ? given : (idempotency_key_factory?.({ path, input }) ?? randomKey());
}

/** Works where `crypto.randomUUID` does not exist: in pages that came over plain HTTP. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Turns tRPC's failures into ours. */
const typedErrors: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => observer.next(value),
        error: (error) => observer.error(fromClientError(error)),
        complete: () => observer.complete(),
      }),
    );

function authHelpers({ auth }: Native, store: TokenStore): AuthHelpers {
  return {
    async signIn(credentials) {
      const { access, refresh } = await auth.login.mutate(credentials);
      await store.set({ access, refresh });
      return { access, refresh };
    },
    async signOut() {
      const tokens = await store.get();
      if (!tokens) return;
      try {
        await auth.logout.mutate({ refresh_token: tokens.refresh });
      } catch (error) {
        // Over already is what was wanted.
        if (!(error instanceof SetiketError && error.status === 401)) throw error;
      } finally {
        await store.clear();
      }
    },
    isSignedIn: async () => (await store.get()) !== undefined,
  };
}

/** tRPC's client is a proxy that takes any name for a procedure; ours are looked at first. */
function withHelpers(native: Native, helpers: AuthHelpers): SetiketClient {
  const auth = new Proxy(helpers, {
    get: (own, name) => (name in own ? own[name as keyof AuthHelpers] : native.auth[name as keyof Native['auth']]),
  });
  const own: Record<PropertyKey, unknown> = { auth, paginate };
  const client = new Proxy(own, { get: (_, name) => (name in own ? own[name] : native[name as keyof Native]) });
  return client as unknown as SetiketClient;
}

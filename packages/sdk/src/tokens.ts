import { fromAnswer } from './errors.ts';
import { type Fetch, reasonOf } from './retry.ts';

/** What signing in gives. */
export type Tokens = { access: string; refresh: string };

/** Where tokens are kept: memory unless said otherwise; a file, a keychain, `localStorage` if you must. */
export type TokenStore = {
  get(): Tokens | undefined | Promise<Tokens | undefined>;
  set(tokens: Tokens): void | Promise<void>;
  clear(): void | Promise<void>;
};

/** Tokens that live as long as the process or the page. */
export function memoryTokens(tokens?: Tokens): TokenStore {
  let kept = tokens;
  return {
    get: () => kept,
    set: (next) => {
      kept = next;
    },
    clear: () => {
      kept = undefined;
    },
  };
}

type Options = { store: TokenStore; endpoint: string; new_key: () => string };

/** Calls that make a session; a token that has expired must not spoil them. */
const WITHOUT_TOKEN = new Set(['auth.login', 'auth.refresh', 'auth.register']);

/**
 * Sends the access token along, and gets a new one when it has expired. However many requests find out at the same time, one
 * refresh is made, and each request is repeated once. Clients that share a store (tabs, processes) may refresh at the same
 * moment: a refresh token is good until its session ends, and none of them forgets what another one has signed in since.
 */
export function withTokens(send: Fetch, { store, endpoint, new_key }: Options): Fetch {
  let refreshing: Promise<Tokens | undefined> | undefined;

  const refreshOnce = (used: Tokens) => {
    refreshing ??= refresh(used).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };

  const refresh = async (used: Tokens): Promise<Tokens | undefined> => {
    const now = await store.get();
    // Somebody else was faster: another tab, or a refresh that ended while this request was under way.
    if (!now || now.access !== used.access) return now;
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': new_key() };
    const answer = await send(`${endpoint}/auth.refresh`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ refresh: now.refresh }),
    });
    if (answer.status === 401) {
      const latest = await store.get();
      if (latest && latest.refresh !== now.refresh) return latest;
      await store.clear();
      return undefined;
    }
    // The session is not over: what failed may work a minute later, so the caller reads that and not "sign in".
    if (!answer.ok) throw await fromAnswer(answer);
    const { result } = (await answer.json()) as { result: { data: Tokens } };
    const tokens = { access: result.data.access, refresh: result.data.refresh };
    await store.set(tokens);
    return tokens;
  };

  return async (url, init) => {
    if (proceduresOf(url).every((name) => WITHOUT_TOKEN.has(name))) return send(url, init);
    const tokens = (await refreshing) ?? (await store.get());
    if (!tokens) return send(url, init);
    const answer = await send(url, authorized(init, tokens));
    if (answer.status !== 401 || (await reasonOf(answer)) !== 'request.token_invalid') return answer;
    const renewed = await refreshOnce(tokens);
    if (!renewed) return answer;
    return send(url, authorized(init, renewed));
  };
}

function authorized(init: RequestInit, { access }: Tokens): RequestInit {
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${access}`);
  return { ...init, headers };
}

function proceduresOf(url: string): string[] {
  return decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '').split(',');
}

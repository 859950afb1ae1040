const PREFIX = 'offline:';

/** What was seen last, kept on this device, so that a ticket opens at a door without network. */
export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Full or switched off: then the page needs the network, as others do.
  }
}

export function kept<T>(key: string): T | undefined {
  const text = localStorage.getItem(PREFIX + key);
  return text === null ? undefined : (JSON.parse(text) as T);
}

/** Where a new event is kept on this device while somebody types, so that a closed tab costs nothing. */
export const EVENT_DRAFT = 'event-draft';

/**
 * What somebody has begun: an event, a basket, a place in a queue, an invitation. Signing in keeps it, as many begin
 * before they do. Nothing but such things is in the session's storage.
 */
export function forgetBegun(): void {
  localStorage.removeItem(EVENT_DRAFT);
  sessionStorage.clear();
}

/** Nothing of one person stays for the next. */
export function forgetKept(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}

/** Asks the server and keeps the answer; where no server is reached, gives what was kept. */
export async function fetchOrKept<T>(
  key: string,
  fetchIt: () => Promise<T>,
  isAway: (error: unknown) => boolean,
): Promise<T> {
  try {
    const value = await fetchIt();
    keep(key, value);
    return value;
  } catch (error) {
    const last = isAway(error) ? kept<T>(key) : undefined;
    if (last === undefined) throw error;
    return last;
  }
}

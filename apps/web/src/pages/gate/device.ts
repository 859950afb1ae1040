import type { AppRouter } from '@setiket/core/router';
import { createTRPCClient, httpLink } from '@trpc/client';

const KEY = 'gate-device';

/** What this phone is, once it is paired. */
export type Device = {
  token: string;
  name: string;
  gate: string;
  event_id: string;
  event: string;
  qr_public_key: string;
  snapshot_public_key: string;
};

/** The event that this phone was paired for last: what it has to hand in belongs to that. */
const EVENT_KEY = 'gate-event';

export function storedDevice(): Device | undefined {
  const text = localStorage.getItem(KEY);
  return text === null ? undefined : (JSON.parse(text) as Device);
}

export function storeDevice(device: Device | undefined): void {
  if (!device) {
    localStorage.removeItem(KEY);
    return;
  }
  localStorage.setItem(KEY, JSON.stringify(device));
  localStorage.setItem(EVENT_KEY, device.event_id);
}

export function lastEventId(): string | null {
  return localStorage.getItem(EVENT_KEY);
}

/** A gate waits this long for the server before it decides by itself: a queue is behind whoever waits. */
const PATIENCE_MS = 2_500;

/** The procedures as this device calls them: by its own token, whoever is signed in. */
export function gateApi({ token }: Pick<Device, 'token'>) {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: '/trpc',
        headers: () => ({ Authorization: `Bearer ${token}`, 'Accept-Language': document.documentElement.lang }),
        fetch: (url, options) =>
          fetch(url, { ...(options as RequestInit), credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS) }),
      }),
    ],
  });
}

export type GateApi = ReturnType<typeof gateApi>;

import type { AppRouter } from '@setiket/core/router';
import { createClient } from '../../lib/native.ts';

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

export function storedDevice(): Device | undefined {
  const text = localStorage.getItem(KEY);
  return text === null ? undefined : (JSON.parse(text) as Device);
}

export function storeDevice(device: Device | undefined): void {
  if (device) localStorage.setItem(KEY, JSON.stringify(device));
  else localStorage.removeItem(KEY);
}

/** A gate waits this long for the server before it decides by itself: a queue is behind whoever waits. */
const PATIENCE_MS = 2_500;

/** The procedures as this device calls them: by its own token, whoever is signed in. */
export function gateApi({ token }: Pick<Device, 'token'>) {
  return createClient<AppRouter>({
    url: '/trpc',
    headers: () => ({ Authorization: `Bearer ${token}`, 'Accept-Language': document.documentElement.lang }),
    init: () => ({ credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS) }),
  });
}

export type GateApi = ReturnType<typeof gateApi>;

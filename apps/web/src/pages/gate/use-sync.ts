import { useCallback, useEffect, useRef, useState } from 'react';
import { type Output, refusalOf } from '../../lib/api.ts';
import type { Device, GateApi } from './device.ts';
import { gateDb, type Status } from './store.ts';
import { loadSnapshot, uploadScans } from './sync.ts';

/** How often a gate hands in, fetches what has changed, and looks whether it is connected again. */
const INTERVAL_MS = 10_000;

type Figures = Pick<Output['scan']['stats'], 'inside_now' | 'admitted' | 'expected'>;

/** Keeps a gate and the server together whenever there is a network, by itself. */
export function useSync(api: GateApi, device: Device, onUnpaired: () => void) {
  const [isOnline, setOnline] = useState(navigator.onLine);
  const [waiting, setWaiting] = useState(0);
  const [conflicts, setConflicts] = useState(0);
  const [figures, setFigures] = useState<Figures>();
  const count = useCallback(async () => setWaiting(await (await gateDb).count('waiting')), []);
  const isSyncing = useRef(false);
  const sync = useCallback(async () => {
    // A slow network must not pile up syncs.
    if (isSyncing.current) return;
    isSyncing.current = true;
    try {
      const found = await uploadScans(api);
      setConflicts((before) => before + found);
      if (await loadSnapshot(api, device)) entries = undefined;
      setOnline(true);
    } catch (error) {
      const { status } = refusalOf(error);
      if (status === 401) onUnpaired();
      setOnline(status !== 0 && status < 500);
    } finally {
      isSyncing.current = false;
    }
    await count();
    setFigures(await figuresOf());
  }, [api, device, count, onUnpaired]);
  useEffect(() => {
    void sync();
    const timer = setInterval(() => void sync(), INTERVAL_MS);
    const away = () => setOnline(false);
    const back = () => void sync();
    addEventListener('online', back);
    addEventListener('offline', away);
    return () => {
      clearInterval(timer);
      removeEventListener('online', back);
      removeEventListener('offline', away);
    };
  }, [sync]);
  const refresh = useCallback(
    async (wasOffline: boolean) => {
      if (wasOffline) setOnline(false);
      await count();
      setFigures(await figuresOf());
    },
    [count],
  );
  return { isOnline, waiting, conflicts, figures, refresh };
}

/** State of each ticket in the snapshot, by key; read again only when a snapshot has changed it. */
let entries: Promise<Map<string, Status>> | undefined;

async function readEntries(): Promise<Map<string, Status>> {
  return new Map((await (await gateDb).getAll('entries')).map(({ key, status }) => [key, status]));
}

/** From what the gate knows itself, so that it counts without network too. */
async function figuresOf(): Promise<Figures> {
  entries ??= readEntries();
  const known = await entries;
  const done = new Map((await (await gateDb).getAll('done')).map(({ key, status }) => [key, status]));
  const figures = { expected: 0, admitted: 0, inside_now: 0 };
  for (const [key, status] of known) {
    const now = done.get(key) ?? status;
    if (now !== 'x') figures.expected++;
    if (now === 'i' || now === 'o') figures.admitted++;
    if (now === 'i') figures.inside_now++;
  }
  return figures;
}

import { useCallback, useEffect, useState } from 'react';
import { type Output, refusalOf } from '../../lib/api.ts';
import type { Device, GateApi } from './device.ts';
import { gateDb } from './store.ts';
import { loadSnapshot, uploadScans } from './sync.ts';

/** How often a gate hands in, fetches what has changed, and looks whether it is connected again. */
const INTERVAL_MS = 10_000;

type Figures = Pick<Output['scan']['stats'], 'inside_now' | 'admitted' | 'expected'>;

/** Keeps a gate and the server together whenever there is a network, by itself. */
export function useSync(api: GateApi, device: Device) {
  const [isOnline, setOnline] = useState(navigator.onLine);
  const [waiting, setWaiting] = useState(0);
  const [conflicts, setConflicts] = useState(0);
  const [figures, setFigures] = useState<Figures>();
  const count = useCallback(async () => setWaiting(await (await gateDb).count('waiting')), []);
  const sync = useCallback(async () => {
    try {
      const found = await uploadScans(api);
      setConflicts((before) => before + found);
      await loadSnapshot(api, device);
      setOnline(true);
    } catch (error) {
      setOnline(refusalOf(error).status !== 0);
    }
    await count();
    setFigures(await figuresOf());
  }, [api, device, count]);
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

/** From what the gate knows itself, so that it counts without network too. */
async function figuresOf(): Promise<Figures> {
  const db = await gateDb;
  const done = new Map((await db.getAll('done')).map(({ key, status }) => [key, status]));
  const entries = await db.getAll('entries');
  const states = entries.map(({ key, status }) => done.get(key) ?? status);
  return {
    expected: states.filter((status) => status !== 'x').length,
    admitted: states.filter((status) => status === 'i' || status === 'o').length,
    inside_now: states.filter((status) => status === 'i').length,
  };
}

import { type DBSchema, openDB } from 'idb';

export type Status = 'a' | 'i' | 'o' | 'x';

/** A ticket as the snapshot has it: found by `key`, which only its QR tells. */
export type Entry = { ref: string; key: string; status: Status; type: number; name: string };

/** A scan that the server has not heard of yet. */
export type Waiting = { device_scan_id: string; qr_code: string; at: string; direction: 'entry' | 'exit' };

export type SnapshotHead = {
  title: string;
  status: string;
  doors_open_at: string;
  ends_at: string;
  allows_reentry: boolean;
  ticket_types: string[];
  version: string;
};

interface GateDb extends DBSchema {
  entries: { key: string; value: Entry; indexes: { key: string } };
  /** Keys of genuine QR codes that were replaced when their ticket changed hands or was upgraded. */
  superseded: { key: string; value: { key: string } };
  head: { key: 'head'; value: SnapshotHead };
  /** What this gate did itself, which it knows better than an older snapshot. */
  done: { key: string; value: { key: string; status: Status; at: string } };
  waiting: { key: string; value: Waiting };
}

/** What a gate keeps over restarts and days without network. */
export const gateDb = openDB<GateDb>('setiket-gate', 2, {
  upgrade(db, from) {
    if (from < 1) {
      db.createObjectStore('entries', { keyPath: 'ref' }).createIndex('key', 'key');
      db.createObjectStore('head');
      db.createObjectStore('done', { keyPath: 'key' });
      db.createObjectStore('waiting', { keyPath: 'device_scan_id' });
    }
    db.createObjectStore('superseded', { keyPath: 'key' });
  },
});

export async function forgetGate(): Promise<void> {
  const db = await gateDb;
  const stores = ['entries', 'superseded', 'head', 'done', 'waiting'] as const;
  await Promise.all(stores.map((name) => db.clear(name)));
}

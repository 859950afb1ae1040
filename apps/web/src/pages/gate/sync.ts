import type { Device, GateApi } from './device.ts';
import { isSigned } from './seal.ts';
import { gateDb, type Status } from './store.ts';

type Payload = {
  event: { title: string; status: string; doors_open_at: string; ends_at: string; allows_reentry: boolean };
  version: string;
  is_complete: boolean;
  ticket_types: string[];
  tickets: [ref: string, key: string, status: Status, type: number, name: string][];
  superseded: string[];
};

/** Parts that are small enough for the patience of a gate. */
const PART = 2_000;

/**
 * Brings what this gate knows up to date: everything at first, then what has changed. A part whose signature is not
 * that of the server with which the gate was paired is not taken.
 * @returns whether anything about a ticket was loaded
 */
export async function loadSnapshot(api: GateApi, device: Device): Promise<boolean> {
  const db = await gateDb;
  let hasChanged = false;
  for (let isComplete = false; !isComplete; ) {
    const since = (await db.get('head', 'head'))?.version;
    const part = await api.gates.snapshot.query({ limit: PART, ...(since !== undefined && { since }) });
    if (!(await isSigned(part.payload, part.signature, device.snapshot_public_key)))
      throw new Error('The snapshot was not signed by the server with which this device was paired.');
    const payload = JSON.parse(part.payload) as Payload;
    const { title, status, doors_open_at, ends_at, allows_reentry } = payload.event;
    const { ticket_types, version } = payload;
    const change = db.transaction(['entries', 'superseded', 'head'], 'readwrite');
    for (const [ref, key, state, type, name] of payload.tickets)
      void change.objectStore('entries').put({ ref, key, status: state, type, name });
    for (const key of payload.superseded) void change.objectStore('superseded').put({ key });
    const head = { title, status, doors_open_at, ends_at, allows_reentry, ticket_types, version };
    void change.objectStore('head').put(head, 'head');
    await change.done;
    isComplete = payload.is_complete;
    hasChanged ||= payload.tickets.length > 0;
  }
  return hasChanged;
}

/** As many as travel together. */
const BATCH = 100;

/**
 * Hands in what was scanned without network. Sending the same again changes nothing, so an answer that got lost costs
 * nothing.
 * @returns how many were double entries
 */
export async function uploadScans(api: GateApi): Promise<number> {
  const db = await gateDb;
  let conflicts = 0;
  for (;;) {
    const scans = await db.getAll('waiting', null, BATCH);
    if (scans.length === 0) return conflicts;
    const answer = await api.scan.upload.mutate({ scans });
    conflicts += answer.conflicts;
    const change = db.transaction('waiting', 'readwrite');
    for (const { device_scan_id } of scans) void change.store.delete(device_scan_id);
    await change.done;
  }
}

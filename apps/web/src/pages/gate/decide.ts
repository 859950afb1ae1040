import { type Output, type Refusal, refusalOf } from '../../lib/api.ts';
import { randomKey } from '../../lib/keys.ts';
import type { Device, GateApi } from './device.ts';
import { entryKey, openName, readTicket } from './seal.ts';
import { gateDb, type Status } from './store.ts';

export type Direction = 'entry' | 'exit';

/** What a gate says of a QR code or a typed code. */
export type Verdict = {
  isGood: boolean;
  /** `scan.already_used`; empty where somebody passes. */
  code: string;
  /** The server's sentence; empty where the gate decided by itself. */
  message: string;
  holder: string;
  ticket_type: string;
  isOffline: boolean;
  /** Nothing was decided about the guest: the device has to be paired again, or the scan repeated. */
  problem?: 'unpaired' | 'failed';
};

/**
 * Asks the server. Only its verdict on the ticket stops a guest: where it is not reached in time, is overloaded or fails,
 * the snapshot decides.
 */
export async function scan(api: GateApi, device: Device, text: string, direction: Direction): Promise<Verdict> {
  const device_scan_id = randomKey();
  let passage: Output['scan']['commit'];
  try {
    passage = await api.scan.commit.mutate({ qr_code: text, device_scan_id, direction });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal.code.startsWith('scan.')) return refused(refusal);
    if (refusal.status === 401) return { ...refused(refusal), problem: 'unpaired' };
    return decideAlone(device, { text, direction, device_scan_id });
  }
  // The guest is admitted, whether or not this phone can write it down.
  await remember(device, text, direction).catch(() => undefined);
  const { holder, ticket_type } = passage.ticket;
  return { isGood: true, code: '', message: passage.message, holder, ticket_type, isOffline: false };
}

/** What is shown when neither server nor snapshot could be asked: the storage of the phone fails, say. */
export const FAILED: Verdict = {
  isGood: false,
  code: 'gate.failed',
  message: '',
  holder: '',
  ticket_type: '',
  isOffline: true,
  problem: 'failed',
};

function refused({ code, message }: Refusal): Verdict {
  return { isGood: false, code, message, holder: '', ticket_type: '', isOffline: false };
}

type Alone = { text: string; direction: Direction; device_scan_id: string };

/**
 * The rules of the server's `judgement.ts`, in its order, as far as a snapshot tells. It differs in three points: a typed
 * code can't be checked, as a list of codes would be a list of tickets; `cancelled` stands for refunded tickets too; and
 * what changed after the last snapshot is not known. Admissions are uploaded later.
 */
async function decideAlone(device: Device, { text, direction, device_scan_id }: Alone): Promise<Verdict> {
  const no = (code: string, rest: Partial<Verdict> = {}): Verdict => ({
    isGood: false,
    code,
    message: '',
    holder: '',
    ticket_type: '',
    isOffline: true,
    ...rest,
  });
  const content = await readTicket(text, device.qr_public_key);
  if (content === undefined) return no('scan.offline_code');
  if (typeof content === 'string') return no(`scan.${content}`);
  if (content.event_id !== device.event_id) return no('scan.wrong_event');
  const db = await gateDb;
  const head = await db.get('head', 'head');
  const key = await entryKey(content);
  const entry = await db.getFromIndex('entries', 'key', key);
  const now = new Date().toISOString();
  if (head?.status === 'cancelled') return no('scan.event_cancelled');
  if (await db.get('superseded', key)) return no('scan.transferred');
  const holder = entry ? await openName(content, entry.name) : '';
  const ticket_type = (entry && head?.ticket_types[entry.type]) ?? '';
  const who = { holder, ticket_type };
  // A genuine QR that the snapshot does not have is of a ticket that was sold since.
  const status = (await db.get('done', key))?.status ?? entry?.status ?? 'a';
  const next = passing(status, direction, head?.allows_reentry ?? false);
  if (typeof next !== 'object') return no(next, who);
  if (direction === 'entry' && head && now < head.doors_open_at) return no('scan.not_yet', who);
  if (direction === 'entry' && head && (now >= head.ends_at || head.status === 'completed'))
    return no('scan.event_over', who);
  const change = db.transaction(['done', 'waiting'], 'readwrite');
  void change.objectStore('done').put({ key, status: next.status, at: now });
  void change.objectStore('waiting').put({ device_scan_id, qr_code: text, at: now, direction });
  await change.done;
  return { isGood: true, code: '', message: '', ...who, isOffline: true };
}

function passing(status: Status, direction: Direction, allowsReentry: boolean): { status: Status } | string {
  if (status === 'x') return 'scan.cancelled';
  if (direction === 'exit') return status === 'i' ? { status: 'o' } : 'scan.not_inside';
  if (status === 'a') return { status: 'i' };
  return status === 'o' && allowsReentry ? { status: 'i' } : 'scan.already_used';
}

/** What the server admitted a moment ago is not admitted again when the network goes. */
async function remember(device: Device, text: string, direction: Direction): Promise<void> {
  const content = await readTicket(text, device.qr_public_key);
  if (typeof content !== 'object') return;
  const status: Status = direction === 'entry' ? 'i' : 'o';
  await (await gateDb).put('done', { key: await entryKey(content), status, at: new Date().toISOString() });
}

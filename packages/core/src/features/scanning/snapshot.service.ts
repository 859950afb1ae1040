import type { ticket_status } from '@setiket/db';
import type { z } from 'zod';
import type { ScannerCtx } from '../../kernel/context.ts';
import { deriveKey } from '../../kernel/crypto.ts';
import { commonErrors, fieldError } from '../../kernel/errors.ts';
import { addSeconds, iso } from '../../kernel/time.ts';
import { DOORS_OPEN_MINUTES_BEFORE, requireScanner } from '../gates/index.ts';
import { openQrSigner, openTextSigner, qrKey } from '../ticket-qr/index.ts';
import { doorsOpenAt } from './judgement.ts';
import { SNAPSHOT_FORMAT, type snapshotInput, type snapshotOutput, type snapshotPayload } from './snapshot.schema.ts';
import { entryRef, hideId, sealName, showId } from './snapshot-seal.ts';

type Input = z.output<typeof snapshotInput>;
type Payload = z.output<typeof snapshotPayload>;
type Entry = Payload['tickets'][number];

/** A place in the order in which tickets change. */
type Place = { at: number; id: string };

const NIL = '00000000-0000-0000-0000-000000000000';

/**
 * A change can become visible after a later one: its transaction took longer. None takes as long as this, so whatever is
 * younger is sent once more next time.
 */
const UNSETTLED_SECONDS = 60;

/**
 * What a gate needs to decide without network: one signed part of the event's tickets, in the order in which they
 * changed. Without `since` it begins at the beginning; a gate that goes on where it stopped gets what has changed.
 */
export async function getSnapshot(ctx: ScannerCtx, input: Input): Promise<z.output<typeof snapshotOutput>> {
  const event = await eventFor(ctx, input.event_id);
  const { QR_SIGNING_SECRET } = ctx.env;
  const key = deriveKey(QR_SIGNING_SECRET, 'gate-snapshot-ref').export();
  const since = input.since === undefined ? { at: 0, id: NIL } : placeOf(key, input.since);
  const rows = await changedSince(ctx, event.id, since, input.limit + 1);
  const part = rows.slice(0, input.limit);
  const is_complete = part.length === rows.length;
  const last = part.at(-1);
  const reached = last ? { at: last.updated_at.getTime(), id: last.id } : since;
  const settled = addSeconds(ctx.clock.now(), -UNSETTLED_SECONDS).getTime();
  const version = versionOf(key, is_complete && reached.at > settled ? { at: settled, id: NIL } : reached);
  const types = await ctx.db.ticket_types.findMany({
    where: { event_id: event.id },
    select: { id: true, title: true },
    orderBy: { id: 'asc' },
  });
  const numbers = new Map(types.map(({ id }, n) => [id, n]));
  const payload: Payload = {
    format: SNAPSHOT_FORMAT,
    event: event.view,
    since: input.since ?? null,
    version,
    is_complete,
    qr_public_key: openQrSigner(QR_SIGNING_SECRET).public_key,
    ticket_types: types.map(({ title }) => title),
    tickets: part.map((row) => entryOf(key, row, numbers.get(row.ticket_type_id) ?? 0)),
    superseded: part.flatMap(({ former_keys }) => former_keys),
  };
  const signer = openTextSigner(QR_SIGNING_SECRET, 'gate-snapshot');
  const text = JSON.stringify(payload);
  return { payload: text, signature: signer.sign(text), public_key: signer.public_key, version, is_complete };
}

/** @throws event.not_found, request.forbidden; request.invalid where people do not say which event */
async function eventFor(ctx: ScannerCtx, asked: string | undefined): Promise<{ id: string; view: Payload['event'] }> {
  const { actor } = ctx;
  if (actor.kind === 'gate' && asked !== undefined && asked !== actor.event_id) throw commonErrors.forbidden();
  const id = actor.kind === 'gate' ? actor.event_id : asked;
  if (id === undefined) throw fieldError('event_id', 'This field is required.');
  if (actor.kind !== 'gate') await requireScanner(ctx.db, actor, id);
  const { gate_settings, title, status, starts_at, ends_at, timezone } = await ctx.db.events.findUniqueOrThrow({
    where: { id },
    include: { gate_settings: true },
  });
  const doors_open_minutes_before = gate_settings?.doors_open_minutes_before ?? DOORS_OPEN_MINUTES_BEFORE;
  const view = {
    id,
    title,
    status,
    doors_open_at: iso(doorsOpenAt({ starts_at, doors_open_minutes_before })),
    starts_at: iso(starts_at),
    ends_at: iso(ends_at),
    timezone,
    allows_reentry: gate_settings?.allows_reentry ?? false,
  };
  return { id, view };
}

type Row = {
  id: string;
  qr_secret: string;
  status: ticket_status;
  ticket_type_id: string;
  updated_at: Date;
  holder: string;
  is_inside: boolean | null;
  /** Of the QR codes that the ticket had before. */
  former_keys: string[];
};

function changedSince({ db }: ScannerCtx, event_id: string, { at, id }: Place, most: number): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT t.id, t.qr_secret, t.status, t.ticket_type_id, t.updated_at, a.is_inside,
      ARRAY(SELECT f.qr_key FROM ticket_former_codes AS f WHERE f.ticket_id = t.id) AS former_keys,
      coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) AS holder
    FROM tickets AS t JOIN users AS u ON u.id = t.owner_id LEFT JOIN admissions AS a ON a.ticket_id = t.id
    WHERE t.event_id = ${event_id}::uuid AND (t.updated_at, t.id) > (${new Date(at)}::timestamptz, ${id}::uuid)
    ORDER BY t.updated_at, t.id LIMIT ${most}`;
}

function entryOf(key: Uint8Array, row: Row, type: number): Entry {
  const secrets = { ticket_id: row.id, qr_secret: row.qr_secret };
  return [entryRef(key, row.id), qrKey(secrets), statusOf(row), type, sealName(secrets, row.holder)];
}

function statusOf({ status, is_inside }: Row): Entry[2] {
  switch (status) {
    case 'active':
      return 'a';
    case 'used':
      return is_inside === false ? 'o' : 'i';
    case 'cancelled':
      return 'x';
    default:
      return status satisfies never;
  }
}

function versionOf(key: Uint8Array, { at, id }: Place): string {
  return `${at}.${hideId(key, id)}`;
}

function placeOf(key: Uint8Array, version: string): Place {
  const [at, hidden] = version.split('.') as [string, string];
  return { at: Number(at), id: showId(key, hidden) };
}

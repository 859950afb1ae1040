import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoor } from '../../../test/door.ts';
import type { Actor } from '../../kernel/context.ts';
import { newQrSecret } from '../ticket-qr/index.ts';
import { snapshotPayload } from './index.ts';
import { openName, sealName } from './snapshot-seal.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

type Part = Awaited<ReturnType<ReturnType<World['as']>['gates']['snapshot']>>;

/** As a gate reads a part: nothing before the signature. */
function open({ payload, signature, public_key }: Part) {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: public_key }, format: 'jwk' });
  if (!verifySignature(null, Buffer.from(payload), key, Buffer.from(signature, 'base64url')))
    throw new Error('This is not signed by the house.');
  return snapshotPayload.parse(JSON.parse(payload));
}

type Tickets = ReturnType<typeof open>['tickets'];

/** Keeps the parts as a device does: one entry a ref. */
async function load(
  actor: Actor,
  event_id: string | undefined,
  limit: number,
  kept: Map<string, Tickets[number]>,
  since?: string,
) {
  for (let at = since; ; ) {
    const part = await world.as(actor).gates.snapshot({ event_id, limit, ...(at !== undefined && { since: at }) });
    for (const entry of open(part).tickets) kept.set(entry[0], entry);
    at = part.version;
    if (part.is_complete) return at;
  }
}

const keyOf = (ticket_id: string, qr_secret: string) =>
  createHash('sha256')
    .update(`setiket-gate-entry.${ticket_id}.${qr_secret}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

test('a gate finds what it reads, and nothing else, without us', async () => {
  const door = await openDoor(world, { tickets: 2 });
  await world.as(door.buyer).account.update({ first_name: 'Rahayu', last_name: 'Kusumaningrum' });
  const device = await door.device();
  const part = await world.as(device).gates.snapshot({});
  const snapshot = open(part);
  expect(snapshot).toMatchObject({
    event: { id: door.event.id, title: door.event.title, allows_reentry: false },
    ticket_types: ['Reguler'],
    is_complete: true,
  });
  expect(snapshot.event.doors_open_at).toBe(
    new Date(new Date(door.event.starts_at).getTime() - 120 * 60_000).toISOString(),
  );

  // What the camera sees is enough to verify it, to find it and to read its holder's name.
  const [, ticket_id, , qr_secret] = /^SETIKET-([^.]+)\.([^.]+)\.([^.]+)\./.exec(await door.qr())!;
  const entry = snapshot.tickets.find(([, key]) => key === keyOf(ticket_id!, qr_secret!));
  expect(entry).toMatchObject([expect.any(String), expect.any(String), 'a', 0, expect.any(String)]);
  expect(await openInBrowser(ticket_id!, qr_secret!, entry![4])).toBe('Rahayu Kusumaningrum');
  await expect(openInBrowser(ticket_id!, newQrSecret(), entry![4])).rejects.toThrow();

  const rows = await world.deps.db.tickets.findMany({ where: { id: { in: door.ticket_ids } } });
  for (const { id, code, qr_secret: secret, owner_id } of rows)
    for (const secretive of [id, code, secret, owner_id, 'Rahayu', door.buyer.username, door.buyer.email])
      expect(part.payload).not.toContain(secretive);
});

/** With nothing but what a browser has. */
async function openInBrowser(ticket_id: string, qr_secret: string, sealed: string): Promise<string> {
  const text = (value: string) => new TextEncoder().encode(value);
  const secret = await crypto.subtle.importKey('raw', text(qr_secret), 'HKDF', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: text(ticket_id), info: text('setiket-gate-holder') },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['decrypt'],
  );
  const bytes = Buffer.from(sealed, 'base64url');
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.subarray(0, 12) }, key, bytes.subarray(12));
  return new TextDecoder().decode(plain).trimEnd();
}

test('a changed snapshot is not believed, and its key is the one from pairing', async () => {
  const door = await openDoor(world);
  const { pairing_code } = await world.as(door.organizer).gates.addDevice({ id: door.gate_id, name: 'Phone' });
  const paired = await world.as().gates.pair({ pairing_code });
  const part = await world.as(await door.device()).gates.snapshot({});
  expect(part.public_key).toBe(paired.snapshot_public_key);
  expect(open(part).qr_public_key).toBe(paired.qr_public_key);
  expect(() => open({ ...part, payload: part.payload.replace('"x"', '"a"').replace('"a"', '"x"') })).toThrow();
});

test('parts and changes put together are the whole', async () => {
  const door = await openDoor(world, { tickets: 25, allows_reentry: true });
  const device = await door.device();
  const kept = new Map<string, Tickets[number]>();
  let version = await load(device, undefined, 7, kept);
  expect(kept.size).toBe(25);

  const [used, gone, back, moved] = door.ticket_ids;
  const commit = async (id: string, direction: 'entry' | 'exit' = 'entry') =>
    world.as(device).scan.commit({ qr: await door.qr(id), direction });
  await commit(used!);
  await commit(gone!);
  await commit(gone!, 'exit');
  await world.as(door.buyer).tickets.refund({ id: back! });
  const before = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: moved! } });
  const friend = await world.make.user();
  const { id: transfer_id } = await world
    .as(door.buyer)
    .transfers.create({ ticket_id: moved!, to_email: friend.email });
  await world.as(friend).transfers.acceptReceived({ id: transfer_id });
  const unchanged = new Map(kept);
  const delta = await world.as(device).gates.snapshot({ since: version });
  expect(open(delta)).toMatchObject({ since: version, is_complete: true });
  version = await load(device, undefined, 7, kept, version);

  const statusOf = async (id: string) => {
    const row = await world.deps.db.tickets.findUniqueOrThrow({ where: { id } });
    return [...kept.values()].find(([, key]) => key === keyOf(id, row.qr_secret))?.[2];
  };
  expect(await Promise.all([used, gone, back, moved].map((id) => statusOf(id!)))).toEqual(['i', 'o', 'x', 'a']);
  expect(kept.size).toBe(25);
  // The QR from before the ticket changed hands is found no more.
  const old = keyOf(moved!, before.qr_secret);
  expect([...unchanged.values()].some(([, key]) => key === old)).toBe(true);
  expect([...kept.values()].some(([, key]) => key === old)).toBe(false);
  // Gates know it as superseded, whether they load it as a change or begin at the beginning.
  const fresh = await world.as(device).gates.snapshot({ limit: 10_000 });
  expect([open(delta).superseded, open(fresh).superseded]).toEqual([[old], [old]]);
  const whole = new Map<string, Tickets[number]>();
  await load(device, undefined, 10_000, whole);
  expect(new Map([...whole].sort())).toEqual(new Map([...kept].sort()));
});

test('what has changed a moment ago is sent once more, as something before it may still be under way', async () => {
  const door = await openDoor(world, { tickets: 3 });
  const device = await door.device();
  const ask = (since?: string) => world.as(device).gates.snapshot(since === undefined ? {} : { since });
  const { version } = await ask();
  await world.as(device).scan.commit({ qr: await door.qr() });
  const first = await ask(version);
  expect(open(first).tickets).toHaveLength(1);
  const again = await ask(first.version);
  expect(open(again).tickets).toHaveLength(1);
  world.clock.advance(61);
  const settled = await ask(again.version);
  expect(open(settled).tickets).toHaveLength(1);
  const quiet = await ask(settled.version);
  expect(open(quiet).tickets).toEqual([]);
  expect(quiet.version).toBe(settled.version);
  // Nothing new is the same answer, byte for byte: 304 to whoever asks with its ETag.
  expect((await ask(settled.version)).payload).toBe(quiet.payload);
});

describe('who may load it', () => {
  test('a device that of its event; people say of which', async () => {
    const [door, other] = [await openDoor(world), await openDoor(world)];
    const device = await door.device();
    const staff = await world.make.user({ role: 'staff' });
    const ask = (actor: Actor, event_id?: string) => refusal(world.as(actor).gates.snapshot({ event_id }));
    expect(await ask(device, door.event.id)).toBe('accepted');
    expect(await ask(device, other.event.id)).toBe('request.forbidden');
    expect(await ask(staff)).toBe('event_id: This field is required.');
    expect(await ask(staff, door.event.id)).toBe('accepted');
    expect(await ask(door.organizer, other.event.id)).toBe('request.forbidden');
    expect(await ask(door.buyer, door.event.id)).toBe('request.forbidden');
    expect(await refusal(world.as(device).gates.snapshot({ since: 'yesterday' }))).toBe(
      'since: This is no version of ours.',
    );
  });
});

test('names of any length and script come back; equal names look different for different tickets', () => {
  const secrets = () => ({ ticket_id: crypto.randomUUID(), qr_secret: newQrSecret() });
  for (const name of ['', 'A', 'Putu', '𠮷野家 さくら', 'x'.repeat(200)]) {
    const own = secrets();
    expect(openName(own, sealName(own, name))).toBe(name);
    expect(sealName(own, name)).toBe(sealName(own, name));
    expect(sealName(secrets(), name)).not.toBe(sealName(own, name));
  }
  expect(sealName(secrets(), 'Ani')).toHaveLength(sealName(secrets(), 'Muhammad').length);
});

test('twenty thousand tickets are loaded in seconds', async () => {
  const door = await openDoor(world);
  await world.deps.db.$executeRaw`
    INSERT INTO tickets (id, code, booking_id, booking_line_id, event_id, ticket_type_id, owner_id, price, currency, qr_secret, created_at, updated_at)
    SELECT gen_random_uuid(), 'TKT-20260302-' || upper(lpad(to_hex(n), 8, '0')), booking_id, booking_line_id, event_id, ticket_type_id,
      owner_id, price, currency, substr(md5(n::text), 1, 16), created_at, updated_at + n * interval '1 ms'
    FROM tickets, generate_series(1, 20000) AS n WHERE tickets.id = ${door.ticket_id}::uuid`;
  const kept = new Map<string, Tickets[number]>();
  const started = performance.now();
  await load(await door.device(), undefined, 5_000, kept);
  expect(kept.size).toBe(20_001);
  expect(performance.now() - started).toBeLessThan(30_000);
  const bytes = gzipSync(JSON.stringify([...kept.values()])).length;
  expect(bytes / kept.size).toBeLessThan(120);
});

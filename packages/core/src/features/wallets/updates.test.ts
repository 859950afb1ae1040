import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { runJobs } from '@setiket/testing/jobs';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { passJson, unzip } from '../../../test/pkpass.ts';
import type { BinaryFile } from '../../kernel/binary.ts';
import { transferToken } from '../notifications/index.ts';
import { makeDevelopmentIdentity } from './apple/certificates.ts';
import { changedPasses, latestPass, registerDevice, unregisterDevice, walletJobs } from './index.ts';

/** Apple's push service, as far as it is asked: which phones were told, and which there are no more. */
const told: { path: string; topic: string }[] = [];
const gone = new Set<string>();
let push: Http2Server;
let world: World;
beforeAll(async () => {
  push = createServer();
  push.on('stream', (stream, headers) => {
    const path = String(headers[':path']);
    told.push({ path, topic: String(headers['apns-topic']) });
    stream.respond({ ':status': gone.has(path) ? 410 : 200 });
    stream.end(gone.has(path) ? '{"reason":"Unregistered"}' : '');
  });
  await new Promise<void>((done) => push.listen(0, '127.0.0.1', done));
  const { pass_type_identifier, team_identifier, certificate, key, wwdr } = await makeDevelopmentIdentity(new Date());
  world = await openWorld({
    env: {
      APPLE_PASS_TYPE_IDENTIFIER: pass_type_identifier,
      APPLE_PASS_TEAM_IDENTIFIER: team_identifier,
      APPLE_PASS_CERTIFICATE: certificate,
      APPLE_PASS_KEY: key,
      APPLE_PASS_WWDR_CERTIFICATE: wwdr,
      APPLE_PUSH_URL: `http://127.0.0.1:${(push.address() as AddressInfo).port}`,
    },
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  push.close();
});
beforeEach(() => {
  told.length = 0;
});

/** Somebody who has a ticket in a phone. */
async function phone(device_id = `device-${crypto.randomUUID()}`) {
  const { organizer, event, type } = await world.make.sale({ price: '1000' });
  const owner = await world.make.user();
  const { id: ticket_id } = await world.as(owner).tickets.purchase({ ticket_id: type.id });
  const file = (await world.as(owner).wallets.createApplePass({ ticket_id })) as BinaryFile;
  const json = passJson(unzip(file.body as Uint8Array));
  const claim = {
    pass_type: json.passTypeIdentifier,
    serial: json.serialNumber,
    token: json.authenticationToken,
    device_id,
  };
  const push_token = `token-${device_id}`;
  expect(await registerDevice(world.deps, claim, { pushToken: push_token })).toBe('registered');
  return { organizer, event, owner, ticket_id, claim, json, push_token };
}

const updatesFor = ({ device_id, pass_type }: { device_id: string; pass_type: string }, since?: string) =>
  changedPasses(world.deps, { device_id, pass_type, since });

test('with certificates that are set up, nothing says development', async () => {
  const { json } = await phone();
  expect(json.organizationName).toBe('Setiket');
  expect(JSON.stringify(json)).not.toMatch(/development pass/i);
});

test('a phone is told of a change, asks what has changed and gets it', async () => {
  const { event, claim, push_token } = await phone();
  expect(await registerDevice(world.deps, claim, { pushToken: push_token })).toBe('known');
  const first = await updatesFor(claim);
  expect(first?.serialNumbers).toEqual([claim.serial]);
  world.clock.advance(60);
  const settled = await updatesFor(claim);
  expect(await updatesFor(claim, settled!.lastUpdated)).toBeUndefined();
  const before = await latestPass(world.deps, claim);
  const known = { unchanged_since: before.updated_at };
  expect((await latestPass(world.deps, claim, known)).body).toBeUndefined();

  world.clock.advance(60);
  await world.as(await world.make.administrator()).events.update({ id: event.id, title: 'Another title' });
  expect(await runJobs(world.deps, ...walletJobs)).toBe(1);
  expect(told).toEqual([{ path: `/3/device/${push_token}`, topic: claim.pass_type }]);
  expect((await updatesFor(claim, settled!.lastUpdated))?.serialNumbers).toEqual([claim.serial]);
  const after = await latestPass(world.deps, claim, known);
  expect(passJson(unzip(after.body!)).eventTicket.primaryFields).toMatchObject([{ value: 'Another title' }]);
  expect(passJson(unzip(after.body!)).authenticationToken).toBe(claim.token);
});

test('what has just changed is told again rather than missed', async () => {
  const { claim } = await phone();
  const at_once = await updatesFor(claim);
  expect((await updatesFor(claim, at_once!.lastUpdated))?.serialNumbers).toEqual([claim.serial]);
});

test('a pass that changed hands shows the giver nothing of the next holder', async () => {
  const { owner, ticket_id, claim } = await phone();
  const friend = await world.make.user();
  const transfer = await world.as(owner).transfers.create({ ticket_id, to_email: friend.email });
  await world.as(friend).transfers.accept({ token: transferToken(world.env, transfer.id) });
  expect(await runJobs(world.deps, ...walletJobs)).toBe(1);
  const { body } = await latestPass(world.deps, claim);
  const json = passJson(unzip(body!));
  const { qr_secret } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: ticket_id } });
  expect(json.voided).toBe(true);
  expect(json.barcodes ?? []).toEqual([]);
  expect(JSON.stringify(json)).not.toContain(qr_secret);
  expect(JSON.stringify(json)).not.toContain(friend.username);
});

test('a pass of an upgraded ticket shows the new type and opens the door with the new code', async () => {
  const { organizer, event, owner, ticket_id, claim, push_token } = await phone();
  const vip = await world.make.ticketType(organizer, event.id, { title: 'VIP', price: '2000' });
  const before = await latestPass(world.deps, claim);
  await world.as(owner).upgrades.create({ ticket_id, to_ticket_type_id: vip.id });
  expect(await runJobs(world.deps, ...walletJobs)).toBe(1);
  expect(told).toEqual([{ path: `/3/device/${push_token}`, topic: claim.pass_type }]);
  const json = passJson(unzip((await latestPass(world.deps, claim)).body!));
  const { qr_code_string } = await world.as(owner).tickets.qr({ id: ticket_id });
  expect(json.voided ?? false).toBe(false);
  expect(json.barcodes).toMatchObject([{ message: qr_code_string }]);
  expect(passJson(unzip(before.body!)).barcodes).not.toMatchObject([{ message: qr_code_string }]);
  expect(JSON.stringify(json)).toContain('VIP');
});

test('a phone is told as long as it has a pass, and forgotten when it is gone', async () => {
  const one = await phone('same-phone');
  const other = await phone('same-phone');
  world.clock.set(new Date(new Date(one.event.starts_at).getTime() - 60_000));
  for (const { organizer, owner, ticket_id } of [one, other]) {
    const { qr_code_string } = await world.as(owner).tickets.qr({ id: ticket_id });
    await world.as(organizer).scan.commit({ qr_code: qr_code_string });
  }
  expect(await runJobs(world.deps, ...walletJobs)).toBe(2);
  expect(told).toHaveLength(2);
  told.length = 0;
  await unregisterDevice(world.deps, one.claim);
  await world.as(one.organizer).scan.undo({ ticket_id: one.ticket_id, reason: 'R' });
  expect(await runJobs(world.deps, ...walletJobs)).toBe(0);
  gone.add(`/3/device/${other.push_token}`);
  await world.as(other.organizer).scan.undo({ ticket_id: other.ticket_id, reason: 'R' });
  await runJobs(world.deps, ...walletJobs);
  expect(told).toHaveLength(1);
  expect(await world.deps.db.wallet_registrations.count({ where: { device_id: 'same-phone' } })).toBe(0);
});

test('without its token a pass is nobody’s', async () => {
  const { claim } = await phone();
  const { claim: another } = await phone();
  const wrong = [
    { ...claim, token: undefined },
    { ...claim, token: 'x' },
    { ...claim, token: another.token },
    { ...claim, serial: another.serial },
    { ...claim, serial: 'no-id' },
    { ...claim, pass_type: 'pass.test.other' },
  ];
  for (const bad of wrong) {
    expect(await refusal(latestPass(world.deps, bad))).toBe('wallet.unauthorized');
    expect(await refusal(registerDevice(world.deps, bad, { pushToken: 'p' }))).toBe('wallet.unauthorized');
    expect(await refusal(unregisterDevice(world.deps, bad))).toBe('wallet.unauthorized');
  }
  expect(await refusal(registerDevice(world.deps, claim, {}))).toBe('pushToken: This field is required.');
  expect(await updatesFor({ ...claim, pass_type: 'pass.test.other' })).toBeUndefined();
  expect(await updatesFor({ ...claim, device_id: 'unknown' })).toBeUndefined();
});

test('a pass is in no more phones than a person has', async () => {
  const { claim } = await phone();
  const register = (n: number) => registerDevice(world.deps, { ...claim, device_id: `p${n}` }, { pushToken: 'p' });
  for (let n = 1; n < 20; n++) await register(n);
  expect(await refusal(register(20))).toBe('wallet.too_many_devices');
  expect(await register(1)).toBe('known');
});

test('a token survives another APP_SECRET', async () => {
  const { claim } = await phone();
  const deps = { ...world.deps, env: { ...world.env, APP_SECRET: 'another secret, as long as it has to be' } };
  const { body } = await latestPass(deps, claim);
  const renewed = passJson(unzip(body!)).authenticationToken;
  expect(renewed).not.toBe(claim.token);
  await latestPass(deps, { ...claim, token: renewed });
});

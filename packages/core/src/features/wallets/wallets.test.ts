import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { importSPKI, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasOpenssl, isSigned, passJson, strangers, unzip } from '../../../test/pkpass.ts';
import { BinaryFile } from '../../kernel/binary.ts';
import type { UserActor } from '../../kernel/context.ts';
import { transferToken } from '../notifications/index.ts';
import { developmentGoogleIdentity, developmentIdentity } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** Somebody with a ticket for an event of somebody else. */
async function holder(title = 'Malam Puisi') {
  const { organizer, event, type } = await world.make.sale({ title, price: '1000' });
  const owner = await world.make.user();
  const ticket = await world.as(owner).tickets.purchase({ ticket_id: type.id });
  return { organizer, event, type, owner, ticket, ticket_id: ticket.id };
}

async function apple(owner: UserActor, ticket_id: string) {
  const file = (await world.as(owner).wallets.createApplePass({ ticket_id })) as BinaryFile;
  expect(file).toBeInstanceOf(BinaryFile);
  const files = unzip(file.body as Uint8Array);
  return { file, files, json: passJson(files) };
}

const qrText = async (owner: UserActor, id: string) => (await world.as(owner).tickets.qr({ id })).qr_code_string;
const statuses = async (owner: UserActor) =>
  (await world.as(owner).wallets.listPasses({})).items.map(({ status, version }) => [status, version]);

describe('Apple', () => {
  test('a pass carries the ticket, its QR and the label that it is no real one', async () => {
    const { owner, ticket, ticket_id, event } = await holder();
    const { file, json } = await apple(owner, ticket_id);
    expect(file).toMatchObject({ content_type: 'application/vnd.apple.pkpass', filename: `${ticket.code}.pkpass` });
    const values = Object.values(json.eventTicket).flat();
    expect(values.map(({ value }) => value)).toEqual(
      expect.arrayContaining([event.title, 'Balai Kota, Jakarta', 'Reguler', owner.username, ticket.code, 'Valid']),
    );
    expect(json).toMatchObject({
      formatVersion: 1,
      passTypeIdentifier: 'pass.test.setiket.development',
      organizationName: 'Setiket (development pass)',
      voided: false,
      webServiceURL: `${world.env.PUBLIC_URL}/api/v1/wallet/apple`,
      barcodes: [{ format: 'PKBarcodeFormatQR', message: await qrText(owner, ticket_id), altText: ticket.code }],
    });
    expect(values).toContainEqual(expect.objectContaining({ key: 'development', label: 'DEVELOPMENT PASS' }));
  });

  test('its manifest covers every file, and its signature the manifest', async ({ skip }) => {
    const { owner, ticket_id } = await holder();
    const { files } = await apple(owner, ticket_id);
    expect([...files.keys()]).toEqual(expect.arrayContaining(['icon.png', 'icon@2x.png', 'logo.png', 'signature']));
    expect(strangers(files)).toEqual([]);
    expect(strangers(new Map(files).set('pass.json', Buffer.from('{}')))).toEqual(['pass.json']);
    if (!(await hasOpenssl())) skip('openssl is missing');
    const { root } = await developmentIdentity(world.deps);
    expect(await isSigned(files, root)).toBe(true);
    const manifest = files.get('manifest.json')!;
    expect(await isSigned(new Map(files).set('manifest.json', Buffer.concat([manifest, Buffer.from(' ')])), root)).toBe(
      false,
    );
  });

  test('whoever asks again gets the same pass', async () => {
    const { owner, ticket_id } = await holder();
    const [first, second] = await Promise.all([apple(owner, ticket_id), apple(owner, ticket_id)]);
    expect(second.json.serialNumber).toBe(first.json.serialNumber);
    expect(second.json.authenticationToken).toBe(first.json.authenticationToken);
    expect(await statuses(owner)).toEqual([['active', 1]]);
    const headers = { idempotency_key: 'pass-1' };
    const again = () => world.as(owner, headers).wallets.createApplePass({ ticket_id });
    const kept = [await again(), await again()] as BinaryFile[];
    const serials = kept.map((file) => passJson(unzip(file.body as Uint8Array)).serialNumber);
    expect(new Set(serials)).toEqual(new Set([first.json.serialNumber]));
  });

  test('a file says in a header that it is for development', async () => {
    const { owner, ticket_id } = await holder();
    const headers = new Map<string, unknown>();
    await world.as(owner, { reply: (name, value) => headers.set(name, value) }).wallets.createApplePass({ ticket_id });
    expect(headers.get('X-Wallet-Pass')).toBe('development');
  });
});

describe('Google', () => {
  test('a link saves the ticket; its token is signed and short enough', async () => {
    const { owner, ticket, ticket_id, event } = await holder(
      'Pergelaran Wayang Kulit Semalam Suntuk di Alun-Alun Kidul',
    );
    const made = await world.as(owner).wallets.createGooglePass({ ticket_id });
    expect(made).toMatchObject({ is_development: true, pass: { platform: 'google', ticket_id, status: 'active' } });
    expect(made.save_url).toMatch(/^https:\/\/pay\.google\.com\/gp\/v\/save\/./);
    expect(made.save_url.length).toBeLessThanOrEqual(1800 + 'https://pay.google.com/gp/v/save/'.length);
    const identity = await developmentGoogleIdentity(world.deps);
    const key = await importSPKI(identity.public_key, 'RS256');
    const token = made.save_url.split('/').at(-1)!;
    const expected = { audience: 'google', issuer: identity.service_account };
    const { payload } = await jwtVerify(token, key, expected);
    expect(payload).toMatchObject({
      typ: 'savetowallet',
      payload: {
        eventTicketClasses: [{ issuerName: 'DEVELOPMENT PASS', eventName: { defaultValue: { value: event.title } } }],
        eventTicketObjects: [
          {
            id: `${identity.issuer_id}.${made.pass.id}`,
            state: 'ACTIVE',
            ticketNumber: ticket.code,
            barcode: { type: 'QR_CODE', value: await qrText(owner, ticket_id) },
          },
        ],
      },
    });
    await expect(jwtVerify(`${token.slice(0, -8)}AAAAAAAA`, key, expected)).rejects.toThrow();
  });

  test('both platforms have a pass of the same ticket', async () => {
    const { owner, ticket_id } = await holder();
    await world.as(owner).wallets.createGooglePass({ ticket_id });
    await apple(owner, ticket_id);
    const passes = await world.as(owner).wallets.listPasses({});
    expect(passes.items.map(({ platform }) => platform).sort()).toEqual(['apple', 'google']);
    expect((await world.as(owner).wallets.listPasses({ platform: 'google' })).total).toBe(1);
  });
});

describe('who may', () => {
  test('a foreign ticket does not exist, and neither does a foreign pass', async () => {
    const { organizer, owner, ticket_id } = await holder();
    await apple(owner, ticket_id);
    for (const somebody of [await world.make.user(), organizer, await world.make.administrator()]) {
      const { createApplePass, createGooglePass, listPasses } = world.as(somebody).wallets;
      expect(await refusal(createApplePass({ ticket_id }))).toBe('ticket.not_found');
      expect(await refusal(createGooglePass({ ticket_id }))).toBe('ticket.not_found');
      expect((await listPasses({})).items).toEqual([]);
    }
  });

  test('without settings there is no wallet in production', async () => {
    const { owner, ticket_id } = await holder();
    const env = { ...world.env, NODE_ENV: 'production' as const };
    const { appRouter } = await import('../../router.ts');
    const { wallets } = appRouter.createCaller({ ...world.ctx(owner), env });
    expect(await refusal(wallets.createApplePass({ ticket_id }))).toBe('wallet.not_configured');
    expect(await refusal(wallets.createGooglePass({ ticket_id }))).toBe('wallet.not_configured');
    expect((await wallets.listPasses({})).items).toEqual([]);
  });
});

describe('what happens to a ticket happens to its passes', () => {
  test('a refund voids them for ever', async () => {
    const { owner, ticket_id } = await holder();
    await apple(owner, ticket_id);
    await world.as(owner).wallets.createGooglePass({ ticket_id });
    await world.as(owner).tickets.refund({ id: ticket_id });
    expect(await statuses(owner)).toEqual([
      ['voided', 2],
      ['voided', 2],
    ]);
    expect(await refusal(world.as(owner).wallets.createApplePass({ ticket_id }))).toBe('ticket.cancelled');
    expect((await world.as(owner).wallets.listPasses({ status: 'active' })).total).toBe(0);
  });

  test('a transfer voids the giver’s, and the next holder makes another', async () => {
    const { owner, ticket_id } = await holder();
    await apple(owner, ticket_id);
    const friend = await world.make.user();
    const transfer = await world.as(owner).transfers.create({ ticket_id, to_email: friend.email });
    expect(await statuses(owner)).toEqual([['active', 1]]);
    await world.as(friend).transfers.accept({ token: transferToken(world.env, transfer.id) });
    expect(await statuses(owner)).toEqual([['voided', 2]]);
    expect(await refusal(world.as(owner).wallets.createApplePass({ ticket_id }))).toBe('ticket.not_found');
    const { json } = await apple(friend, ticket_id);
    expect(json.barcodes?.[0]?.message).toBe(await qrText(friend, ticket_id));
    expect(await statuses(friend)).toEqual([['active', 1]]);
  });

  test('a booking that is cancelled voids those of all its tickets', async () => {
    const { owner, ticket, ticket_id, organizer } = await holder();
    await apple(owner, ticket_id);
    await world.as(organizer).bookings.refund({ id: ticket.booking_id });
    expect(await statuses(owner)).toEqual([['voided', 2]]);
  });

  test('an admission and its undoing show on them', async () => {
    const { owner, ticket_id, event, organizer } = await holder();
    await apple(owner, ticket_id);
    const now = world.clock.now();
    world.clock.set(new Date(new Date(event.starts_at).getTime() - 60_000));
    await world.as(organizer).scan.commit({ qr_code: await qrText(owner, ticket_id) });
    expect(await statuses(owner)).toEqual([['active', 2]]);
    expect((await apple(owner, ticket_id)).json.eventTicket.headerFields).toMatchObject([{ value: 'Used' }]);
    await world.as(organizer).scan.undo({ ticket_id, reason: 'Wrong counter' });
    expect(await statuses(owner)).toEqual([['active', 3]]);
    const scans = [{ device_scan_id: '1', qr: await qrText(owner, ticket_id), at: world.clock.now().toISOString() }];
    await world.as(organizer).scan.upload({ scans });
    expect(await statuses(owner)).toEqual([['active', 4]]);
    world.clock.set(now);
  });

  test('another title, time or place does, another description does not', async () => {
    const { owner, ticket_id, event } = await holder();
    await apple(owner, ticket_id);
    const { events } = world.as(await world.make.administrator());
    await events.update({ id: event.id, description: 'Longer.' });
    expect(await statuses(owner)).toEqual([['active', 1]]);
    await events.update({ id: event.id, place_name: 'Taman Budaya' });
    await events.update({ id: event.id, title: 'Malam Prosa' });
    expect(await statuses(owner)).toEqual([['active', 3]]);
    const { eventTicket } = (await apple(owner, ticket_id)).json;
    expect(eventTicket.secondaryFields).toContainEqual(expect.objectContaining({ value: 'Taman Budaya, Jakarta' }));
    expect(eventTicket.primaryFields).toMatchObject([{ value: 'Malam Prosa' }]);
  });

  test('an update that fails leaves them as they were', async () => {
    const { owner, ticket_id } = await holder();
    await apple(owner, ticket_id);
    await world.deps.db.$executeRaw`UPDATE tickets SET status = 'used', used_at = now() WHERE id = ${ticket_id}::uuid`;
    expect(await refusal(world.as(owner).tickets.refund({ id: ticket_id }))).toBe('ticket.already_used');
    expect(await statuses(owner)).toEqual([['active', 1]]);
  });
});

test('the database knows one good pass a ticket and platform, and forgets none', async () => {
  const { owner, ticket_id } = await holder();
  await apple(owner, ticket_id);
  const { db } = world.deps;
  const pass = await db.wallet_passes.findFirstOrThrow({ where: { ticket_id } });
  const copy = { ...pass, id: crypto.randomUUID() };
  await expect(db.wallet_passes.create({ data: copy })).rejects.toMatchObject({ code: 'P2002' });
  await expect(db.wallet_passes.create({ data: { ...copy, platform: 'google' } })).rejects.toThrow(/auth_token/);
  await expect(db.wallet_passes.delete({ where: { id: pass.id } })).rejects.toThrow();
});

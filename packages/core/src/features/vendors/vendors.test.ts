import { runJobs } from '@setiket/testing/jobs';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmtpServer, startSmtp } from '../../../test/smtp.ts';
import type { UserActor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { boothAssignedMail } from '../notifications/index.ts';
import { openQrSigner } from '../ticket-qr/index.ts';
import { newSetupSecret, signSetupQr } from './setup-qr.ts';

let world: World;
let smtp: SmtpServer;
let administrator: UserActor;
let staff: UserActor;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await openWorld({ env: { SMTP_URL: smtp.url } });
  administrator = await world.make.administrator();
  staff = await world.make.user({ role: 'staff' });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await smtp.close();
});

let counter = 0;
const admin = () => world.as(administrator).vendors;
const vendor = () => world.make.user({ role: 'vendor' });
const booth = (own: object = {}) => admin().createBooth({ number: `N-${++counter}`, ...own });

/** A vendor with a booth. */
async function settled(own: object = {}) {
  const actor = await vendor();
  const { id: booth_id, number } = await booth(own);
  await admin().assignBooth({ booth_id, vendor_id: actor.id });
  return { actor, booth_id, number };
}

const trailOf = async (subject_id: string) =>
  (await world.deps.db.audit_entries.findMany({ where: { subject_id }, orderBy: { id: 'asc' } })).map((e) => e.action);

describe('the profile', () => {
  test('is there before anything was said in it, and made when something is', async () => {
    const actor = await vendor();
    expect(await world.as(actor).vendors.profile({})).toMatchObject({
      id: actor.id,
      name: actor.username,
      status: 'pending',
      booths: [],
    });
    expect(await world.deps.db.vendors.count({ where: { user_id: actor.id } })).toBe(0);
    const changed = await world.as(actor).vendors.updateProfile({ name: 'Kopi Tuku', website: 'https://kopi.test' });
    expect(changed).toMatchObject({ name: 'Kopi Tuku', website: 'https://kopi.test', description: '' });
    expect(await world.as(actor).vendors.updateProfile({ category: 'food' })).toMatchObject({
      name: 'Kopi Tuku',
      category: 'food',
    });
    expect(await trailOf(actor.id)).toEqual(expect.arrayContaining(['vendor.created', 'vendor.updated']));
  });

  test('refuses what is wrong, what would grant something, and who is no vendor', async () => {
    const actor = await vendor();
    const update = (input: object) => refusal(world.as(actor).vendors.updateProfile(input));
    expect(await update({ name: '' })).toBe('name: This field may not be blank.');
    expect(await update({ website: 'javascript:alert(1)' })).toMatch(/^website: /);
    expect(await update({ contact_email: 'nowhere' })).toMatch(/^contact_email: /);
    expect(await update({ status: 'approved' })).toBe('status: This field can’t be set here.');
    expect(await refusal(world.as(await world.make.user()).vendors.profile({}))).toBe('request.forbidden');
  });

  test('written twice at the same moment is one profile', async () => {
    const actor = await vendor();
    const attempts = ['A', 'B', 'C'].map((name) => refusal(world.as(actor).vendors.updateProfile({ name })));
    expect(new Set(await Promise.all(attempts))).toEqual(new Set(['accepted']));
    expect((await trailOf(actor.id)).filter((action) => action === 'vendor.created')).toHaveLength(1);
  });
});

describe('the public list', () => {
  test('has who was approved, with booths of public events only', async () => {
    const organizer = await world.make.organizer();
    const open = await world.make.event(organizer, { title: 'Pasar Malam' });
    const hidden = await world.make.event(organizer, { status: 'pending' });
    const { actor, number } = await settled({ event_id: open.id });
    const secret = await booth({ event_id: hidden.id });
    await admin().assignBooth({ booth_id: secret.id, vendor_id: actor.id });
    const pending = await vendor();
    await world.as(pending).vendors.updateProfile({ name: 'Waiting' });
    const { items } = await world.as().vendors.list({ event: open.id });
    expect(items).toMatchObject([{ id: actor.id, booths: [{ number, event: 'Pasar Malam', event_id: open.id }] }]);
    expect(items[0]).not.toHaveProperty('email');
    expect((await world.as().vendors.list({ event: hidden.id })).items).toEqual([]);
    expect((await world.as().vendors.list({ search: 'WAITING' })).total).toBe(0);
    await admin().decide({ id: pending.id, status: 'approved' });
    expect((await world.as().vendors.list({ search: 'WAITING' })).total).toBe(1);
    await admin().decide({ id: pending.id, status: 'suspended' });
    expect((await world.as().vendors.list({ search: 'WAITING' })).total).toBe(0);
    await world.deps.db.users.update({ where: { id: actor.id }, data: { role: 'customer' } });
    expect((await world.as().vendors.list({ event: open.id })).total).toBe(0);
  });
});

describe('booths', () => {
  test('are made, changed and deleted; a number is unique at its event, whatever its case', async () => {
    const event = await world.make.event(await world.make.organizer());
    const made = await admin().createBooth({ number: 'A-1', event_id: event.id, location: 'Hall 2' });
    expect(made).toMatchObject({ number: 'A-1', location: 'Hall 2', setup_status: 'free', event: { id: event.id } });
    const taken = 'number: A booth with that number already exists there.';
    expect(await refusal(admin().createBooth({ number: 'a-1', event_id: event.id }))).toBe(taken);
    expect(await refusal(admin().createBooth({ number: 'A-1' }))).toBe('accepted');
    expect(await refusal(admin().createBooth({ number: 'a-1' }))).toBe(taken);
    expect(await refusal(admin().createBooth({ number: 'A-2', event_id: newId() }))).toBe(
      'event_id: There is no such event.',
    );
    expect(await admin().updateBooth({ id: made.id, number: 'A-3' })).toMatchObject({
      number: 'A-3',
      location: 'Hall 2',
    });
    expect(await refusal(admin().updateBooth({ id: made.id, event_id: null, number: 'A-1' }))).toBe(taken);
    expect(await refusal(admin().updateBooth({ id: newId(), number: 'X' }))).toBe('booth.not_found');
    await admin().deleteBooth({ id: made.id });
    expect(await refusal(admin().deleteBooth({ id: made.id }))).toBe('booth.not_found');
  });

  test('go to one vendor at a time, who may have several', async () => {
    const { actor, booth_id } = await settled();
    const [other, second] = [await vendor(), await booth()];
    const assign = (booth: string, vendor_id: string) => refusal(admin().assignBooth({ booth_id: booth, vendor_id }));
    expect(await assign(booth_id, other.id)).toBe('booth.taken');
    expect(await assign(booth_id, actor.id)).toBe('accepted');
    expect(await assign(second.id, actor.id)).toBe('accepted');
    expect(await assign(newId(), actor.id)).toBe('booth.not_found');
    expect(await assign(second.id, (await world.make.user()).id)).toBe('vendor.not_found');
    expect((await admin().listBooths({ vendor: actor.id })).total).toBe(2);
    expect((await admin().listBooths({ vendor: actor.id, is_free: true })).total).toBe(0);
    expect(await refusal(admin().deleteBooth({ id: booth_id }))).toBe('booth.assigned');
    expect(await admin().unassignBooth({ booth_id })).toMatchObject({ vendor_id: null, setup_status: 'free' });
    expect(await refusal(admin().unassignBooth({ booth_id }))).toBe('booth.not_assigned');
    expect(await assign(booth_id, other.id)).toBe('accepted');
    expect(await trailOf(booth_id)).toEqual(['booth.created', 'booth.assigned', 'booth.unassigned', 'booth.assigned']);
  });

  test('given to ten vendors at the same moment, one has it', async () => {
    const { id: booth_id } = await booth();
    const vendors = await Promise.all(Array.from({ length: 10 }, vendor));
    const results = await Promise.all(
      vendors.map(({ id }) => refusal(admin().assignBooth({ booth_id, vendor_id: id }))),
    );
    expect(results.sort()).toEqual(['accepted', ...Array<string>(9).fill('booth.taken')]);
  });

  test('approve a pending vendor, never a suspended one, and belong to a coming event', async () => {
    const { actor } = await settled();
    expect((await world.as(actor).vendors.profile({})).status).toBe('approved');
    await admin().decide({ id: actor.id, status: 'suspended' });
    const { id: booth_id } = await booth();
    expect(await refusal(admin().assignBooth({ booth_id, vendor_id: actor.id }))).toBe('vendor.suspended');
    expect(await refusal(admin().decide({ id: actor.id, status: 'pending' }))).toBe('vendor.wrong_state');
    const event = await world.make.event(await world.make.organizer(), { starts_in_days: 1 });
    const late = await booth({ event_id: event.id });
    const then = world.clock.now();
    world.clock.advance(2 * 86_400);
    expect(await refusal(admin().assignBooth({ booth_id: late.id, vendor_id: (await vendor()).id }))).toBe(
      'booth.event_over',
    );
    world.clock.set(then);
  });

  test('stay at their event while somebody has them', async () => {
    const { booth_id } = await settled();
    const event = await world.make.event(await world.make.organizer());
    expect(await refusal(admin().updateBooth({ id: booth_id, event_id: event.id }))).toBe('booth.assigned');
    expect(await refusal(admin().updateBooth({ id: booth_id, description: '3 × 3 m' }))).toBe('accepted');
  });

  test('are told to their vendor, each time', async () => {
    const { actor, booth_id, number } = await settled();
    await runJobs(world.deps, boothAssignedMail);
    const mails = () => smtp.mails.filter(({ to }) => to?.[0]?.address === actor.email);
    expect(mails().map(({ subject }) => subject)).toEqual([`Your booth: ${number}`]);
    await admin().unassignBooth({ booth_id });
    world.clock.advance(60);
    await admin().assignBooth({ booth_id, vendor_id: actor.id });
    await runJobs(world.deps, boothAssignedMail);
    expect(mails()).toHaveLength(2);
  });
});

describe('the setup QR', () => {
  test('lets a vendor in once; later scans say when that was', async () => {
    const { actor, booth_id, number } = await settled();
    const qr = await world.as(actor).vendors.setupQr({});
    expect(qr).toMatchObject({ booth_id, booth: number, vendor_id: actor.id, set_up_at: null });
    expect(qr.qr_code_string).toMatch(/^SETUP-/);
    expect(qr.qr_code).toMatch(/^data:image\/png;base64,/);
    const scan = () => world.as(staff).vendors.scanSetup({ qr: qr.qr_code_string });
    const first = await scan();
    expect(first).toMatchObject({
      result: 'set_up',
      set_up_at: world.clock.now().toISOString(),
      vendor: { id: actor.id },
      booth: { id: booth_id, setup_status: 'set_up' },
    });
    world.clock.advance(3600);
    expect(await scan()).toMatchObject({ result: 'already_set_up', set_up_at: first.set_up_at });
    expect((await trailOf(booth_id)).filter((action) => action === 'booth.set_up')).toHaveLength(1);
  });

  test('scanned at ten gates at the same moment counts once', async () => {
    const { actor } = await settled();
    const { qr_code_string: qr } = await world.as(actor).vendors.setupQr({});
    const results = await Promise.all(Array.from({ length: 10 }, () => world.as(staff).vendors.scanSetup({ qr })));
    expect(results.map(({ result }) => result).sort()).toEqual([...Array<string>(9).fill('already_set_up'), 'set_up']);
  });

  test('is worthless once the booth is somebody else’s, forged, or a ticket’s', async () => {
    const { actor, booth_id } = await settled();
    const { qr_code_string: old } = await world.as(actor).vendors.setupQr({});
    await admin().unassignBooth({ booth_id });
    const scan = (qr: string) => refusal(world.as(staff).vendors.scanSetup({ qr }));
    expect(await scan(old)).toBe('booth.qr_superseded');
    await admin().assignBooth({ booth_id, vendor_id: actor.id });
    expect(await scan(old)).toBe('booth.qr_superseded');
    const { qr_code_string: fresh } = await world.as(actor).vendors.setupQr({});
    const invalid = 'qr: This is not a setup QR of ours.';
    expect(await scan(`${fresh.slice(0, -1)}${fresh.endsWith('A') ? 'B' : 'A'}`)).toBe(invalid);
    const other = { QR_SIGNING_SECRET: 'another secret of thirty-two characters' };
    expect(await scan(signSetupQr(other, { booth_id, setup_secret: newSetupSecret() }))).toBe(invalid);
    const ticket = { ticket_id: newId(), event_id: newId(), qr_secret: newSetupSecret() };
    expect(await scan(openQrSigner(world.env.QR_SIGNING_SECRET).sign(ticket))).toBe(invalid);
    expect(openQrSigner(world.env.QR_SIGNING_SECRET).verify(fresh)).toBeUndefined();
    expect(await scan(fresh)).toBe('accepted');
  });

  test('is for who has a booth and is not suspended', async () => {
    const { actor, booth_id } = await settled();
    const qr = (who: UserActor, id?: string) => refusal(world.as(who).vendors.setupQr(id ? { booth_id: id } : {}));
    expect(await qr(await vendor())).toBe('vendor.without_booth');
    expect(await qr(await vendor(), booth_id)).toBe('booth.not_found');
    expect(await qr(actor, booth_id)).toBe('accepted');
    const { qr_code_string } = await world.as(actor).vendors.setupQr({});
    await admin().decide({ id: actor.id, status: 'suspended' });
    expect(await qr(actor)).toBe('vendor.suspended');
    expect(await refusal(world.as(staff).vendors.scanSetup({ qr: qr_code_string }))).toBe('vendor.suspended');
  });
});

test('the dashboard says where to be and what is still to do', async () => {
  const { event, type } = await world.make.sale();
  const actor = await vendor();
  const dashboard = () => world.as(actor).vendors.dashboard({});
  expect(await dashboard()).toMatchObject({ setup_status: 'no_booth', booth: null, event: null });
  const [one, two] = [await booth({ event_id: event.id }), await booth()];
  for (const { id } of [one, two]) await admin().assignBooth({ booth_id: id, vendor_id: actor.id });
  await world.as(await world.make.user()).tickets.purchase({ ticket_id: type.id });
  expect(await dashboard()).toMatchObject({
    setup_status: 'assigned',
    booth: { id: one.id },
    event: { id: event.id },
    counts: { booths: 2, set_up: 0, events: 1, expected_visitors: 1 },
  });
  for (let n = 0; n < 2; n++) {
    const { qr_code_string: qr } = await world.as(actor).vendors.setupQr({});
    await world.as(staff).vendors.scanSetup({ qr });
  }
  expect(await dashboard()).toMatchObject({ setup_status: 'set_up', counts: { booths: 2, set_up: 2 } });
});

test('administrators see all vendors, also those that have said nothing', async () => {
  const [silent, { actor }] = [await vendor(), await settled()];
  const all = await admin().listAll({ page_size: 100 });
  expect(all.items.map(({ id }) => id)).toEqual(expect.arrayContaining([silent.id, actor.id]));
  expect((await admin().listAll({ search: silent.username, status: 'pending' })).items).toMatchObject([
    { id: silent.id, status: 'pending', email: silent.email },
  ]);
  expect((await admin().listAll({ search: silent.username, status: 'approved' })).items).toEqual([]);
  expect(await refusal(admin().decide({ id: (await world.make.user()).id, status: 'approved' }))).toBe(
    'vendor.not_found',
  );
});

import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const EVENT = {
  title: 'Temu Pengembang',
  description: 'Talks all day.',
  start_date: '2026-06-01',
  end_date: '2026-06-02',
  start_time: '09:00:00',
  end_time: '17:00:00',
  place_name: 'Balai Kartini',
  city: 'Jakarta',
  full_address: 'Jl. Gatot Subroto',
  location: 'Hall A',
  category: 'seminar',
  is_online: false,
};

describe('creating', () => {
  test('waits for approval, keeps the wall clock of its zone and returns both spellings', async () => {
    const organizer = await world.make.organizer();
    const event = await world.as(organizer).events.submit(EVENT);
    expect(event).toMatchObject({
      ...EVENT,
      status: 'pending',
      message: '',
      owner: organizer.username,
      organizer: organizer.username,
      timezone: 'Asia/Jakarta',
      starts_at: '2026-06-01T02:00:00.000Z',
      price: null,
      total_sold: 0,
    });
    const makassar = await world.as(organizer).events.submit({ ...EVENT, timezone: 'Asia/Makassar' });
    expect(makassar).toMatchObject({ start_time: '09:00:00', starts_at: '2026-06-01T01:00:00.000Z' });
  });

  test('of a verified organization goes on sale at once', async () => {
    const organizer = await world.make.organizer();
    const { organization_id } = await world.as(organizer).events.submit(EVENT);
    await world.deps.db.organizations.update({ where: { id: organization_id }, data: { is_verified: true } });
    expect((await world.as(organizer).events.submit(EVENT)).status).toBe('approved');
  });

  test.each([
    [{ end_date: '2026-05-31' }, 'end_date: The end must be after the start.'],
    [{ start_date: '2026-03-01' }, 'start_date: An event can’t begin in the past.'],
    [{ start_date: '01-06-2026' }, 'start_date: Date has wrong format. Use YYYY-MM-DD.'],
    [{ start_time: '25:00' }, 'start_time: Time has wrong format. Use HH:MM or HH:MM:SS.'],
    [{ start_time: undefined }, 'start_time: This field is required.'],
    [{ title: '  ' }, 'title: This field may not be blank.'],
    [{ city: '' }, 'city: This field is required unless the event is online.'],
    [{ timezone: 'Mars/Olympus' }, 'timezone: This is not an IANA time zone.'],
    [
      { category: 'opera' },
      'category: This is not a valid choice. Use one of: conference, horror, komedi, konser, music, olahraga, other, seminar, sport.',
    ],
    [{ title: 'a\0b' }, 'title: This field contains characters that are not allowed.'],
  ])('refuses %j', async (change, sentence) => {
    expect(
      await refusal(world.as(await world.make.organizer()).events.submit({ ...EVENT, ...change } as typeof EVENT)),
    ).toBe(sentence);
  });

  test('is for organizers', async () => {
    expect(await refusal(world.as(await world.make.user()).events.submit(EVENT))).toBe('request.forbidden');
    expect(await refusal(world.as().events.submit(EVENT))).toBe('request.unauthenticated');
  });
});

describe('approval', () => {
  test('makes an event visible; a hidden one exists only for those who manage it', async () => {
    const organizer = await world.make.organizer();
    const administrator = await world.make.administrator();
    const { id } = await world.as(organizer).events.submit(EVENT);
    expect(await refusal(world.as().events.get({ id }))).toBe('event.not_found');
    expect(await refusal(world.as(await world.make.organizer()).events.get({ id }))).toBe('event.not_found');
    expect((await world.as(organizer).events.get({ id })).status).toBe('pending');
    expect((await world.as(administrator).events.listPending({})).items.map((event) => event.id)).toContain(id);
    await world.as(administrator).events.decide({ id, status: 'APPROVED' as 'approved' });
    expect((await world.as().events.get({ id })).status).toBe('approved');
    expect(await refusal(world.as(administrator).events.decide({ id, status: 'rejected' }))).toBe(
      'event.already_decided',
    );
    expect(await refusal(world.as(organizer).events.decide({ id, status: 'approved' }))).toBe('request.forbidden');
  });

  test('is needed again after a rejection', async () => {
    const organizer = await world.make.organizer();
    const administrator = await world.make.administrator();
    const { id } = await world.make.event(organizer, { status: 'pending' });
    expect((await world.as(organizer).events.update({ id, city: 'Surabaya' })).status).toBe('pending');
    await world.as(administrator).events.decide({ id, status: 'rejected', message: 'Which hall?' });
    const rejected = await world.as(organizer).events.listOwn({ status: 'rejected' });
    expect(rejected.items).toMatchObject([{ id, message: 'Which hall?' }]);
    expect((await world.as(organizer).events.update({ id, location: 'Hall 2' })).status).toBe('pending');
    await world.as(administrator).events.decide({ id, status: 'approved' });
    expect((await world.as(administrator).events.update({ id, title: 'Corrected' })).status).toBe('approved');
  });
});

test('moving only the date keeps the time; only members change an event', async () => {
  const organizer = await world.make.organizer();
  const { id } = await world.as(organizer).events.submit(EVENT);
  const moved = await world.as(organizer).events.update({ id, start_date: '2026-07-01', end_date: '2026-07-01' });
  expect(moved).toMatchObject({
    start_date: '2026-07-01',
    start_time: '09:00:00',
    end_time: '17:00:00',
    title: EVENT.title,
  });
  expect(await refusal(world.as(await world.make.organizer()).events.update({ id, title: 'Mine' }))).toBe(
    'event.not_found',
  );
  const approved = await world.make.event(organizer);
  expect(await refusal(world.as(await world.make.organizer()).events.update({ id: approved.id, title: 'Mine' }))).toBe(
    'event.not_yours',
  );
});

test('an administrator sees the events of one organizer', async () => {
  const organizer = await world.make.organizer();
  const administrator = await world.make.administrator();
  const { id } = await world.as(organizer).events.submit(EVENT);
  expect(
    (await world.as(administrator).users.listOrganizers({ page_size: 100 })).items.map((row) => row.username),
  ).toContain(organizer.username);
  expect(
    (await world.as(administrator).events.listOfOrganizer({ id: organizer.id })).items.map((event) => event.id),
  ).toEqual([id]);
  expect(await refusal(world.as(administrator).events.listOfOrganizer({ id }))).toBe('event.not_found');
});

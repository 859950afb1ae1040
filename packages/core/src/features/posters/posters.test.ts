import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type ObjectStore, startObjectStore } from '@setiket/services';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mediaJobs, openMedia } from '../media/index.ts';

let world: World;
let store: ObjectStore;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setiket-posters-'));
  store = await startObjectStore({ data_dir: folder, log: () => {} });
  world = await openWorld({
    env: {
      S3_ENDPOINT: store.endpoint,
      S3_BUCKET: store.bucket,
      S3_ACCESS_KEY_ID: store.access_key_id,
      S3_SECRET_ACCESS_KEY: store.secret_access_key,
    },
  });
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await store.stop();
  await rm(folder, { recursive: true, force: true });
});

async function picture(width: number, height: number, format: 'png' | 'jpeg' = 'png', name = 'poster') {
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#c33' } })
    .toFormat(format)
    .toBuffer();
  return new File([new Uint8Array(bytes)], name, { type: 'text/html' });
}

const runJob = (name: string, payload: object = {}) =>
  mediaJobs.find((job) => job.name === name)!.run(world.deps, payload, { id: 'job' });

async function objects(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of world.deps.store.list(prefix)) keys.push(...page.map(({ key }) => key));
  return keys;
}

const keyOf = (url: string) => new URL(url).pathname.replace('/media/', '');

test('posters are added in their order, shown to everybody and deleted with their objects', async () => {
  const { organizer, event } = await world.make.sale();
  const api = world.as(organizer);
  const first = await api.posters.upload({ event: event.id, image: await picture(1000, 500) });
  const second = await api.posters.upload({ event_id: event.id, file: await picture(300, 400, 'jpeg') });
  expect(first).toMatchObject({
    event_id: event.id,
    content_type: 'image/png',
    width: 1000,
    height: 500,
    position: 1,
    srcset: null,
    variants: [],
  });
  expect(second).toMatchObject({ content_type: 'image/jpeg', width: 300, height: 400, position: 2 });
  expect(await world.as().posters.list({ id: event.id })).toEqual([first, second]);

  const row = await world.deps.db.media.findUniqueOrThrow({ where: { key: keyOf(first.url) } });
  expect(row).toMatchObject({ kind: 'poster', owner_id: organizer.id, width: 1000, height: 500 });
  await runJob('media.make_variants', { media_id: row.id });
  await runJob('media.make_variants', { media_id: row.id });
  const [shown] = await world.as().posters.list({ id: event.id });
  expect(shown?.variants.map(({ width }) => width)).toEqual([320, 640, 960]);
  expect(shown?.srcset).toBe(
    [...shown!.variants.map(({ width, url }) => `${url} ${width}w`), `${first.url} 1000w`].join(', '),
  );
  const small = await openMedia(world.deps, keyOf(shown!.variants[0]!.url));
  expect(small).toMatchObject({ content_type: 'image/webp', is_public: true });
  expect(await sharp(await buffer(small!.body)).metadata()).toMatchObject({ format: 'webp', width: 320, height: 160 });

  await api.posters.delete({ id: event.id, poster_id: first.id });
  expect(await world.as().posters.list({ id: event.id })).toMatchObject([{ id: second.id }]);
  expect(await openMedia(world.deps, keyOf(first.url))).toBeUndefined();
  const [job] = await world.deps.jobs.boss.fetch<{ keys: string[] }>('media.remove_objects');
  expect(job?.data.keys).toHaveLength(4);
  await runJob('media.remove_objects', job!.data);
  expect(await objects('variant/')).toEqual([]);
  expect(await objects('poster/')).toEqual([keyOf(second.url)]);
  expect(await refusal(api.posters.delete({ id: event.id, poster_id: first.id }))).toBe('poster.not_found');
});

test('what is no picture, too large, or missing is refused on its field', async () => {
  const { organizer, event } = await world.make.sale();
  const api = world.as(organizer);
  const upload = async (fields: object) => refusal(api.posters.upload({ event: event.id, ...fields }));
  const svg = new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'a.png', { type: 'image/png' });
  expect(await upload({ poster: svg })).toMatch(/^poster: This file type is not allowed/);
  expect(await upload({ image: new File(['%PDF-1.4'], 'a.png') })).toMatch(/^image: This file type/);
  const head = new Uint8Array(await (await picture(10, 10)).arrayBuffer()).slice(0, 20);
  expect(await upload({ image: new File([head], 'a.png') })).toBe(
    'image: The picture can’t be read. Save it again and retry.',
  );
  const heavy = new File([randomBytes(500_001)], 'a.png');
  expect(await upload({ file: heavy })).toBe('file: The file is too large. At most 500 KB are allowed.');
  expect(await upload({})).toBe('image: This field is required.');
  expect(await refusal(api.posters.upload({ image: await picture(10, 10) }))).toBe('event: This field is required.');
  expect(await world.as().posters.list({ id: event.id })).toEqual([]);
});

test('only who manages the organization may, and what is hidden stays hidden', async () => {
  const { organizer, event } = await world.make.sale();
  const hidden = await world.make.event(organizer, { status: 'pending' });
  const image = await picture(20, 20);
  const stranger = world.as(await world.make.organizer());
  expect(await refusal(stranger.posters.upload({ event: event.id, image }))).toBe('event.not_yours');
  expect(await refusal(stranger.posters.upload({ event: hidden.id, image }))).toBe('event.not_found');
  expect(await refusal(world.as().posters.upload({ event: event.id, image }))).toBe('request.unauthenticated');
  const poster = await world.as(await world.make.administrator()).posters.upload({ event: hidden.id, image });
  expect(await refusal(world.as().posters.list({ id: hidden.id }))).toBe('event.not_found');
  expect(await world.as(organizer).posters.list({ id: hidden.id })).toEqual([poster]);
  expect(await refusal(stranger.posters.delete({ id: event.id, poster_id: poster.id }))).toBe('event.not_yours');
  expect(await refusal(world.as(organizer).posters.delete({ id: event.id, poster_id: poster.id }))).toBe(
    'poster.not_found',
  );
});

test('two uploads at once get two positions', async () => {
  const { organizer, event } = await world.make.sale();
  const image = await picture(20, 20);
  const made = await Promise.all(
    Array.from({ length: 5 }, () => world.as(organizer).posters.upload({ event: event.id, image })),
  );
  expect(made.map(({ position }) => position).sort()).toEqual([1, 2, 3, 4, 5]);
});

test('the sweep removes what nothing refers to, once it is a day old', async () => {
  const { organizer, event } = await world.make.sale();
  world.clock.set(new Date());
  const kept = await world.as(organizer).posters.upload({ event: event.id, image: await picture(900, 20) });
  const media = await world.deps.db.media.findUniqueOrThrow({ where: { key: keyOf(kept.url) } });
  await runJob('media.make_variants', { media_id: media.id });
  await world.deps.store.put('poster/lost.png', new Uint8Array([1]), 'image/png');
  await world.deps.store.put('variant/lost.webp', new Uint8Array([1]), 'image/webp');
  await world.deps.store.put('foreign/file.txt', new Uint8Array([1]), 'text/plain');
  await world.deps.store.put('event/unused.png', new Uint8Array([1]), 'image/png');
  const unused = { id: '01900000-0000-7000-8000-0000000000aa', key: 'event/unused.png', kind: 'event' };
  await world.deps.db.media.create({
    data: { ...unused, content_type: 'image/png', bytes: 1, created_at: world.clock.now() },
  });
  await runJob('media.sweep');
  expect(await objects('poster/')).toContain('poster/lost.png');
  expect(await objects('event/')).toEqual(['event/unused.png']);
  world.clock.advance(25 * 3600);
  await runJob('media.sweep');
  expect(await world.deps.db.media.findUnique({ where: { id: unused.id } })).toBeNull();
  expect(await objects('event/')).toEqual([]);
  expect(await objects('poster/')).not.toContain('poster/lost.png');
  expect(await objects('poster/')).toContain(keyOf(kept.url));
  expect(await objects('variant/')).toEqual([`variant/${media.id}-320.webp`, `variant/${media.id}-640.webp`]);
  expect(await objects('foreign/')).toEqual(['foreign/file.txt']);
});

test('posters.upload: the first becomes the picture of an event that has none, or is proposed for one on sale', async () => {
  const organizer = await world.make.organizer();
  const { id } = await world.as(organizer).events.create({ title: 'Tanpa gambar', starts_at: '2036-08-01T19:00:00' });
  const first = await world.as(organizer).posters.upload({ event: id, image: await picture(100, 50) });
  await world.as(organizer).posters.upload({ event: id, image: await picture(50, 50) });
  expect((await world.as(organizer).events.get({ id })).image_url).toBe(first.url);

  const onSale = await world.make.event(organizer);
  const poster = await world.as(organizer).posters.upload({ event: onSale.id, image: await picture(100, 50) });
  expect((await world.as().events.get({ id: onSale.id })).image_url).toBeNull();
  const { pending_revision } = await world.as(organizer).events.getManaged({ id: onSale.id });
  expect(pending_revision?.changes).toEqual([{ field: 'image_url', before: null, after: poster.url }]);
  await world.as(await world.make.administrator()).events.decide({ id: onSale.id, status: 'approved' });
  expect((await world.as().events.get({ id: onSale.id })).image_url).toBe(poster.url);
});

test('events.update: a proposed picture is kept by the sweep, and its deletion makes no change that fails', async () => {
  const organizer = await world.make.organizer();
  const { id } = await world.make.event(organizer);
  const poster = await world.as(organizer).posters.upload({ event: id, image: await picture(100, 50) });
  await world.as(organizer).posters.delete({ id, poster_id: poster.id });
  expect((await world.as(organizer).events.update({ id, title: 'Baru' })).title).not.toBe('Baru');
  const approved = await world.as(await world.make.administrator()).events.decide({ id, status: 'approved' });
  expect(approved).toMatchObject({ title: 'Baru', image_url: null });
});

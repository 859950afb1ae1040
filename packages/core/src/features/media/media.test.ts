import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { type ObjectStore, startObjectStore } from '@setiket/services';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mediaJobs, mediaUrl, openMedia } from './index.ts';
import { cleanPicture } from './pictures.ts';

let world: World;
let store: ObjectStore;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setiket-media-'));
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

type Format = 'jpeg' | 'png' | 'webp' | 'avif';
const SECRETS = /SERIAL-4711|Ani the photographer|TEXT-CHUNK/;

/** 60 × 30 pixels, red on the left and blue on the right, with position, serial number and author; to be turned by 90°. */
async function tagged(format: Format): Promise<Buffer> {
  const blue = { create: { width: 30, height: 30, channels: 3, background: '#00f' } } as const;
  const made = await sharp({ create: { width: 60, height: 30, channels: 3, background: '#f00' } })
    .composite([{ input: await sharp(blue).png().toBuffer(), left: 30, top: 0 }])
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD2: { BodySerialNumber: 'SERIAL-4711' },
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '6/1 10/1 30/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Ani the photographer</x:xmpmeta>')
    .withIccProfile('p3')
    .toFormat(format)
    .toBuffer();
  return format === 'png' ? withText(made) : made;
}

/** A tEXt chunk behind the header. */
function withText(png: Buffer): Buffer {
  const body = Buffer.from('tEXtComment\0TEXT-CHUNK');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length - 4);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, 33), length, body, check, png.subarray(33)]);
}

const keyOf = (url: string) => new URL(url).pathname.replace('/media/', '');
const fileOf = (bytes: Uint8Array) => new File([new Uint8Array(bytes)], 'picture');

async function served(url: string): Promise<{ bytes: Buffer; content_type: string }> {
  const found = await openMedia(world.deps, keyOf(url));
  return { bytes: await buffer(found!.body), content_type: found!.content_type };
}

async function expectClean(bytes: Buffer): Promise<void> {
  const { exif, xmp, icc, iptc, orientation, width, height, comments } = await sharp(bytes).metadata();
  expect({ exif, xmp, icc, iptc, orientation, comments }).toEqual({});
  expect(bytes.toString('latin1')).not.toMatch(SECRETS);
  expect([width, height]).toEqual([30, 60]);
  const { data } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const [top, bottom] = [data.subarray(0, 3), data.subarray(-3)];
  // Upright: what was left is on top. The colours are those of a screen without a profile.
  expect(top[0]).toBeGreaterThan(225);
  expect(top[2]).toBeLessThan(60);
  expect(bottom[2]).toBeGreaterThan(225);
  expect(bottom[0]).toBeLessThan(60);
}

test.each(['jpeg', 'png', 'webp', 'avif'] as const)(
  'account.update: a %s is stored without metadata',
  async (format) => {
    const original = await tagged(format);
    const before = await sharp(original).metadata();
    expect([before.exif, before.icc].map(Boolean)).toEqual([true, true]);
    const user = world.as(await world.make.user());
    const { image_url } = await user.account.update({ image: fileOf(original) });
    const { bytes, content_type } = await served(image_url!);
    expect(content_type).toBe(format === 'avif' ? 'image/webp' : `image/${format}`);
    await expectClean(bytes);
    const row = await world.deps.db.media.findUniqueOrThrow({ where: { key: keyOf(image_url!) } });
    expect(row).toMatchObject({ width: 30, height: 60, bytes: bytes.length, cleaned_at: expect.any(Date) });
  },
);

test('account.update: a moving picture keeps moving', async () => {
  const frames = await Promise.all(
    ['#f00', '#0f0'].map((background) =>
      sharp({ create: { width: 10, height: 10, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const gif = await sharp(frames, { join: { animated: true } })
    .gif({ delay: [100, 100] })
    .toBuffer();
  const user = world.as(await world.make.user());
  const { image_url } = await user.account.update({ image: fileOf(gif) });
  expect(await sharp((await served(image_url!)).bytes, { animated: true }).metadata()).toMatchObject({ pages: 2 });
});

test.each(['jpeg', 'png', 'webp', 'avif'] as const)('every upload refuses half a %s', async (format) => {
  const noise = {
    create: {
      width: 400,
      height: 400,
      channels: 3,
      background: '#fff',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  } as const;
  const whole = await sharp(noise).toFormat(format).toBuffer();
  const half = whole.subarray(0, whole.length / 2);
  const sentence = 'The picture can’t be read. Save it again and retry.';
  const { organizer, event } = await world.make.sale();
  const administrator = world.as(await world.make.administrator());
  const customer = world.as(await world.make.user());
  const file = fileOf(half);
  expect(await refusal(customer.account.update({ image: file }))).toBe(`image: ${sentence}`);
  expect(await refusal(world.as(organizer).events.update({ id: event.id, image: file }))).toBe(`image: ${sentence}`);
  expect(await refusal(world.as(organizer).posters.upload({ event: event.id, image: file }))).toBe(
    `image: ${sentence}`,
  );
  const proposal = { name: 'Ruang', category: 'music', description: 'x', location: 'Jakarta' };
  expect(await refusal(customer.proposals.submit({ ...proposal, banner: file }))).toBe(`banner: ${sentence}`);
  const sponsor = { name: 'Bank', tier: 'gold', logo: file } as const;
  expect(await refusal(administrator.config.createSponsor(sponsor))).toBe(`logo: ${sentence}`);
  expect(await cleanPicture(whole, `image/${format}`)).toMatchObject({ width: 400, height: 400 });
});

const clean = () => mediaJobs.find(({ name }) => name === 'media.clean_pictures')!.run(world.deps, {}, { id: 'job' });

test('media.clean_pictures: cleans what was stored as it was sent, once, and can be run again', async () => {
  const { db, store: objects } = world.deps;
  const owner = await world.make.user();
  const rows = [];
  for (const [n, format] of (['jpeg', 'png', 'webp'] as const).entries()) {
    const original = await tagged(format);
    const key = `avatar/old-${n}.${format}`;
    await objects.put(key, original, `image/${format}`);
    const id = `01900000-0000-7000-8000-00000000010${n}`;
    const content_type = `image/${format}`;
    const created_at = world.clock.now();
    rows.push(
      await db.media.create({
        data: { id, key, kind: 'avatar', content_type, bytes: original.length, width: 30, height: 60, created_at },
      }),
    );
  }
  await db.users.update({ where: { id: owner.id }, data: { image_id: rows[0]!.id } });
  const broken = { id: '01900000-0000-7000-8000-000000000109', key: 'avatar/old-9.png', kind: 'avatar' };
  await objects.put(broken.key, Buffer.from('not a picture, GPS'), 'image/png');
  await db.media.create({ data: { ...broken, content_type: 'image/png', bytes: 18, created_at: world.clock.now() } });
  await clean();
  for (const row of rows) {
    const { bytes } = await served(mediaUrl(world.deps, row));
    await expectClean(bytes);
    const now = await db.media.findUniqueOrThrow({ where: { id: row.id } });
    expect(now).toMatchObject({ key: row.key, bytes: bytes.length, cleaned_at: expect.any(Date) });
  }
  expect(await openMedia(world.deps, broken.key)).toBeUndefined();
  expect(await db.media.count({ where: { cleaned_at: null } })).toBe(0);
  const before = await db.media.findMany({ orderBy: { id: 'asc' } });
  world.clock.advance(60);
  await clean();
  expect(await db.media.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
});

test('proposals.get: the link to its document expires', async () => {
  const user = world.as(await world.make.user());
  const document = new File(['%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'], 'plan.pdf');
  const made = await user.proposals.submit({
    name: 'Ruang',
    category: 'music',
    description: 'x',
    location: 'Jakarta',
    proposal: document,
  });
  const url = new URL(made.proposal_url!);
  const key = keyOf(url.href);
  const signature = url.searchParams.get('signature')!;
  const isOpen = async (given?: string) => (await openMedia(world.deps, key, given)) !== undefined;
  expect(await isOpen(signature)).toBe(true);
  expect(await isOpen()).toBe(false);
  const [expires, hmac] = signature.split('.');
  expect(await isOpen(`${Number(expires) + 3600}.${hmac}`)).toBe(false);
  expect(await isOpen(hmac)).toBe(false);
  world.clock.advance(3601);
  expect(await isOpen(signature)).toBe(false);
});

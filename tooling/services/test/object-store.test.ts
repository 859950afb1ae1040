import { mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { type ObjectStore, startObjectStore } from '../src/index.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'setiket-s3-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function clientFor(store: ObjectStore, access_key_id = store.access_key_id): S3Client {
  const { endpoint, region, secret_access_key: secretAccessKey } = store;
  return new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: access_key_id, secretAccessKey },
  });
}

test('objects come back to the byte, with their type, also after a restart', async () => {
  const data_dir = temporaryFolder();
  const Body = Buffer.from(Array.from({ length: 500_000 }, (_, index) => index % 251));
  const address = { Bucket: 'setiket', Key: 'posters/jalan malam é.png' };
  const first = await startObjectStore({ data_dir, log: () => {} });
  await clientFor(first).send(new PutObjectCommand({ ...address, Body, ContentType: 'image/png' }));
  await first.stop();

  const second = await startObjectStore({ data_dir, log: () => {} });
  onTestFinished(() => second.stop());
  const found = await clientFor(second).send(new GetObjectCommand(address));
  expect(found.ContentType).toBe('image/png');
  expect(Buffer.from((await found.Body?.transformToByteArray()) ?? [])).toEqual(Body);
  const missing = clientFor(second).send(new HeadObjectCommand({ ...address, Key: 'nothing' }));
  await expect(missing).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

test('another access key, or none, is turned away', async () => {
  const store = await startObjectStore({ data_dir: temporaryFolder(), access_key_id: 'ours', log: () => {} });
  onTestFinished(() => store.stop());
  const put = new PutObjectCommand({ Bucket: store.bucket, Key: 'a', Body: 'b' });
  await expect(clientFor(store, 'theirs').send(put)).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  expect((await fetch(`${store.endpoint}/${store.bucket}/a`)).status).toBe(403);
});

test('only this machine can reach it', async () => {
  const store = await startObjectStore({ data_dir: temporaryFolder(), log: () => {} });
  onTestFinished(() => store.stop());
  const outside = Object.values(networkInterfaces()).flat();
  for (const { address, family, internal } of outside.filter((entry) => entry !== undefined)) {
    if (internal || family !== 'IPv4') continue;
    await expect(fetch(`http://${address}:${store.port}/`)).rejects.toThrow();
  }
  expect(store.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:/);
});

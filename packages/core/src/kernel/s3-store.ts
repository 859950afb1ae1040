import type { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { ObjectStore, StoreSettings } from './object-store.ts';

/** The store itself, by the official library. */
export function openS3Store(env: StoreSettings): ObjectStore {
  const s3 = clientFor(env);
  const Bucket = env.S3_BUCKET;
  return {
    async put(key, body, content_type) {
      await s3.send(
        new PutObjectCommand({ Bucket, Key: key, Body: body, ContentType: content_type, ContentLength: body.length }),
      );
    },
    async get(key) {
      try {
        const found = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
        return {
          body: found.Body as Readable,
          content_type: found.ContentType ?? 'application/octet-stream',
          bytes: found.ContentLength ?? 0,
        };
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async remove(key) {
      await s3.send(new DeleteObjectCommand({ Bucket, Key: key }));
    },
    async *list(prefix) {
      let ContinuationToken: string | undefined;
      do {
        const page = await s3.send(
          new ListObjectsV2Command({ Bucket, Prefix: prefix, ...(ContinuationToken && { ContinuationToken }) }),
        );
        yield (page.Contents ?? []).flatMap(({ Key, LastModified }) =>
          Key && LastModified ? [{ key: Key, stored_at: LastModified }] : [],
        );
        ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (ContinuationToken);
    },
    close: () => s3.destroy(),
  };
}

/** Makes the bucket where there is none; part of migrating. */
export async function prepareBucket(env: StoreSettings): Promise<void> {
  const s3 = clientFor(env);
  try {
    await s3.send(new CreateBucketCommand({ Bucket: env.S3_BUCKET }));
  } catch (error) {
    const name = (error as Error).name;
    if (name !== 'BucketAlreadyOwnedByYou' && name !== 'BucketAlreadyExists') throw error;
  } finally {
    s3.destroy();
  }
}

function clientFor(env: StoreSettings): S3Client {
  return new S3Client({
    endpoint: env.S3_ENDPOINT,
    region: env.S3_REGION,
    forcePathStyle: true,
    credentials: { accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY },
  });
}

import type { Readable } from 'node:stream';
import type { Env } from '../env.ts';

/** Files, in an S3 bucket that nobody but the API reads. */
export type ObjectStore = {
  put(key: string, body: Uint8Array, content_type: string): Promise<void>;
  get(key: string): Promise<{ body: Readable; content_type: string; bytes: number } | undefined>;
  remove(key: string): Promise<void>;
  /** Everything whose key begins with `prefix`, a page of the store's (1,000 at most) at a time. */
  list(prefix: string): AsyncIterable<StoredObject[]>;
  close(): void;
};

export type StoredObject = { key: string; stored_at: Date };

export type StoreSettings = Pick<
  Env,
  'S3_ENDPOINT' | 'S3_REGION' | 'S3_BUCKET' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY'
>;

/** Opened with the first file: its library is large, and a process that only sells never needs it. */
export function openObjectStore(env: StoreSettings): ObjectStore {
  let opening: Promise<ObjectStore> | undefined;
  const open = () => {
    opening ??= import('./s3-store.ts').then(({ openS3Store }) => openS3Store(env));
    return opening;
  };
  return {
    put: async (key, body, content_type) => (await open()).put(key, body, content_type),
    get: async (key) => (await open()).get(key),
    remove: async (key) => (await open()).remove(key),
    async *list(prefix) {
      yield* (await open()).list(prefix);
    },
    close: () => void opening?.then((store) => store.close()),
  };
}

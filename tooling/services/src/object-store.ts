import { mkdirSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildApp } from 'fauxqs';
import { isPortFree, PortTakenError } from './ports.ts';
import type { Log } from './types.ts';

const REGION = 'us-east-1';

export type ObjectStoreOptions = {
  /** Folder for the objects, one file each; made when missing. */
  data_dir: string;
  /** Port on 127.0.0.1; a free one when absent. */
  port?: number | undefined;
  bucket?: string;
  access_key_id?: string;
  secret_access_key?: string;
  log: Log;
};

export type ObjectStore = {
  endpoint: string;
  port: number;
  bucket: string;
  access_key_id: string;
  secret_access_key: string;
  region: string;
  stop(): Promise<void>;
};

/**
 * Starts an S3-compatible store on 127.0.0.1 that keeps its objects over a restart. A stand-in: it looks at the access key
 * of a request but verifies no signature, so it proves nothing about permissions.
 * @throws PortTakenError when the given port is in use.
 */
export async function startObjectStore(options: ObjectStoreOptions): Promise<ObjectStore> {
  const {
    data_dir,
    bucket = 'setiket',
    access_key_id = 'setiket',
    secret_access_key = 'setiket-development',
  } = options;
  if (options.port && !(await isPortFree(options.port))) throw new PortTakenError(options.port);
  mkdirSync(data_dir, { recursive: true });
  const { S3Store, FileS3Persistence, SqsStore, SnsStore } = await loadStores();
  const s3Store = new S3Store();
  const persistence = new FileS3Persistence(data_dir);
  persistence.loadS3(s3Store);
  s3Store.persistence = persistence;
  if (!s3Store.hasBucket(bucket)) s3Store.createBucket(bucket);

  // The package's own start function listens on every address of the machine; nobody else has any business here.
  const app = buildApp({ logger: false, stores: { s3Store, sqsStore: new SqsStore(), snsStore: new SnsStore() } });
  app.addHook('onRequest', async (request, reply) => {
    if (accessKeyOf(request.headers.authorization, request.url) === access_key_id) return;
    const body =
      '<Error><Code>InvalidAccessKeyId</Code><Message>The access key is not the one of this store.</Message></Error>';
    await reply.status(403).type('application/xml').send(body);
  });
  app.addHook('preClose', async () => persistence.close());
  const endpoint = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  options.log(`Objects are kept by a local stand-in for S3 in ${data_dir}; signatures are not verified.`);
  const stop = async () => {
    await app.close();
  };
  return {
    endpoint,
    port: Number(new URL(endpoint).port),
    bucket,
    access_key_id,
    secret_access_key,
    region: REGION,
    stop,
  };
}

/** The key that a request names, in its header or, when presigned, in its address. */
function accessKeyOf(authorization: string | undefined, url: string): string | undefined {
  const presigned = new URL(url, 'http://localhost').searchParams.get('X-Amz-Credential');
  return /Credential=([^/]+)\//.exec(authorization ?? '')?.[1] ?? presigned?.split('/')[0];
}

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
type S3Store = Stores['s3Store'];
type S3Persistence = NonNullable<S3Store['persistence']> & { loadS3(store: S3Store): void; close(): void };

type StoreClasses = {
  S3Store: new () => S3Store;
  FileS3Persistence: new (folder: string) => S3Persistence;
  SqsStore: new () => Stores['sqsStore'];
  SnsStore: new () => Stores['snsStore'];
};

/** The package exports its application but not the stores that the application is made of. */
async function loadStores(): Promise<StoreClasses> {
  const manifest = findPackageJSON('fauxqs', import.meta.url);
  if (!manifest) throw new Error('The package fauxqs is not installed.');
  const dist = join(dirname(manifest), 'dist');
  const load = (file: string) => import(pathToFileURL(join(dist, file)).href) as Promise<Partial<StoreClasses>>;
  const files = ['s3/s3Store.js', 's3/fileS3Persistence.js', 'sqs/sqsStore.js', 'sns/snsStore.js'];
  return Object.assign({}, ...(await Promise.all(files.map(load)))) as StoreClasses;
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir } from './data-folder.ts';

/** What runs where, as written to `.setiket/stack.json` while a stack runs. */
export type StackFile = {
  url: string;
  inbox_url: string | null;
  pid: number;
  api_pid: number;
  worker_pid: number;
  database: { url: string; pid: number | null };
  s3: { endpoint: string; bucket: string; access_key_id: string; secret_access_key: string };
  mail: { smtp_url: string; inbox_url: string | null };
  /** `url` is null where the environment names a key of Stripe's. */
  payments: {
    url: string | null;
    secret_key: string;
    webhook_secret: string | null;
    publishable_key: string | null;
  };
  secrets: { APP_SECRET: string; QR_SIGNING_SECRET: string };
  started_at: string;
};

/** The stack that runs on the data folder, or undefined when none does. */
export function readStackFile(data_dir = dataDir()): StackFile | undefined {
  const file = join(data_dir, 'stack.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StackFile) : undefined;
}

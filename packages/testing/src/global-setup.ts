import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateClient } from '@setiket/db/generate';
import { migrate } from '@setiket/db/migrate';
import { isAlive, removePostgresData, startPostgres } from '@setiket/services';
import { runOnServer, SERVER_URL_VARIABLE, TEMPLATE_VARIABLE, withDatabase } from './database.ts';

type Server = { url: string; stop(): Promise<void> };

/** Vitest's global setup: one PostgreSQL for the whole run, with one migrated template that test files clone. */
export default async function setup(): Promise<() => Promise<void>> {
  await generateClient();
  const server = process.env.TEST_DATABASE_URL ? givenServer(process.env.TEST_DATABASE_URL) : await embeddedServer();
  // A name of its own, so that two runs can share one given server.
  const template = `setiket_template_${randomBytes(4).toString('hex')}`;
  try {
    await makeTemplate(server.url, template);
  } catch (error) {
    await server.stop();
    throw error;
  }
  process.env[SERVER_URL_VARIABLE] = server.url;
  process.env[TEMPLATE_VARIABLE] = template;
  return async () => {
    await runOnServer(server.url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await server.stop();
  };
}

async function makeTemplate(server_url: string, template: string): Promise<void> {
  await runOnServer(server_url, `CREATE DATABASE ${template}`);
  const url = withDatabase(server_url, template);
  await migrate({ url });
  // Loaded only now: core imports the Prisma client that was generated above.
  const [{ allJobs }, { prepareJobs }] = await Promise.all([
    import('@setiket/core'),
    import('@setiket/core/kernel/jobs'),
  ]);
  await prepareJobs(url, allJobs);
  // A template that somebody is connected to cannot be cloned.
  await runOnServer(server_url, `ALTER DATABASE ${template} ALLOW_CONNECTIONS false`);
}

function givenServer(url: string): Server {
  return { url, stop: async () => {} };
}

const PREFIX = 'setiket-test-';

/** A run that was killed could not stop its server; the folder's name says whose it was. */
async function removeOrphans(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : 0;
    if (pid > 0 && !isAlive(pid)) await removePostgresData(join(tmpdir(), name));
  }
}

async function embeddedServer(): Promise<Server> {
  await removeOrphans();
  const data_dir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const password = randomBytes(12).toString('hex');
  const postgres = await startPostgres({ data_dir, password, durable: false, log: console.log });
  const stop = async () => {
    await postgres.stop();
    await removePostgresData(data_dir);
  };
  return { url: postgres.url, stop };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { envSchema } from '@setiket/core/env';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../src/project.ts';

type Compose = { services: Record<string, { command?: string[]; depends_on?: object; environment?: object }> };

function load(name: string): Compose {
  return parse(readFileSync(join(ROOT, 'tooling/docker', name), 'utf8'), { merge: true }) as Compose;
}

test('the overlays change only services that there are, but for the mail catcher', () => {
  const services = Object.keys(load('compose.yml').services);
  expect(Object.keys(load('compose.prod.yml').services).filter((name) => !services.includes(name))).toEqual([]);
  expect(Object.keys(load('compose.dev.yml').services).filter((name) => !services.includes(name))).toEqual(['mailpit']);
});

test('who waits for a service waits for one that there is', () => {
  for (const file of ['compose.yml', 'compose.dev.yml']) {
    const names = [...Object.keys(load('compose.yml').services), ...Object.keys(load(file).services)];
    for (const { depends_on = {} } of Object.values(load(file).services)) {
      expect(Object.keys(depends_on).filter((name) => !names.includes(name))).toEqual([]);
    }
  }
});

test('in production every setting without a default that is a secret has to be given', () => {
  const { api } = load('compose.prod.yml').services;
  for (const name of ['APP_SECRET', 'QR_SIGNING_SECRET', 'SMTP_URL', 'S3_SECRET_ACCESS_KEY', 'DATABASE_URL']) {
    expect(api?.environment).toMatchObject({ [name]: expect.stringContaining(':?') });
  }
});

test('the containers get every setting: what the env file names reaches API, worker and migration', () => {
  const { api, worker, migrate } = load('compose.yml').services;
  // The port inside is the image's own.
  const settings = Object.keys(envSchema.shape).filter((name) => name !== 'PORT');
  for (const service of [api, worker, migrate])
    expect(Object.keys(service?.environment ?? {})).toEqual(expect.arrayContaining(settings));
});

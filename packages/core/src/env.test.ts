import { expect, test } from 'vitest';
import { loadEnv } from './env.ts';

const NEEDED = {
  DATABASE_URL: 'postgres://localhost/none',
  S3_ENDPOINT: 'http://127.0.0.1:9',
  S3_ACCESS_KEY_ID: 'none',
  S3_SECRET_ACCESS_KEY: 'none',
  SMTP_URL: 'smtp://127.0.0.1:9',
};
const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
const APPLE = {
  APPLE_PASS_TYPE_IDENTIFIER: 'pass.test.event',
  APPLE_PASS_TEAM_IDENTIFIER: 'TEAM',
  APPLE_PASS_CERTIFICATE: PEM,
  APPLE_PASS_KEY: PEM,
  APPLE_PASS_WWDR_CERTIFICATE: PEM,
};

test('a certificate may be written in one line', () => {
  for (const text of [PEM, PEM.replaceAll('\n', '\\n'), Buffer.from(PEM).toString('base64')]) {
    const env = loadEnv({ ...NEEDED, ...APPLE, APPLE_PASS_CERTIFICATE: text });
    expect(env.APPLE_PASS_CERTIFICATE).toBe(PEM);
  }
  expect(() => loadEnv({ ...NEEDED, ...APPLE, APPLE_PASS_KEY: 'secret' })).toThrow('APPLE_PASS_KEY: must be PEM');
});

test('half a wallet stops the start, and says what is missing', () => {
  expect(() => loadEnv({ ...NEEDED, ...APPLE, APPLE_PASS_KEY: '' })).toThrow(
    'APPLE_PASS_KEY is not set, and APPLE_PASS_TYPE_IDENTIFIER is',
  );
  expect(() => loadEnv({ ...NEEDED, GOOGLE_WALLET_PRIVATE_KEY: PEM })).toThrow(
    'GOOGLE_WALLET_ISSUER_ID is not set, and GOOGLE_WALLET_PRIVATE_KEY is\n  GOOGLE_WALLET_SERVICE_ACCOUNT is not set',
  );
});

import { describe, expect, test } from 'vitest';
import { DEVELOPMENT_SECRETS, loadEnv } from './env.ts';

const NEEDED = {
  NODE_ENV: 'test',
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

describe('secrets', () => {
  const { NODE_ENV: _, ...unsaid } = NEEDED;
  const own = { APP_SECRET: 'a'.repeat(32), QR_SIGNING_SECRET: 'b'.repeat(32) };

  test.each([undefined, 'production'])('have no default with NODE_ENV %s', (NODE_ENV) => {
    expect(() => loadEnv({ ...unsaid, NODE_ENV })).toThrow(/APP_SECRET must be set.*\n.*QR_SIGNING_SECRET must be set/);
    expect(() => loadEnv({ ...unsaid, NODE_ENV, ...own, ...DEVELOPMENT_SECRETS })).toThrow('APP_SECRET must be set');
    expect(loadEnv({ ...unsaid, NODE_ENV, ...own })).toMatchObject({ NODE_ENV: 'production', ...own });
  });

  test.each(['development', 'test'])('are made up with NODE_ENV %s', (NODE_ENV) => {
    expect(loadEnv({ ...unsaid, NODE_ENV })).toMatchObject(DEVELOPMENT_SECRETS);
  });

  test('in production a new account starts with nothing unless SIGNUP_BALANCE says otherwise', () => {
    expect(loadEnv({ ...unsaid, ...own }).SIGNUP_BALANCE).toBe('0');
    expect(loadEnv({ ...unsaid, ...own, SIGNUP_BALANCE: '500' }).SIGNUP_BALANCE).toBe('500');
    expect(loadEnv(NEEDED).SIGNUP_BALANCE).toBe('1000000');
  });

  test('the API listens on this machine alone unless HOST says otherwise', () => {
    expect(loadEnv(NEEDED).HOST).toBe('127.0.0.1');
  });
});

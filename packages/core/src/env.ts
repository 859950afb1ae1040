import { z } from 'zod';
import { timezoneString } from './kernel/time.ts';

/**
 * The whole environment, declared once. `.env.example` is generated from it, every process reads it through
 * `loadEnv`, and nothing else looks at `process.env`.
 */

const flag = z
  .enum(['on', 'off', 'true', 'false', '1', '0'])
  .transform((value) => value === 'on' || value === 'true' || value === '1');

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);

/** A certificate or key in PEM, also with `\\n` for its line ends or as base64 of all of it: a setting is one line. */
const pem = z
  .string()
  .transform((value) => {
    const text = value.includes('-----') ? value : Buffer.from(value, 'base64').toString('latin1');
    return text.replaceAll('\\n', '\n').trim();
  })
  .refine((value) => /^-----BEGIN [\s\S]+-----END [A-Z ]+-----$/.test(value), 'must be PEM, or base64 of it');

const seconds = z.coerce.number().int().positive();

/** Secrets of development and tests. Production refuses them, and whatever doesn't say which it is counts as production. */
export const DEVELOPMENT_SECRETS = {
  APP_SECRET: 'development-app-secret-not-for-production',
  QR_SIGNING_SECRET: 'development-qr-secret-not-for-production',
} as const;

/** The source's default. In production a new account starts with 0 unless the operator sets an amount. */
const DEVELOPMENT_SIGNUP_BALANCE = '1000000';

export const envSchema = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('production')
    .describe('production refuses development secrets and starts nothing embedded'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('address that the API listens on; 0.0.0.0 for all, as a container needs it'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8000).describe('port of the API and the web app'),
  PUBLIC_URL: z.url().optional().describe('address that visitors use; default http://localhost:PORT'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .describe('PostgreSQL 15 or later'),
  DATABASE_POOL_SIZE: seconds.default(10).describe('connections a process keeps to PostgreSQL'),
  S3_ENDPOINT: z.url().describe('S3-compatible object store'),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().default('setiket'),
  S3_ACCESS_KEY_ID: z.string().min(1),
  S3_SECRET_ACCESS_KEY: z.string().min(1),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .describe('where mail is handed over, smtp://user:password@host:port'),
  INBOX_URL: z.url().optional().describe('page of a mail catcher, linked from the first page; for development'),
  MAIL_FROM: z.string().default('Setiket <tickets@setiket.test>').describe('sender of every mail'),
  CONTACT_EMAIL: z.email().optional().describe('where the contact form writes to; default the address of MAIL_FROM'),
  APP_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('signs access tokens and seals stored answers; needed unless NODE_ENV is development or test'),
  QR_SIGNING_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe(
      'seed of the Ed25519 key that signs ticket QR codes; changing it invalidates every printed ticket; needed unless NODE_ENV is development or test',
    ),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_\w+$/, 'must be a secret or restricted key of Stripe')
    .optional()
    .describe('takes card payments; without it there are none'),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .startsWith('whsec_', 'must begin with whsec_')
    .optional()
    .describe('signs the messages that Stripe sends to /api/payments/webhook/stripe/; needed with STRIPE_SECRET_KEY'),
  STRIPE_PUBLISHABLE_KEY: z.string().startsWith('pk_', 'must begin with pk_').optional().describe('for browsers'),
  STRIPE_API_BASE: z.url().optional().describe('address of a stand-in for Stripe; refused with a live key'),
  APPLE_PASS_TYPE_IDENTIFIER: z
    .string()
    .startsWith('pass.', 'must begin with pass.')
    .optional()
    .describe('Apple Wallet; it and the next four of Apple belong together'),
  APPLE_PASS_TEAM_IDENTIFIER: z.string().optional().describe('of the Apple developer account'),
  APPLE_PASS_CERTIFICATE: pem.optional().describe('of the pass type identifier; PEM'),
  APPLE_PASS_KEY: pem.optional().describe('its private key; PEM'),
  APPLE_PASS_WWDR_CERTIFICATE: pem.optional().describe('Apple’s intermediate certificate that issued it; PEM'),
  APPLE_PASS_KEY_PASSPHRASE: z.string().optional().describe('when the key is encrypted'),
  APPLE_PUSH_URL: z.url().default('https://api.push.apple.com').describe('where phones are told that a pass changed'),
  GOOGLE_WALLET_ISSUER_ID: z
    .string()
    .regex(/^\d{5,25}$/, 'must be a number')
    .optional()
    .describe('Google Wallet; it and the next two belong together'),
  GOOGLE_WALLET_SERVICE_ACCOUNT: z.email().optional().describe('e-mail address of the service account'),
  GOOGLE_WALLET_PRIVATE_KEY: pem.optional().describe('of the service account; PEM'),
  ACCESS_TOKEN_TTL_SECONDS: seconds.default(900).describe('life of an access token'),
  REFRESH_TOKEN_TTL_SECONDS: seconds
    .default(30 * 24 * 3600)
    .describe('life of a session that is not used, and of its refresh token'),
  SESSION_TTL_SECONDS: seconds
    .default(90 * 24 * 3600)
    .describe('life of a session however often it is used; then one signs in again'),
  SIGNUP_BALANCE: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be an amount such as 1000000')
    .optional()
    .describe('balance that a new account starts with; default 0 in production, else 1000000'),
  DEFAULT_CURRENCY: z.string().length(3).default('IDR').describe('ISO 4217 code'),
  DEFAULT_TIMEZONE: timezoneString.default('Asia/Jakarta').describe('IANA zone of events that name none'),
  TRANSFER_TTL_SECONDS: seconds
    .default(7 * 24 * 3600)
    .describe('how long a ticket that was offered to somebody waits to be accepted; never beyond the end of its event'),
  MAX_PENDING_BOOKINGS: seconds
    .default(5)
    .describe('unpaid bookings that one account may hold of one event at the same time'),
  HOLD_SECONDS: seconds.default(900).describe('how long a pending booking holds its tickets'),
  GUEST_MESSAGES_PER_DAY: seconds.default(5).describe('messages that an event may send to its guests on one day'),
  RATE_LIMIT: flag.default(true).describe('off for load and acceptance tests'),
  RATE_LIMIT_ANONYMOUS: seconds.default(100).describe('REST requests an hour and address'),
  RATE_LIMIT_SIGNED_IN: seconds.default(1000).describe('REST requests an hour and account'),
  RATE_LIMIT_GATE: seconds.default(36_000).describe('requests an hour and paired gate or staff account'),
  RATE_LIMIT_APP: seconds.default(20000).describe('requests an hour and caller at /trpc'),
  SIGN_IN_ATTEMPTS: seconds
    .default(10)
    .describe('failed sign-ins per 15 minutes, account and network; per network and per account alone ten times that'),
  CORS_ORIGINS: list.default([]).describe('comma-separated origins that may call the API from a browser'),
  RETURN_ORIGINS: list
    .default([])
    .describe(
      'comma-separated origins that buyers may come back to from a payment page, beside PUBLIC_URL and CORS_ORIGINS',
    ),
  TRUST_PROXY: z.coerce.number().int().min(0).default(0).describe('how many proxies stand in front'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  LOG_DIR: z.string().optional().describe('when set, application.log and error.log are written here and rotated daily'),
});

/** Every setting, parsed. Durations are seconds, lists are arrays, flags are booleans. */
export type Env = Omit<z.output<typeof envSchema>, Filled> & Record<Filled, string>;

/** Settings whose default depends on others. */
type Filled = 'PUBLIC_URL' | 'SIGNUP_BALANCE' | keyof typeof DEVELOPMENT_SECRETS;

/** A start that cannot go on because of a setting; its message names each one. */
export class EnvError extends Error {
  override name = 'EnvError';
}

/**
 * Parses the environment. Empty strings count as absent, so that `X= ` in a file means "not set".
 * @throws EnvError with one line a setting that is missing or wrong.
 */
export function loadEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = envSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return given[name] === undefined ? `${name} is not set` : `${name}: ${issue.message}`;
    });
    throw new EnvError(`Setiket cannot start:\n  ${lines.join('\n  ')}`);
  }
  const env = parsed.data;
  const isProduction = env.NODE_ENV === 'production';
  if (isProduction) refuseDevelopmentSecrets(given);
  refuseHalfStripe(env);
  refuseHalfWallets(env);
  const defaults = {
    ...DEVELOPMENT_SECRETS,
    SIGNUP_BALANCE: isProduction ? '0' : DEVELOPMENT_SIGNUP_BALANCE,
  };
  return {
    ...defaults,
    ...(definedOf(env) as Omit<typeof env, Filled> & typeof defaults),
    PUBLIC_URL: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ''),
  };
}

/** Without what is undefined, which would hide a default. */
function definedOf(settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** Card payments work whole or not at all: a key without its webhook secret would take money and never hear of it. */
function refuseHalfStripe({
  STRIPE_SECRET_KEY: key,
  STRIPE_WEBHOOK_SECRET,
  STRIPE_API_BASE,
}: z.output<typeof envSchema>) {
  if (key === undefined) return;
  if (STRIPE_WEBHOOK_SECRET === undefined)
    throw new EnvError('Setiket cannot start:\n  STRIPE_WEBHOOK_SECRET is not set, and STRIPE_SECRET_KEY is');
  if (STRIPE_API_BASE !== undefined && key.includes('_live_'))
    throw new EnvError(
      'Setiket cannot start:\n  STRIPE_API_BASE is for stand-ins, and STRIPE_SECRET_KEY is a live key',
    );
}

/** What a wallet needs; half of it signs nothing that a phone would take. */
const WALLETS = [
  [
    'APPLE_PASS_TYPE_IDENTIFIER',
    'APPLE_PASS_TEAM_IDENTIFIER',
    'APPLE_PASS_CERTIFICATE',
    'APPLE_PASS_KEY',
    'APPLE_PASS_WWDR_CERTIFICATE',
  ],
  ['GOOGLE_WALLET_ISSUER_ID', 'GOOGLE_WALLET_SERVICE_ACCOUNT', 'GOOGLE_WALLET_PRIVATE_KEY'],
] as const;

function refuseHalfWallets(env: z.output<typeof envSchema>): void {
  for (const names of WALLETS) {
    const missing = names.filter((name) => env[name] === undefined);
    if (missing.length === 0 || missing.length === names.length) continue;
    const given = names.find((name) => env[name] !== undefined);
    const lines = missing.map((name) => `${name} is not set, and ${given} is`);
    throw new EnvError(`Setiket cannot start:\n  ${lines.join('\n  ')}`);
  }
}

function refuseDevelopmentSecrets(given: Record<string, string | undefined>): void {
  const bad = Object.entries(DEVELOPMENT_SECRETS).filter(([name, secret]) => (given[name] ?? secret) === secret);
  if (bad.length === 0) return;
  const hint = given.NODE_ENV === undefined ? ' (NODE_ENV is not set, which counts as production)' : '';
  const lines = bad.map(([name]) => `${name} must be set to a secret of your own in production${hint}`);
  throw new EnvError(`Setiket cannot start:\n  ${lines.join('\n  ')}`);
}

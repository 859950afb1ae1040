import { join } from 'node:path';
import { type Logger, type LoggerOptions, pino, type TransportTargetOptions } from 'pino';
import type { Env } from '../env.ts';

export type { Logger } from 'pino';

/** What must never be written down, wherever it appears in a logged object. */
const SECRET_FIELDS = [
  'password',
  'token',
  'access',
  'refresh',
  'refresh_token',
  'authorization',
  'cookie',
  'set-cookie',
  'qr_code',
  'qr_code_string',
  'secret',
  'idempotency_key',
  'admission_token',
  'visitor_secret',
];

const redact = {
  paths: SECRET_FIELDS.flatMap((field) => [`["${field}"]`, `*["${field}"]`, `*.*["${field}"]`]),
  censor: '[redacted]',
};

const PRETTY = { translateTime: 'SYS:HH:MM:ss', ignore: 'hostname,pid' } as const;

/**
 * Pretty lines in development, JSON otherwise. With `LOG_DIR`, also `application.log` (info and above) and
 * `error.log` (errors) there, each rotated daily and kept for two weeks.
 */
export async function createLogger(env: Pick<Env, 'NODE_ENV' | 'LOG_LEVEL' | 'LOG_DIR'>): Promise<Logger> {
  const options: LoggerOptions = { level: env.LOG_LEVEL, redact, base: null };
  if (env.LOG_LEVEL === 'silent') return pino(options);
  const isPretty = env.NODE_ENV === 'development';
  // Files are written by a thread of their own. Without them there is none: it would cost memory for nothing.
  if (env.LOG_DIR) {
    const console: TransportTargetOptions = isPretty
      ? { target: 'pino-pretty', level: env.LOG_LEVEL, options: PRETTY }
      : { target: 'pino/file', level: env.LOG_LEVEL, options: { destination: 1 } };
    return pino(options, pino.transport({ targets: [console, ...logFiles(env.LOG_DIR)] }));
  }
  if (!isPretty) return pino(options);
  const { default: pretty } = await import('pino-pretty');
  return pino(options, pretty({ ...PRETTY, sync: true }));
}

function logFiles(folder: string): TransportTargetOptions[] {
  const file = (name: string, level: string): TransportTargetOptions => ({
    target: 'pino-roll',
    level,
    options: {
      file: join(folder, name),
      frequency: 'daily',
      extension: '.log',
      mkdir: true,
      symlink: true,
      limit: { count: 14 },
    },
  });
  return [file('application', 'info'), file('error', 'error')];
}

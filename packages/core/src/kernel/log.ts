import { join } from 'node:path';
import { type Logger, type LoggerOptions, pino, stdSerializers, type TransportTargetOptions } from 'pino';
import type { Env } from '../env.ts';

export type { Logger } from 'pino';

/** What must never be written down, wherever it appears in a logged object. */
const SECRET_FIELDS = new Set([
  'password',
  'new_password',
  'old_password',
  'current_password',
  'password_hash',
  'client_secret',
  'pairing_code',
  'device_token',
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
]);

/** What we log is flat; this deep it is looked through. */
const DEPTH = 3;

/**
 * An object without its secrets. pino's own redaction goes through each value of each line by a list of paths, which costs
 * a request ten times what its line costs.
 */
function redacted(value: unknown, depth = DEPTH): unknown {
  // An error becomes an object first: `err` is its serializer.
  if (typeof value !== 'object' || value === null || value instanceof Error || depth === 0) return value;
  if (Array.isArray(value)) return value.map((member) => redacted(member, depth - 1));
  let copy: Record<string, unknown> | undefined;
  for (const [name, member] of Object.entries(value)) {
    const shown = SECRET_FIELDS.has(name) ? '[redacted]' : redacted(member, depth - 1);
    if (shown === member) continue;
    copy ??= { ...value };
    copy[name] = shown;
  }
  return copy ?? value;
}

/** How pino is told so. */
export const withoutSecrets = {
  formatters: { log: (object) => redacted(object) as Record<string, unknown> },
  serializers: { err: (error: Error) => redacted(stdSerializers.err(error)) },
} as const satisfies LoggerOptions;

const PRETTY = { translateTime: 'SYS:HH:MM:ss', ignore: 'hostname,pid' } as const;

/**
 * Pretty lines in development, JSON otherwise. With `LOG_DIR`, also `application.log` (info and above) and
 * `error.log` (errors) there, each rotated daily and kept for two weeks.
 */
export async function createLogger(env: Pick<Env, 'NODE_ENV' | 'LOG_LEVEL' | 'LOG_DIR'>): Promise<Logger> {
  const options: LoggerOptions = { level: env.LOG_LEVEL, base: null, ...withoutSecrets };
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

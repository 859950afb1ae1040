import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { type Logger, type LoggerOptions, multistream, pino, stdSerializers } from 'pino';
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

/** Each program of an installation writes files of its own: two that rotate one file would take it from each other. */
type LogOptions = Pick<Env, 'NODE_ENV' | 'LOG_LEVEL' | 'LOG_DIR'> & { program?: 'worker' };

/**
 * Pretty lines in development, JSON otherwise. With `LOG_DIR`, also `application.log` (info and above) and
 * `error.log` (errors) there, as JSON lines, rotated daily and kept for two weeks (`dicoevent.md`, Logging); the worker's
 * are `worker-application.log` and `worker-error.log`. The folder is made where it is missing.
 */
export async function createLogger({ NODE_ENV, LOG_LEVEL, LOG_DIR, program }: LogOptions): Promise<Logger> {
  const options: LoggerOptions = { level: LOG_LEVEL, base: null, ...withoutSecrets };
  if (LOG_LEVEL === 'silent') return pino(options);
  const isPretty = NODE_ENV === 'development';
  if (!isPretty && !LOG_DIR) return pino(options);
  const screen = isPretty ? (await import('pino-pretty')).default({ ...PRETTY, sync: true }) : process.stdout;
  if (!LOG_DIR) return pino(options, screen);
  const prefix = program ? `${program}-` : '';
  return pino(
    options,
    multistream([
      { level: 'trace', stream: screen },
      { level: 'info', stream: await openLogFile(LOG_DIR, `${prefix}application`) },
      { level: 'error', stream: await openLogFile(LOG_DIR, `${prefix}error`) },
    ]),
  );
}

/** Writes to `name.log`; at midnight what is in there becomes `name-YYYY-MM-DD.log`. */
async function openLogFile(folder: string, name: string): Promise<Writable> {
  const path = resolve(folder);
  mkdirSync(path, { recursive: true });
  const { createStream } = await import('rotating-file-stream');
  const file = createStream(
    (time, index) =>
      time ? `${name}-${dayOf(new Date(time))}${index && index > 1 ? `.${index}` : ''}.log` : `${name}.log`,
    { path, interval: '1d', initialRotation: true, maxFiles: KEPT_FILES },
  );
  // A full disk must not end the process; the lines are on standard output as well.
  file.on('error', (error) => process.stderr.write(`${name}.log can’t be written: ${error.message}\n`));
  return file;
}

const KEPT_FILES = 14;

function dayOf(time: Date): string {
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

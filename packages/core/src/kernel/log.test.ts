import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { createLogger, withoutSecrets } from './log.ts';

function written(write: (log: pino.Logger) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(pino(withoutSecrets, { write: (line) => void lines.push(line) }));
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0]!);
}

test('secrets are not written down, however they come into a line', () => {
  const line = written((log) =>
    log.info({
      token: 'one',
      headers: { authorization: 'two', 'user-agent': 'curl' },
      calls: [{ password: 'three', path: '/here' }],
      order: { buyer: { refresh_token: 'four', name: 'Sari' } },
    }),
  );
  expect(line).toMatchObject({
    token: '[redacted]',
    headers: { authorization: '[redacted]', 'user-agent': 'curl' },
    calls: [{ password: '[redacted]', path: '/here' }],
    order: { buyer: { refresh_token: '[redacted]', name: 'Sari' } },
  });
});

test('nor those that an error carries', () => {
  const failure = Object.assign(new Error('refused'), { secret: 'one', config: { cookie: 'two', url: '/there' } });
  const { err } = written((log) => log.error({ err: failure }, 'failed'));
  expect(err).toMatchObject({
    message: 'refused',
    secret: '[redacted]',
    config: { cookie: '[redacted]', url: '/there' },
  });
  expect(written((log) => log.error(failure)).err).toMatchObject({ message: 'refused', secret: '[redacted]' });
});

test('what was logged stays as it was', () => {
  const said = { token: 'one', inner: { secret: 'two' } };
  written((log) => log.info(said));
  expect(said).toEqual({ token: 'one', inner: { secret: 'two' } });
});

test('LOG_DIR: the folder is made, application.log has what is worth reading and error.log the errors', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'setiket-logs-'));
  const screen = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const LOG_DIR = join(folder, 'not/there/yet');
    const log = await createLogger({ NODE_ENV: 'production', LOG_LEVEL: 'debug', LOG_DIR });
    log.debug('small');
    log.info({ token: 'secret' }, 'sold');
    log.error('broken');
    await vi.waitFor(() => expect(readFileSync(join(LOG_DIR, 'error.log'), 'utf8')).toContain('broken'));
    const messages = (name: string) =>
      readFileSync(join(LOG_DIR, name), 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { msg: string }).msg);
    await vi.waitFor(() => expect(messages('application.log')).toEqual(['sold', 'broken']));
    expect(messages('error.log')).toEqual(['broken']);
    expect(readFileSync(join(LOG_DIR, 'application.log'), 'utf8')).not.toContain('secret');
    const worker = await createLogger({ NODE_ENV: 'production', LOG_LEVEL: 'info', LOG_DIR, program: 'worker' });
    worker.info('mail sent');
    await vi.waitFor(() => expect(messages('worker-application.log')).toEqual(['mail sent']));
    expect(readdirSync(LOG_DIR).filter((name) => name.endsWith('.log'))).toEqual([
      'application.log',
      'error.log',
      'worker-application.log',
      'worker-error.log',
    ]);
  } finally {
    screen.mockRestore();
    rmSync(folder, { recursive: true });
  }
});

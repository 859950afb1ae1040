import { pino } from 'pino';
import { expect, test } from 'vitest';
import { withoutSecrets } from './log.ts';

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

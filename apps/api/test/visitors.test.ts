import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { commonErrors } from '@setiket/core/kernel/errors';
import express from 'express';
import { expect, test } from 'vitest';
import { startCall } from '../src/http/call.ts';
import { sendProblem } from '../src/http/problem.ts';
import { limitStreams } from '../src/http/visitors.ts';
import { recordingLog, startToy } from './support.ts';

test('pages and pictures are counted by address, and nothing else is by that', async () => {
  await using toy = await startToy({
    settings: { RATE_LIMIT_APP: '1' },
    openMedia: async () => {
      throw commonErrors.not_found();
    },
  });
  const statuses: number[] = [];
  for (let n = 0; n < 12; n++) statuses.push((await toy.fetch(`/media/nothing-${n}`)).status);
  expect(statuses).toEqual([...Array<number>(10).fill(404), 429, 429]);
  expect((await toy.fetch('/anything', { headers: { Accept: 'text/html' } })).status).toBe(429);
  expect((await toy.fetch('/api/v1/toys')).status).toBe(200);
});

test('an address holds so many streams open, and may open others when these are closed', async () => {
  const app = express();
  app.use(startCall(recordingLog().log), limitStreams(2));
  app.get('/', (_req, res) => void res.type('text/event-stream').write('data: x\n\n'));
  app.use(sendProblem);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const open = (signal?: AbortSignal) =>
    fetch(url, { headers: { Accept: 'text/event-stream' }, ...(signal && { signal }) }).then(({ status }) => status);
  try {
    const leaving = new AbortController();
    expect(await Promise.all([open(leaving.signal), open()])).toEqual([200, 200]);
    expect(await open()).toBe(429);
    leaving.abort();
    await expect.poll(() => open()).toBe(200);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import express from 'express';

/** Express with one route that sends what it was given, and nothing else. */
const body = await text(process.stdin);
const app = express();
app.get('/*path', (_req, res) => {
  res.type('json').send(body);
});
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.once('disconnect', () => process.exit());

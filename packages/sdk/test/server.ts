import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Seen = { method: string; url: string; headers: IncomingHttpHeaders; body: string };
export type Reply =
  | { status?: number; headers?: Record<string, string>; json?: unknown; raw?: string }
  /** Hangs up without a word. */
  | 'hang up'
  /** Says nothing, ever. */
  | 'silence';

/** A server that answers as it is told, in order or by looking, and remembers what it was asked. */
export async function scripted(script: Reply[] | ((seen: Seen) => Reply)) {
  const seen: Seen[] = [];
  const server = createServer(async (req, res) => {
    const request = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body: await text(req) };
    seen.push(request);
    const reply = typeof script === 'function' ? script(request) : (script[seen.length - 1] ?? 'hang up');
    if (reply === 'silence') return;
    if (reply === 'hang up') return void req.socket.destroy();
    const { status = 200, headers = {}, json, raw } = reply;
    res.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(raw ?? JSON.stringify(json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An answer as tRPC writes it; `batch` for queries. */
export function data(value: unknown, batch = false): Reply {
  const answer = { result: { data: value } };
  return { json: batch ? [answer] : answer };
}

type Failure = {
  status: number;
  reason: string;
  headers?: Record<string, string>;
  batch?: boolean;
  more?: Record<string, unknown>;
};

export function failure({ status, reason, headers = {}, batch = false, more = {} }: Failure): Reply {
  const error = {
    message: `refused: ${reason}`,
    code: -32000,
    data: { code: 'X', httpStatus: status, reason, request_id: 'r-1', ...more },
  };
  return { status, headers, json: batch ? [{ error }] : { error } };
}

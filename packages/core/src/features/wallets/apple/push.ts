import { connect } from 'node:http2';
import type { Env } from '../../../env.ts';

const PATIENCE_MS = 20_000;
/** As many as are asked at once on the one connection. */
const AT_ONCE = 50;

/** Tells phones; gives those of their tokens that no phone has any more. */
export type Push = (tokens: string[]) => Promise<string[]>;

/** Apple's push service, as the certificate of the passes opens it; undefined where there is none. */
export function openPush(env: Env): Push | undefined {
  const { APPLE_PASS_TYPE_IDENTIFIER: topic, APPLE_PASS_CERTIFICATE: cert, APPLE_PASS_KEY: key } = env;
  if (topic === undefined || cert === undefined || key === undefined) return undefined;
  const { APPLE_PASS_KEY_PASSPHRASE: passphrase, APPLE_PUSH_URL: url } = env;
  return async (tokens) => {
    const session = connect(url, { cert, key, ...(passphrase !== undefined && { passphrase }) });
    // Without a listener a refused connection would end the process; the requests on it fail too, and are heard.
    session.on('error', () => {});
    try {
      const gone: string[] = [];
      for (let n = 0; n < tokens.length; n += AT_ONCE) {
        const told = await Promise.all(tokens.slice(n, n + AT_ONCE).map((token) => tell(session, topic, token)));
        gone.push(...told.flatMap((token) => (token === undefined ? [] : [token])));
      }
      return gone;
    } finally {
      session.destroy();
    }
  };
}

/** The token, when no phone has it any more. */
function tell(session: ReturnType<typeof connect>, topic: string, token: string): Promise<string | undefined> {
  return new Promise((done, fail) => {
    const request = session.request({
      ':method': 'POST',
      ':path': `/3/device/${encodeURIComponent(token)}`,
      'apns-topic': topic,
    });
    request.setTimeout(PATIENCE_MS, () => request.destroy(new Error('Apple’s push service does not answer.')));
    let body = '';
    let status = 0;
    request.setEncoding('utf8');
    request.once('response', (headers) => {
      status = Number(headers[':status']);
    });
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.once('error', fail);
    request.once('end', () => {
      if (status === 200) done(undefined);
      else if (status === 410 || (status === 400 && body.includes('BadDeviceToken'))) done(token);
      else fail(new Error(`Apple’s push service answers ${status}: ${body.slice(0, 200)}`));
    });
    // What a pass's phone is told is nothing but that there is something to ask for.
    request.end('{}');
  });
}

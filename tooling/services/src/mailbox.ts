import { createServer, type Server } from 'node:http';
import { SMTPServer } from 'smtp-server';
import { openMailStore } from './mail/store.ts';
import { answer } from './mail/web.ts';
import { isPortFree, PortTakenError } from './ports.ts';
import type { Log } from './types.ts';

const MAX_MAIL_BYTES = 25 << 20;

export type MailboxOptions = {
  /** Folder for the mails, one .eml file each; made when missing. */
  data_dir: string;
  /** Ports on 127.0.0.1; free ones when absent. */
  smtp_port?: number | undefined;
  http_port?: number | undefined;
  log: Log;
};

export type MailCatcher = {
  smtp_url: string;
  smtp_port: number;
  /** The inbox page; Mailpit's API is under /api/v1. */
  inbox_url: string;
  http_port: number;
  stop(): Promise<void>;
};

/**
 * Starts a stand-in for a mail server: it takes every mail, delivers none, and shows them on a page and through Mailpit's
 * API. Mails survive a restart.
 * @throws PortTakenError when a given port is in use.
 */
export async function startMailbox({ data_dir, smtp_port, http_port, log }: MailboxOptions): Promise<MailCatcher> {
  for (const port of [smtp_port, http_port]) if (port && !(await isPortFree(port))) throw new PortTakenError(port);
  const store = await openMailStore(data_dir);
  const smtp = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: MAX_MAIL_BYTES,
    // Any name and password will do, so that a configuration with credentials can be tried out.
    onAuth: ({ username }, _session, done) => done(null, { user: username }),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('The mail is too large'), { responseCode: 552 }));
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map((recipient) => recipient.address) };
        store.add(Buffer.concat(chunks), envelope).then(() => done(), done);
      });
    },
  });
  // A client that hangs up is its own business; without a listener it would end this process.
  smtp.on('error', () => {});
  const web = createServer((request, response) => {
    answer(store, request, response).catch((error: unknown) => {
      log(`The inbox could not answer ${request.url}: ${error instanceof Error ? error.message : error}`);
      if (!response.headersSent) response.writeHead(400, { 'content-type': 'application/json' });
      response.end('{"Error":"The request could not be understood"}');
    });
  });
  const bound_http = await listen(web, http_port ?? 0);
  const bound_smtp = await listen(smtp.server as Server, smtp_port ?? 0).catch((error: unknown) => {
    web.close();
    throw error;
  });
  log('Mails are caught by a local stand-in for a mail server; none of them leaves this machine.');
  return {
    smtp_url: `smtp://127.0.0.1:${bound_smtp}`,
    smtp_port: bound_smtp,
    inbox_url: `http://localhost:${bound_http}`,
    http_port: bound_http,
    async stop() {
      const closed = new Promise<void>((done) => web.close(() => done()));
      web.closeAllConnections();
      await Promise.all([closed, new Promise<void>((done) => smtp.close(() => done()))]);
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address && typeof address === 'object') resolve(address.port);
    });
  });
}

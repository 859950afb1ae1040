import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type Received = Email & { raw: string };

export type SmtpServer = {
  url: string;
  mails: Received[];
  /** How many of the next mails are refused with a passing error. */
  refuse: number;
  /** Called while a mail is being taken, before the sender hears so. */
  during: (() => Promise<void>) | undefined;
  close(): Promise<void>;
};

/** A mail server that keeps what it gets, and fails when told to. */
export async function startSmtp(): Promise<SmtpServer> {
  const state: SmtpServer = { url: '', mails: [], refuse: 0, during: undefined, close: async () => {} };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(chunk as Buffer);
        if (state.refuse > 0) {
          state.refuse -= 1;
          throw Object.assign(new Error('Try again later'), { responseCode: 451 });
        }
        const raw = Buffer.concat(chunks).toString('utf8');
        state.mails.push({ ...(await PostalMime.parse(raw)), raw });
        await state.during?.();
      })().then(() => done(), done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  state.close = () => new Promise((resolve) => server.close(() => resolve()));
  return state;
}

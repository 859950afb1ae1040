import type { Transporter } from 'nodemailer';
import type { Env } from '../env.ts';

/** One mail to one person. HTML and text say the same. */
export type Mail = {
  to: { name: string; address: string };
  subject: string;
  html: string;
  text: string;
  /** The same for every attempt at the same mail, so that a mail server that got it twice can tell. */
  message_id: string;
  /** `id` or `en`, for screen readers and translators. */
  locale: string;
  attachments?: Attachment[];
  /** Whom an answer goes to, where that is not the sender. */
  reply_to?: { name: string; address: string };
};

export type Attachment = {
  filename: string;
  content: Buffer | string;
  content_type: string;
  /** Shown inside of the HTML as `cid:…` instead of beside it. */
  cid?: string;
};

export type Mailer = {
  /** Resolves when the mail server has taken the mail, rejects when it has not. */
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
};

/** A server that says nothing for this long is down; the job that sends tries again later. */
const TIMEOUTS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 15_000 } as const;

/**
 * Hands mail over by SMTP, on a few connections that stay open. Nothing connects before the first mail, and nothing is
 * loaded: an API process leaves mail to the workers.
 */
export function openMailer(env: Pick<Env, 'SMTP_URL' | 'MAIL_FROM'>): Mailer {
  let opened: Promise<Transporter> | undefined;
  return {
    async send(mail) {
      opened ??= openTransport(env.SMTP_URL);
      const transport = await opened;
      await transport.sendMail({
        from: env.MAIL_FROM,
        to: { name: headerText(mail.to.name), address: mail.to.address },
        ...(mail.reply_to && { replyTo: { name: headerText(mail.reply_to.name), address: mail.reply_to.address } }),
        subject: headerText(mail.subject),
        html: mail.html,
        text: mail.text,
        messageId: mail.message_id,
        headers: {
          'Content-Language': mail.locale,
          // Out-of-office replies to a ticket help nobody (RFC 3834).
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
        },
        attachments: (mail.attachments ?? []).map(({ filename, content, content_type, cid }) => ({
          filename,
          content,
          contentType: content_type,
          ...(cid !== undefined && { cid, contentDisposition: 'inline' as const }),
        })),
      });
    },
    async close() {
      (await opened)?.close();
    },
  };
}

async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    pool: true,
    url,
    maxConnections: 20,
    maxMessages: 100,
    // Templates name no files and no addresses; nothing that a person typed may make the mailer read some.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...TIMEOUTS,
  });
}

/** One line: a line break in a title must not begin another header, nor a change of direction disguise it. */
function headerText(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

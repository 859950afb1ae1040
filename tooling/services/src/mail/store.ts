import { createHash, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';

/** Older mails than this many are dropped, so that a load test does not fill the disk. */
const MAX_MAILS = 2000;

export type Envelope = { from: string; to: string[] };

export type Part = {
  part_id: string;
  file_name: string;
  content_type: string;
  content_id: string;
  size: number;
  is_inline: boolean;
};

export type Mailbox = { name: string; address: string };

export type Mail = {
  id: string;
  received_at: string;
  envelope: Envelope;
  is_read: boolean;
  size: number;
  message_id: string;
  from: Mailbox | undefined;
  to: Mailbox[];
  cc: Mailbox[];
  bcc: Mailbox[];
  reply_to: Mailbox[];
  subject: string;
  date: string;
  text: string;
  html: string;
  parts: Part[];
};

export type MailStore = {
  /** Keeps a mail as it came and returns what was read from it. */
  add(raw: Buffer, envelope: Envelope): Promise<Mail>;
  /** Newest first. */
  list(): Mail[];
  get(id: string): Mail | undefined;
  raw(id: string): Buffer;
  /** Content of an attachment or inline part. */
  content(id: string, part_id: string): Promise<Buffer | undefined>;
  markRead(id: string): void;
  remove(ids: string[]): void;
  /** Calls back after every change; the result ends that. */
  onChange(listener: () => void): () => void;
};

/** A folder of .eml files, each beside the envelope it came in, and what they say in memory. */
export async function openMailStore(folder: string): Promise<MailStore> {
  mkdirSync(folder, { recursive: true });
  const mails = new Map<string, Mail>();
  const changes = new EventEmitter().setMaxListeners(0);
  const path = (id: string, extension: string) => join(folder, `${id}.${extension}`);
  const raw = (id: string) => readFileSync(path(id, 'eml'));

  const drop = (id: string) => {
    mails.delete(id);
    for (const extension of ['eml', 'json']) rmSync(path(id, extension), { force: true });
  };

  for (const file of readdirSync(folder).sort()) {
    const id = /^(\w+)\.eml$/.exec(file)?.[1];
    if (id) mails.set(id, await readMail(id, raw(id), readEnvelope(path(id, 'json'))));
  }

  return {
    raw,
    list: () => [...mails.values()].reverse(),
    get: (id) => mails.get(id),
    async add(content, envelope) {
      const id = newId();
      const mail = await readMail(id, content, { ...envelope, received_at: new Date().toISOString() });
      writeFileSync(path(id, 'json'), JSON.stringify({ ...envelope, received_at: mail.received_at }));
      // By rename, so that a start after a crash never meets half a mail.
      writeFileSync(path(id, 'part'), content);
      renameSync(path(id, 'part'), path(id, 'eml'));
      mails.set(id, mail);
      for (const old of [...mails.keys()].slice(0, Math.max(0, mails.size - MAX_MAILS))) drop(old);
      changes.emit('change');
      return mail;
    },
    async content(id, part_id) {
      if (!mails.has(id)) return undefined;
      const { attachments } = await PostalMime.parse(raw(id));
      const index = attachments.findIndex((_, position) => partId(position) === part_id);
      return attachments[index] && bytesOf(attachments[index]);
    },
    markRead(id) {
      const mail = mails.get(id);
      if (!mail || mail.is_read) return;
      mail.is_read = true;
      changes.emit('change');
    },
    remove(ids) {
      // Only ids that are known: they become file names.
      for (const id of ids.filter((entry) => mails.has(entry))) drop(id);
      changes.emit('change');
    },
    onChange(listener) {
      changes.on('change', listener);
      return () => changes.off('change', listener);
    },
  };
}

let last_ms = 0;

/** Sorts by arrival, also when several mails arrive within one millisecond. */
function newId(): string {
  last_ms = Math.max(Date.now(), last_ms + 1);
  return `${last_ms.toString(36).padStart(9, '0')}${randomBytes(6).toString('hex')}`;
}

type StoredEnvelope = Envelope & { received_at: string };

function readEnvelope(file: string): StoredEnvelope {
  if (!existsSync(file)) return { from: '', to: [], received_at: new Date(0).toISOString() };
  return JSON.parse(readFileSync(file, 'utf8')) as StoredEnvelope;
}

async function readMail(id: string, raw: Buffer, { received_at, ...envelope }: StoredEnvelope): Promise<Mail> {
  // A mail that cannot be parsed was still sent: it is shown as the text it is.
  const email = await PostalMime.parse(raw).catch(
    (): Email => ({
      headers: [],
      headerLines: [],
      attachments: [],
      subject: '(unreadable mail)',
      text: raw.toString(),
    }),
  );
  const to = mailboxes(email.to);
  const cc = mailboxes(email.cc);
  const named = new Set([...to, ...cc].map(({ address }) => address.toLowerCase()));
  const hidden = envelope.to.filter((address) => !named.has(address.toLowerCase()));
  return {
    id,
    received_at,
    envelope,
    is_read: false,
    size: raw.byteLength,
    message_id: (email.messageId ?? '').replace(/^<|>$/g, ''),
    from: mailboxes(email.from ? [email.from] : [])[0],
    to,
    cc,
    bcc: hidden.map((address) => ({ name: '', address })),
    reply_to: mailboxes(email.replyTo),
    subject: email.subject ?? '',
    date: email.date ?? received_at,
    text: email.text ?? '',
    html: email.html ?? '',
    parts: email.attachments.map(describePart),
  };
}

function mailboxes(addresses: Address[] | undefined): Mailbox[] {
  return (addresses ?? []).flatMap((entry) => entry.group ?? [{ name: entry.name, address: entry.address ?? '' }]);
}

function describePart(attachment: Attachment, index: number): Part {
  return {
    part_id: partId(index),
    file_name: attachment.filename ?? '',
    content_type: attachment.mimeType,
    content_id: (attachment.contentId ?? '').replace(/^<|>$/g, ''),
    size: bytesOf(attachment).byteLength,
    is_inline: attachment.related === true || attachment.disposition === 'inline',
  };
}

/** Any name will do for a part as long as it stays the same: the body is 1, the parts follow. */
function partId(index: number): string {
  return String(index + 2);
}

function bytesOf({ content }: Attachment): Buffer {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
}

export function checksums(content: Buffer): { MD5: string; SHA1: string; SHA256: string } {
  const hash = (algorithm: string) => createHash(algorithm).update(content).digest('hex');
  return { MD5: hash('md5'), SHA1: hash('sha1'), SHA256: hash('sha256') };
}

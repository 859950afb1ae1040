import { checksums, type Mail, type Mailbox, type MailStore, type Part } from './store.ts';

const SNIPPET_LENGTH = 250;

/*
 * The shapes of Mailpit's REST API (https://mailpit.axllent.org/docs/api-v1/), so that a test which reads mails runs
 * against the real one as well.
 */

export type Page = { start: number; limit: number };

export function messageList(store: MailStore, found: Mail[], { start, limit }: Page) {
  const all = store.list();
  const page = found.slice(start, start + limit);
  return {
    total: all.length,
    unread: all.filter((mail) => !mail.is_read).length,
    count: page.length,
    messages_count: found.length,
    messages_unread: found.filter((mail) => !mail.is_read).length,
    start,
    tags: [],
    messages: page.map(messageSummary),
  };
}

function messageSummary(mail: Mail) {
  return {
    ID: mail.id,
    MessageID: mail.message_id,
    Read: mail.is_read,
    ...participants(mail),
    Subject: mail.subject,
    Created: mail.received_at,
    Username: '',
    Tags: [],
    Size: mail.size,
    Attachments: mail.parts.filter((part) => !part.is_inline).length,
    Snippet: snippet(mail),
  };
}

export async function messageDetails(store: MailStore, mail: Mail) {
  const parts = await Promise.all(mail.parts.map((part) => partDetails(store, mail, part)));
  return {
    ID: mail.id,
    MessageID: mail.message_id,
    ...participants(mail),
    ReturnPath: mail.envelope.from,
    Subject: mail.subject,
    ListUnsubscribe: { Header: '', Links: [], Errors: '', HeaderPost: '' },
    Date: mail.date,
    Tags: [],
    Username: '',
    Text: mail.text,
    HTML: mail.html,
    Size: mail.size,
    Inline: parts.filter((_, index) => mail.parts[index]?.is_inline),
    Attachments: parts.filter((_, index) => !mail.parts[index]?.is_inline),
  };
}

async function partDetails(store: MailStore, mail: Mail, part: Part) {
  const content = (await store.content(mail.id, part.part_id)) ?? Buffer.alloc(0);
  return {
    PartID: part.part_id,
    FileName: part.file_name,
    ContentType: part.content_type,
    ContentID: part.content_id,
    Size: part.size,
    Checksums: checksums(content),
  };
}

function participants(mail: Mail) {
  return {
    From: mail.from ? address(mail.from) : null,
    To: mail.to.map(address),
    Cc: mail.cc.map(address),
    Bcc: mail.bcc.map(address),
    ReplyTo: mail.reply_to.map(address),
  };
}

function address({ name, address }: Mailbox) {
  return { Name: name, Address: address };
}

function snippet(mail: Mail): string {
  const source = mail.text || mail.html.replace(/<(style|script|title)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
  const line = source.replace(/\s+/g, ' ').trim();
  return line.length > SNIPPET_LENGTH ? `${line.slice(0, SNIPPET_LENGTH)}...` : line;
}

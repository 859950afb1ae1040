import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MailCatcher, PortTakenError, startMailbox } from '../src/index.ts';

type Summary = {
  ID: string;
  Subject: string;
  To: { Name: string; Address: string }[];
  Attachments: number;
  Read: boolean;
};

let data_dir: string;
let mailbox: MailCatcher;

beforeEach(async () => {
  data_dir = mkdtempSync(join(tmpdir(), 'setiket-mail-'));
  mailbox = await startMailbox({ data_dir, log: () => {} });
});

afterEach(async () => {
  await mailbox.stop();
  rmSync(data_dir, { recursive: true });
});

async function sendMail(mail: SendMailOptions): Promise<void> {
  const transport = nodemailer.createTransport(mailbox.smtp_url);
  await transport.sendMail({ from: '"Setiket" <tickets@setiket.test>', ...mail });
  transport.close();
}

async function get<Body>(path: string): Promise<Body> {
  const response = await fetch(`${mailbox.inbox_url}${path}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Body;
}

async function search(query: string): Promise<string[]> {
  const { messages } = await get<{ messages: Summary[] }>(`/api/v1/search?query=${encodeURIComponent(query)}`);
  return messages.map((message) => message.Subject);
}

test('a mail can be listed, read and taken apart', async () => {
  await sendMail({
    to: '"Ana" <ana@setiket.test>',
    bcc: 'archive@setiket.test',
    subject: 'Tiket Anda — 🎫',
    text: 'See you there.',
    html: '<p>See <b>you</b> there. <img src="cid:qr"></p>',
    attachments: [
      { filename: 'ticket.pdf', content: Buffer.from('%PDF-1.7') },
      { filename: 'qr.png', content: Buffer.from([1, 2, 3]), cid: 'qr' },
    ],
  });
  const list = await get<{ total: number; unread: number; messages: Summary[] }>('/api/v1/messages');
  expect(list).toMatchObject({ total: 1, unread: 1 });
  const [summary] = list.messages;
  expect(summary).toMatchObject({
    Subject: 'Tiket Anda — 🎫',
    From: { Name: 'Setiket', Address: 'tickets@setiket.test' },
    To: [{ Name: 'Ana', Address: 'ana@setiket.test' }],
    Bcc: [{ Name: '', Address: 'archive@setiket.test' }],
    Snippet: 'See you there.',
    Attachments: 1,
    Read: false,
  });
  const path = `/api/v1/message/${summary?.ID}`;
  const message = await get<{ HTML: string; Attachments: { PartID: string }[] }>(path);
  expect(message).toMatchObject({
    Text: expect.stringContaining('See you there.'),
    HTML: expect.stringContaining('<b>you</b>'),
    Attachments: [{ FileName: 'ticket.pdf', ContentType: 'application/pdf', Size: 8 }],
    Inline: [{ FileName: 'qr.png', ContentID: 'qr', Size: 3 }],
  });
  const part = await fetch(`${mailbox.inbox_url}${path}/part/${message.Attachments[0]?.PartID}`);
  expect(await part.text()).toBe('%PDF-1.7');
  expect(await (await fetch(`${mailbox.inbox_url}${path}/raw`)).text()).toContain('Subject: ');
  expect(await get(`${path}/headers`)).toMatchObject({ To: ['Ana <ana@setiket.test>'] });
  expect(await get('/api/v1/messages')).toMatchObject({ unread: 0 });
});

test('searching finds by recipient, subject, sender and words', async () => {
  await sendMail({ to: 'ana@setiket.test', subject: 'Your tickets', text: 'Jakarta Jazz' });
  await sendMail({ to: 'budi@setiket.test', subject: 'Refund', text: 'Money is on its way' });
  expect(await search('to:"ana@setiket.test"')).toEqual(['Your tickets']);
  expect(await search('to:ana@setiket.test')).toEqual(['Your tickets']);
  expect(await search('subject:"Your tickets"')).toEqual(['Your tickets']);
  expect(await search('from:tickets@setiket.test')).toEqual(['Refund', 'Your tickets']);
  expect(await search('from:tickets@setiket.test -subject:refund')).toEqual(['Your tickets']);
  expect(await search('jazz')).toEqual(['Your tickets']);
  expect(await search('to:budi@setiket.test jazz')).toEqual([]);
});

test('the HTML of a mail is shown in a sandbox that runs nothing', async () => {
  await sendMail({ to: 'ana@setiket.test', subject: 'x', html: '<script>steal()</script><img src="cid:missing">' });
  const { messages } = await get<{ messages: Summary[] }>('/api/v1/messages');
  const view = await fetch(`${mailbox.inbox_url}/view/${messages[0]?.ID}.html`);
  const policy = view.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^sandbox /);
  expect(policy).not.toContain('allow-scripts');
  expect(policy).not.toContain('allow-same-origin');
  expect(policy).toContain("default-src 'none'");
  const page = await fetch(mailbox.inbox_url);
  expect(await page.text()).toContain('<h1>Inbox');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
});

test('mails are still there after a restart, and gone after clearing', async () => {
  await sendMail({ to: 'ana@setiket.test', subject: 'One', text: 'a' });
  await sendMail({ to: 'ana@setiket.test', subject: 'Two', text: 'b' });
  await mailbox.stop();
  mailbox = await startMailbox({ data_dir, log: () => {} });
  const { messages } = await get<{ messages: Summary[] }>('/api/v1/messages');
  expect(messages.map((message) => message.Subject)).toEqual(['Two', 'One']);
  const remove = (body?: string) =>
    fetch(`${mailbox.inbox_url}/api/v1/messages`, { method: 'DELETE', body: body ?? null });
  await remove(JSON.stringify({ IDs: [messages[0]?.ID, '../../elsewhere'] }));
  expect(await search('')).toEqual(['One']);
  await remove();
  expect(await search('')).toEqual([]);
});

test('the page is told at once when a mail arrives', async () => {
  const events = await fetch(`${mailbox.inbox_url}/events`);
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain('hello');
  await sendMail({ to: 'ana@setiket.test', subject: 'Now', text: 'a' });
  expect((await reader?.read())?.value).toContain('changed');
  await reader?.cancel();
});

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => other.once('listening', done));
  const address = other.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  await expect(startMailbox({ data_dir, http_port: port, log: () => {} })).rejects.toThrow(new PortTakenError(port));
  other.close();
});

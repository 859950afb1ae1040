import { runJobs } from '@setiket/testing/jobs';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readPdf } from '../../../test/pdf.ts';
import { type SmtpServer, startSmtp } from '../../../test/smtp.ts';
import {
  ticketRefundedMail,
  transferAcceptedMail,
  transferEndedMail,
  transferOfferedMail,
  transferReceivedMail,
} from '../notifications/index.ts';

const jobs = [transferOfferedMail, transferReceivedMail, transferAcceptedMail, transferEndedMail, ticketRefundedMail];

let world: World;
let smtp: SmtpServer;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await openWorld({ env: { SMTP_URL: smtp.url, PUBLIC_URL: 'https://setiket.test' } });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await smtp.close();
});
beforeEach(async () => {
  await runJobs(world.deps, ...jobs);
  smtp.mails.length = 0;
});

async function offered({ to_email, message }: { to_email?: string; message?: string } = {}) {
  const { type } = await world.make.sale({ title: 'Malam Gamelan' });
  const [sender, recipient] = [await world.make.user(), await world.make.user()];
  await world.as(sender).account.update({ first_name: 'Sari' });
  const ticket = await world.as(sender).tickets.purchase({ ticket_id: type.id });
  const transfer = await world.as(sender).transfers.create({
    ticket_id: ticket.id,
    to_email: to_email ?? recipient.email,
    ...(message !== undefined && { message }),
  });
  return { sender, recipient, ticket, transfer };
}

/** Whom something was mailed to, and about what. */
async function mailed(): Promise<string[]> {
  await runJobs(world.deps, ...jobs);
  return smtp.mails.map(({ to, subject }) => `${to?.[0]?.address}: ${subject}`).sort();
}

test('an offer brings the token, as a link and to be typed, and the sender’s words', async () => {
  const { ticket } = await offered({ to_email: 'friend@example.test', message: 'See <you> there!' });
  expect(await mailed()).toEqual(['friend@example.test: Sari has a ticket for you: Malam Gamelan']);
  const [mail] = smtp.mails;
  const token = /https:\/\/setiket\.test\/transfers#([\w-]{43})/.exec(mail!.text ?? '')?.[1];
  expect(mail!.text).toContain(`Code: ${token}`);
  expect(mail!.text).toContain('> See <you> there!');
  expect(mail!.html).toContain('See &lt;you&gt; there!');
  // What opens the door comes with the acceptance, not before.
  expect(`${mail!.text}${mail!.html}`).not.toContain(ticket.code);
  expect(mail!.attachments).toEqual([]);
});

test('an offer that was taken back before the mail went out is not mailed', async () => {
  const { sender, transfer } = await offered({ to_email: 'friend@example.test' });
  await world.as(sender).transfers.cancel({ id: transfer.id });
  expect(await mailed()).toEqual(['friend@example.test: No longer for you: a ticket for Malam Gamelan']);
  expect(smtp.mails[0]?.text).toContain('Hi friend@example.test,');
});

test('accepted: the ticket with its new QR goes to the recipient, word of it to the sender', async () => {
  const { sender, recipient, ticket, transfer } = await offered();
  await world.as(recipient).account.update({ locale: 'id' });
  expect(await mailed()).toEqual([`${recipient.email}: Sari punya tiket untukmu: Malam Gamelan`]);
  smtp.mails.length = 0;
  await world.as(recipient).transfers.acceptReceived({ id: transfer.id });
  expect(await mailed()).toEqual(
    [
      `${sender.email}: Your ticket for Malam Gamelan was accepted`,
      `${recipient.email}: Tiketmu untuk Malam Gamelan`,
    ].sort(),
  );
  const received = smtp.mails.find(({ to }) => to?.[0]?.address === recipient.email)!;
  const { code } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: ticket.id } });
  expect(code).not.toBe(ticket.code);
  expect(received.text).toContain(code);
  for (const { to, text } of smtp.mails) if (to?.[0]?.address === sender.email) expect(text).not.toContain(code);
  const kinds = received.attachments.map(({ mimeType }) => mimeType).sort();
  expect(kinds).toEqual(['application/pdf', 'image/png', 'text/calendar']);
  const paper = received.attachments.find(({ mimeType }) => mimeType === 'application/pdf')!;
  expect(paper.filename).toBe(`tiket-${code}.pdf`);
  const [page] = await readPdf(Buffer.from(paper.content as ArrayBuffer));
  const { qr_code_string } = await world.as(recipient).tickets.qr({ id: ticket.id });
  expect(page!.qr).toEqual([qr_code_string]);
});

test('declined and run out: the sender is told', async () => {
  const one = await offered();
  await world.as(one.recipient).transfers.declineReceived({ id: one.transfer.id });
  const two = await offered();
  await mailed();
  world.clock.advance(7 * 86_400);
  await world.as(two.sender).transfers.create({ ticket_id: two.ticket.id, to_email: 'friend@example.test' });
  expect(await mailed()).toEqual(
    expect.arrayContaining([
      `${one.sender.email}: Your ticket for Malam Gamelan was declined`,
      `${two.sender.email}: Nobody has accepted your ticket for Malam Gamelan`,
    ]),
  );
});

test('a refund after a transfer is told to its owner, and to who gets the money', async () => {
  const { sender, recipient, ticket, transfer } = await offered();
  await world.as(recipient).transfers.acceptReceived({ id: transfer.id });
  await world.as(recipient).tickets.refund({ id: ticket.id });
  await mailed();
  const to = (address: string) =>
    smtp.mails.filter((mail) => mail.to?.[0]?.address === address && /Malam Gamelan$/.test(mail.subject ?? ''));
  const [owner] = to(recipient.email).filter(({ subject }) => subject?.startsWith('Ticket cancelled'));
  expect(owner?.text).toContain('Its price goes back to whoever had paid for it.');
  expect(owner?.text).not.toContain('Balance now');
  const [payer] = to(sender.email).filter(({ subject }) => subject?.startsWith('Refund'));
  expect(payer?.text?.replace(/\u00a0/g, ' ')).toContain('Balance now: IDR 1,000,000');
});

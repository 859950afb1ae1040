import { Prisma } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { newId } from '../../kernel/ids.ts';
import { inOneTurn } from '../../kernel/in-one-turn.ts';
import { recordset } from '../../kernel/rows.ts';
import type { MailContent } from './content.ts';
import { renderMail } from './render.ts';

/** A mail that goes out once: one kind about one subject to one address. */
export type Delivery = {
  kind: string;
  /** Names the occasion too where the same thing can happen twice: a decision with its time. */
  subject_id: string;
  to: { name: string; address: string };
};

/** A worker that died while sending is followed by another one after this; one that lives renews its claim in time. */
const CLAIM_SECONDS = 30;
const RENEW_MS = 5_000;

/**
 * Sends a mail unless it was sent before. The order is claim, send, mark: what fails in between is sent again, never
 * lost, and two workers never send at the same time. Only a worker that dies after the mail server took the mail and
 * before the mark makes it go out twice, and then with the same Message-ID.
 */
export async function deliverOnce(deps: Deps, delivery: Delivery, compose: () => Promise<MailContent>): Promise<void> {
  const { kind, subject_id } = delivery;
  // Accounts that an administrator made without an address have one of these (RFC 2606): nothing ever arrives there.
  if (delivery.to.address.endsWith('.invalid')) return deps.log.debug({ kind, subject_id }, 'nobody to mail to');
  const claim = await claimMail(deps, delivery);
  if (!claim) return;
  const renewing = setInterval(() => renewClaim(deps, claim.id), RENEW_MS);
  try {
    const content = await compose();
    const { html, text } = renderMail(content, deps.env.PUBLIC_URL);
    await deps.mailer.send({
      to: delivery.to,
      subject: content.subject,
      html,
      text,
      locale: content.language,
      message_id: messageId(deps, delivery),
      attachments: content.attachments,
      ...(content.reply_to && { reply_to: content.reply_to }),
    });
  } catch (error) {
    await releaseMail(deps, claim.id);
    throw error;
  } finally {
    clearInterval(renewing);
  }
  await markSent(deps.db, { id: claim.id, sent_at: deps.clock.now().toISOString() });
  deps.log.debug({ kind, subject_id }, 'mail sent');
}

/**
 * Undefined when the mail has gone out already. Times are the database's, because workers on several machines compare
 * them.
 * @throws when another worker is sending it just now: should that one fail, this job must come again.
 */
async function claimMail(deps: Deps, { kind, subject_id, to }: Delivery): Promise<{ id: string } | undefined> {
  const claim = await claimRows(deps.db, { id: newId(), kind, subject_id, recipient: to.address });
  if (claim) return claim;
  const where = { kind_subject_id_recipient: { kind, subject_id, recipient: to.address } };
  const known = await deps.db.mails.findUnique({ where, select: { sent_at: true } });
  if (known?.sent_at) return undefined;
  throw new Error(`Another worker is sending this mail: ${kind} ${subject_id}`);
}

const markSent = inOneTurn(async (db: Deps['db'], sent: readonly { id: string; sent_at: string }[]) => {
  await db.$executeRaw(Prisma.sql`
    UPDATE mails AS m SET sent_at = r.sent_at FROM ${recordset({ id: 'uuid', sent_at: 'timestamptz' }, sent)} WHERE m.id = r.id`);
  return sent.map(() => undefined);
});

type Claim = { id: string; kind: string; subject_id: string; recipient: string };

/** The claims of all mails that a worker begins in one turn, in one order, so that two workers never wait for each other. */
const claimRows = inOneTurn(async (db: Deps['db'], wanted: readonly Claim[]) => {
  const columns = { id: 'uuid', kind: 'text', subject_id: 'text', recipient: 'text' } as const;
  const nameOf = ({ kind, subject_id, recipient }: Claim) => `${kind}\n${subject_id}\n${recipient}`;
  // One statement can't touch a row twice; the second of two equal ones finds the first one's claim.
  const distinct = new Map(wanted.map((claim) => [nameOf(claim), claim]));
  const rows = await db.$queryRaw<Claim[]>(Prisma.sql`
    INSERT INTO mails (id, kind, subject_id, recipient, claimed_until)
    SELECT r.id, r.kind, r.subject_id, r.recipient, now() + make_interval(secs => ${CLAIM_SECONDS})
    FROM ${recordset(columns, [...distinct.values()])} ORDER BY r.kind, r.subject_id, r.recipient
    ON CONFLICT (kind, subject_id, recipient) DO UPDATE SET claimed_until = excluded.claimed_until
      WHERE mails.sent_at IS NULL AND mails.claimed_until <= now()
    RETURNING id, kind, subject_id, recipient`);
  const claimed = new Map(rows.map((row) => [nameOf(row), { id: row.id }]));
  return wanted.map((claim) => (distinct.get(nameOf(claim)) === claim ? claimed.get(nameOf(claim)) : undefined));
});

/** A slow mail server must not look like a dead worker. One missed renewal does no harm; the next one comes soon. */
function renewClaim(deps: Deps, id: string): void {
  const renewal = deps.db.$executeRaw`
    UPDATE mails SET claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS})
    WHERE id = ${id}::uuid AND sent_at IS NULL`;
  renewal.catch((error: unknown) => deps.log.warn({ err: error }, 'claim of a mail was not renewed'));
}

async function releaseMail(deps: Deps, id: string): Promise<void> {
  await deps.db.$executeRaw`UPDATE mails SET claimed_until = now() WHERE id = ${id}::uuid AND sent_at IS NULL`;
}

/** The same for every attempt. The address is hashed with the rest, so that it tells a stranger nothing. */
function messageId(deps: Deps, { kind, subject_id, to }: Delivery): string {
  return `<${sha256Hex(`${kind}\n${subject_id}\n${to.address}`).slice(0, 40)}@${mailDomain(deps)}>`;
}

/** Domain of the sender, in ids that have to be unique in the world. */
export function mailDomain({ env }: Pick<Deps, 'env'>): string {
  return /@([^\s>]+)/.exec(env.MAIL_FROM)?.[1] ?? 'setiket.invalid';
}

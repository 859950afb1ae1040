import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { addressKey, hitAll } from '../../kernel/rate-limit.ts';
import { iso } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { contactMessageMail } from '../notifications/index.ts';
import { contactErrors } from './festival.errors.ts';
import type {
  answerMessageInput,
  contactInput,
  contactMessageOutput,
  contactOutput,
  listMessagesInput,
} from './festival.schema.ts';

type MessageView = z.output<typeof contactMessageOutput>;

const HOUR_SECONDS = 3600;
/** From one mailbox; whoever has more to say writes it into one message. */
const MESSAGES_AN_HOUR = 5;
/** An office or a campus shares one address. */
const MESSAGES_AN_HOUR_AND_ADDRESS = 20;

const THANKS = 'Thank you, your message has arrived. We will answer by e-mail.';

/**
 * `oc-mena.md`, Contact form: kept, and mailed to the house.
 * @throws request.rate_limited
 */
export async function writeContactMessage(
  ctx: Ctx,
  { homepage = '', ...fields }: z.output<typeof contactInput>,
): Promise<z.output<typeof contactOutput>> {
  await refuseFlood(ctx, fields.email);
  // A robot that filled in what people never see is thanked like everybody, and learns nothing.
  if (homepage.trim() !== '') {
    ctx.log.info('contact form: a robot’s message was dropped');
    return { detail: THANKS };
  }
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const user_id = ctx.actor.kind === 'user' ? ctx.actor.id : null;
    const { id } = await tx.contact_messages.create({
      data: { id: newId(now.getTime()), ...fields, user_id, created_at: now },
    });
    await audit(tx, { action: 'contact_message.received', subject_type: 'contact_message', subject_id: id });
    await enqueue(tx, contactMessageMail, { message_id: id });
    return { detail: THANKS };
  });
}

async function refuseFlood(ctx: Ctx, email: string): Promise<void> {
  await hitAll(ctx, [
    {
      key: `contact:address:${addressKey(ctx.call.ip)}`,
      limit: MESSAGES_AN_HOUR_AND_ADDRESS,
      window_seconds: HOUR_SECONDS,
    },
    { key: `contact:email:${sha256Hex(email)}`, limit: MESSAGES_AN_HOUR, window_seconds: HOUR_SECONDS },
  ]);
}

const withAnswerer = { answerer: { select: { username: true } } } as const satisfies Prisma.contact_messagesInclude;

function messageView(row: Prisma.contact_messagesGetPayload<{ include: typeof withAnswerer }>): MessageView {
  const { id, name, email, subject, message, user_id } = row;
  return {
    id,
    name,
    email,
    subject,
    message,
    user_id,
    answered_at: iso(row.answered_at),
    answered_by: row.answerer?.username ?? null,
    created_at: iso(row.created_at),
  };
}

/** What people wrote, the latest first. */
export async function listMessages(
  ctx: UserCtx,
  input: z.output<typeof listMessagesInput>,
): Promise<Page<MessageView>> {
  const { is_answered } = input;
  const where: Prisma.contact_messagesWhereInput =
    is_answered === undefined ? {} : { answered_at: is_answered ? { not: null } : null };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.contact_messages.findMany({
      where,
      include: withAnswerer,
      orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
      skip,
      take,
    }),
    ctx.db.contact_messages.count({ where }),
  ]);
  return toPage(input, rows.map(messageView), total);
}

/**
 * Marks a message as answered, or as open again. Who was first stays who answered it.
 * @throws contact_message.not_found
 */
export async function answerMessage(
  ctx: UserCtx,
  { id, is_answered }: z.output<typeof answerMessageInput>,
): Promise<MessageView> {
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.contact_messages.updateMany({
      where: { id, answered_at: is_answered ? null : { not: null } },
      data: is_answered
        ? { answered_at: ctx.clock.now(), answered_by: ctx.actor.id }
        : { answered_at: null, answered_by: null },
    });
    if (count > 0)
      await audit(tx, {
        action: is_answered ? 'contact_message.answered' : 'contact_message.reopened',
        subject_type: 'contact_message',
        subject_id: id,
      });
    const row = await tx.contact_messages.findUnique({ where: { id }, include: withAnswerer });
    if (!row) throw contactErrors.not_found();
    return messageView(row);
  });
}

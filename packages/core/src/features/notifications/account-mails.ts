import { z } from 'zod';
import { languageOf, momentText } from '../../kernel/format.ts';
import { defineJob } from '../../kernel/jobs.ts';
import { accountMessagesOf } from './account-messages.ts';
import { addressOf, notice } from './compose-notices.ts';
import { deliverOnce } from './deliver.ts';
import { linksOf } from './links.ts';
import { messagesOf } from './messages.ts';
import { emailVerificationToken, passwordResetToken } from './one-time-tokens.ts';

/** The link to a new password, and its token for whoever would rather type. */
export const passwordResetMail = defineJob({
  name: 'mail.password_reset',
  payload: z.object({ reset_id: z.uuid() }),
  async run(deps, { reset_id }) {
    const reset = await deps.db.password_resets.findUnique({ where: { id: reset_id }, include: { user: true } });
    if (!reset || reset.used_at || reset.expires_at <= deps.clock.now())
      return deps.log.debug({ reset_id }, 'mail not needed: reset is no longer open');
    const { user } = reset;
    const to = { ...addressOf(user), address: reset.email };
    const delivery = { kind: 'password_reset', subject_id: reset.id, to };
    await deliverOnce(deps, delivery, async () => {
      const language = languageOf(user.locale);
      const { subject, heading, body, note, ...own } = accountMessagesOf(language).password_reset;
      const token = passwordResetToken(deps.env, reset.id);
      return notice(user, messagesOf(language), {
        subject,
        heading,
        paragraphs: [body],
        facts: [
          { label: own.username, value: user.username },
          { label: own.code, value: token },
        ],
        action: { label: own.action, url: linksOf(deps.env).reset_password(token) },
        notes: [note],
      });
    });
  },
});

/** The link that verifies an address. Its reader may be a stranger to the account, so no word of the account's owner is in it. */
export const emailVerificationMail = defineJob({
  name: 'mail.email_verification',
  payload: z.object({ verification_id: z.uuid() }),
  async run(deps, { verification_id }) {
    const where = { id: verification_id };
    const verification = await deps.db.email_verifications.findUnique({ where, include: { user: true } });
    if (!verification || verification.used_at || verification.expires_at <= deps.clock.now())
      return deps.log.debug({ verification_id }, 'mail not needed: verification is no longer open');
    const { user, email } = verification;
    const to = { name: email, address: email };
    await deliverOnce(deps, { kind: 'email_verification', subject_id: verification.id, to }, async () => {
      const language = languageOf(user.locale);
      const { subject, heading, hello, body, action, code, note } = accountMessagesOf(language).email_verification;
      const token = emailVerificationToken(deps.env, verification.id);
      return {
        language,
        subject,
        heading,
        preview: body,
        paragraphs: [hello, body],
        facts: [{ label: code, value: token }],
        tickets: [],
        action: { label: action, url: linksOf(deps.env).verify_email(token) },
        notes: [note],
        attachments: [],
      };
    });
  },
});

/** To the address that an account had until now. Each change is told, so the job's own id names the occasion. */
export const emailChangedMail = defineJob({
  name: 'mail.email_changed',
  payload: z.object({ user_id: z.uuid(), old_email: z.string() }),
  async run(deps, { user_id, old_email }, attempt) {
    const user = await deps.db.users.findUnique({ where: { id: user_id } });
    if (!user) return deps.log.debug({ user_id }, 'mail not needed: no such user');
    const to = { name: addressOf(user).name, address: old_email };
    await deliverOnce(deps, { kind: 'email_changed', subject_id: `${user.id}:${attempt.id}`, to }, async () => {
      const language = languageOf(user.locale);
      const { subject, heading, body, note } = accountMessagesOf(language).email_changed;
      const moment = momentText(user.updated_at, deps.env.DEFAULT_TIMEZONE, language);
      return notice(user, messagesOf(language), { subject, heading, paragraphs: [body(moment)], notes: [note] });
    });
  },
});

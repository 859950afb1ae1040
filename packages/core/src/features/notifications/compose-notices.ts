import type { Prisma } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import { languageOf, momentText, periodText, sumText } from '../../kernel/format.ts';
import { greetingName, type MailContent, nameOf } from './content.ts';
import { linksOf } from './links.ts';
import { type Messages, messagesOf } from './messages.ts';
import { invitationToken } from './one-time-tokens.ts';

type User = Prisma.usersGetPayload<object>;
export type UserWithBalances = Prisma.usersGetPayload<{ include: { balances: true } }>;
export type ProposalForMail = Prisma.organizer_proposalsGetPayload<{ include: { user: true } }>;
export type EventForMail = Prisma.eventsGetPayload<{ include: { organizer: true } }>;

export const invitationForMail = { include: { organization: true } } as const;
export type InvitationForMail = Prisma.organization_invitationsGetPayload<typeof invitationForMail>;

/** Who a mail to an account is for. */
export function addressOf(user: Parameters<typeof greetingName>[0] & { last_name: string }): {
  name: string;
  address: string;
} {
  const own = user.email_verified_at ? `${user.first_name} ${user.last_name}`.trim() : '';
  return { name: own || greetingName(user), address: user.email };
}

/** What every notice begins with; each adds its own words. */
export function notice(
  user: User,
  words: Messages,
  own: Partial<MailContent> & { subject: string; heading: string },
): MailContent {
  const paragraphs = own.paragraphs ?? [];
  return {
    language: languageOf(user.locale),
    preview: paragraphs[0] ?? own.heading,
    facts: [],
    tickets: [],
    notes: [],
    attachments: [],
    ...own,
    paragraphs: [words.hello(greetingName(user)), ...paragraphs],
  };
}

export function composeProposalReceived(proposal: ProposalForMail): MailContent {
  const words = messagesOf(languageOf(proposal.user.locale));
  const { subject, heading, body } = words.proposal_received;
  return notice(proposal.user, words, { subject, heading, paragraphs: [body(proposal.name)] });
}

export function composeProposalDecided(deps: Deps, proposal: ProposalForMail): MailContent {
  const words = messagesOf(languageOf(proposal.user.locale));
  const links = linksOf(deps.env);
  const isApproved = proposal.status === 'approved';
  const { subject, heading, body, action } = isApproved ? words.proposal_approved : words.proposal_rejected;
  return notice(proposal.user, words, {
    subject,
    heading,
    paragraphs: [body(proposal.name)],
    ...quoteOf(proposal.message, words),
    action: { label: action, url: isApproved ? links.new_event : links.become_organizer },
  });
}

export function composeEventDecided(deps: Deps, event: EventForMail): MailContent {
  const language = languageOf(event.organizer.locale);
  const words = messagesOf(language);
  const links = linksOf(deps.env);
  const isApproved = event.status === 'approved';
  const { subject, heading, body, action } = isApproved ? words.event_approved : words.event_rejected;
  return notice(event.organizer, words, {
    subject: subject(event.title),
    heading,
    paragraphs: [body(event.title)],
    ...quoteOf(event.message, words),
    facts: [
      { label: words.event, value: event.title },
      { label: words.when, value: periodText(event.starts_at, event.ends_at, event.timezone, language) },
    ],
    action: { label: action, url: isApproved ? links.event(event.id) : links.edit_event(event.id) },
  });
}

/** What the administrator said with a decision. */
export function quoteOf(message: string, words: Messages): Pick<MailContent, 'quote'> {
  return message.trim() === '' ? {} : { quote: { by: words.message_from_administrator, text: message.trim() } };
}

export function composeWelcome(deps: Deps, user: UserWithBalances): MailContent {
  const language = languageOf(user.locale);
  const words = messagesOf(language);
  const credit = user.balances
    .filter((balance) => balance.amount.greaterThan(0))
    .map((balance) => words.welcome.credit(sumText(balance.amount, balance.currency, language)));
  return notice(user, words, {
    subject: words.welcome.subject,
    heading: words.welcome.heading,
    paragraphs: [words.welcome.body, ...credit],
    facts: [{ label: words.welcome.username, value: user.username }],
    action: { label: words.welcome.action, url: linksOf(deps.env).home },
  });
}

export function composePasswordChanged(deps: Deps, user: User): MailContent {
  const language = languageOf(user.locale);
  const words = messagesOf(language);
  const { subject, heading, body, note } = words.password_changed;
  // The account's row is written by the change itself, so its time is when that happened.
  const moment = momentText(user.updated_at, deps.env.DEFAULT_TIMEZONE, language);
  return notice(user, words, { subject, heading, paragraphs: [body(moment)], notes: [note] });
}

export function composeRoleChanged(user: User): MailContent {
  const words = messagesOf(languageOf(user.locale));
  const { subject, heading, body, note } = words.role_changed;
  return notice(user, words, { subject, heading, paragraphs: [body(words.roles[user.role])], notes: [note] });
}

/** To somebody without an account, so in the language of who invites. */
export function composeInvitation(deps: Deps, invitation: InvitationForMail, inviter: User): MailContent {
  const language = languageOf(inviter.locale);
  const words = messagesOf(language);
  const { hello, body, subject, heading, ...own } = words.invitation;
  const organization = invitation.organization.name;
  const role = words.member_roles[invitation.role];
  const invited = body(organization, nameOf(inviter), role);
  return {
    language,
    subject: subject(organization),
    heading: heading(organization),
    preview: invited,
    paragraphs: [hello, invited],
    facts: [
      { label: own.organization, value: organization },
      { label: own.role, value: role },
      { label: own.until, value: momentText(invitation.expires_at, deps.env.DEFAULT_TIMEZONE, language) },
    ],
    tickets: [],
    action: { label: own.action, url: linksOf(deps.env).invitation(invitationToken(deps.env, invitation.id)) },
    notes: [own.note],
    attachments: [],
  };
}

import { z } from 'zod';
import type { Deps } from '../../kernel/context.ts';
import { inOneTurn } from '../../kernel/in-one-turn.ts';
import { type AnyJob, defineJob, type Job } from '../../kernel/jobs.ts';
import { hasBacklog } from '../jobs/index.ts';
import { emailChangedMail, emailVerificationMail, passwordResetMail } from './account-mails.ts';
import { boxOfficeMailJobs } from './box-office-mails.ts';
import { cancelledForMail, composeEventCancelled } from './compose-event-cancelled.ts';
import {
  addressOf,
  composeEventDecided,
  composeInvitation,
  composePasswordChanged,
  composeProposalDecided,
  composeProposalReceived,
  composeRoleChanged,
  composeWelcome,
  invitationForMail,
} from './compose-notices.ts';
import { bookingForMail, composeBookingConfirmed, composeTicketRefunded, ticketForMail } from './compose-tickets.ts';
import { contactMessageMail } from './contact-mails.ts';
import { deliverOnce } from './deliver.ts';
import { eventMailJobs } from './event-mails.ts';
import { operatorAlertMail } from './operator-mails.ts';
import { eventReminderMail, remindOfEvents } from './reminders.ts';
import { transferMailJobs } from './transfer-mails.ts';
import { boothAssignedMail } from './vendor-mails.ts';
import { watchFailedJobs } from './watch-failed-jobs.ts';

/** Mails sent at once by one worker and kind. */
const concurrency = 4;

/** While this many buyers wait for their mail, it goes out without PDFs, which take ten times as long as the rest. */
const PAPERLESS_BACKLOG = 20;

const loadBooking = inOneTurn(async (db: Deps['db'], ids: readonly string[]) => {
  const rows = await db.bookings.findMany({ where: { id: { in: [...ids] } }, ...bookingForMail });
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id));
});

/** The booking's tickets with QR codes and a calendar file, to who booked. */
export const bookingConfirmedMail: Job<{ booking_id: string }> = defineJob({
  name: 'mail.booking_confirmed',
  payload: z.object({ booking_id: z.uuid() }),
  concurrency: 32,
  async run(deps, { booking_id }) {
    const booking = await loadBooking(deps.db, booking_id);
    if (booking?.status !== 'confirmed') return skip(deps, 'booking is not confirmed', { booking_id });
    // What was refunded or given away before the mail went out is not the buyer's to show.
    const tickets = booking.tickets.filter(
      (ticket) => ticket.status === 'active' && ticket.owner_id === booking.user_id,
    );
    if (tickets.length === 0) return skip(deps, 'booking has no active ticket', { booking_id });
    const delivery = { kind: 'booking_confirmed', subject_id: booking.id, to: addressOf(booking.user) };
    const has_papers = !(await hasBacklog(deps, bookingConfirmedMail.name, PAPERLESS_BACKLOG));
    await deliverOnce(deps, delivery, () => composeBookingConfirmed(deps, { ...booking, tickets }, { has_papers }));
  },
});

/** A ticket was cancelled, and its price returned. */
export const ticketRefundedMail = defineJob({
  name: 'mail.ticket_refunded',
  payload: z.object({ ticket_id: z.uuid() }),
  concurrency,
  async run(deps, { ticket_id }) {
    const ticket = await deps.db.tickets.findUnique({ where: { id: ticket_id }, ...ticketForMail });
    if (ticket?.status !== 'cancelled') return skip(deps, 'ticket is not cancelled', { ticket_id });
    const { owner, booking } = ticket;
    for (const user of owner.id === booking.user_id ? [owner] : [owner, booking.user]) {
      const delivery = { kind: 'ticket_refunded', subject_id: ticket.id, to: addressOf(user) };
      await deliverOnce(deps, delivery, async () => composeTicketRefunded(deps, ticket, user));
    }
  },
});

/** The event is off: one mail to the buyer after the tickets ended, one to each other holder of an ended ticket. */
export const eventCancelledMail = defineJob({
  name: 'mail.event_cancelled',
  payload: z.object({ booking_id: z.uuid() }),
  concurrency,
  async run(deps, { booking_id }) {
    const booking = await deps.db.bookings.findUnique({ where: { id: booking_id }, ...cancelledForMail });
    if (booking?.event.status !== 'cancelled') return skip(deps, 'event is not cancelled', { booking_id });
    const delivery = { kind: 'event_cancelled', subject_id: booking.id, to: addressOf(booking.user) };
    await deliverOnce(deps, delivery, async () => composeEventCancelled(deps, booking));
  },
});

/** An organizer proposal has arrived, to who wrote it. */
export const proposalReceivedMail = defineJob({
  name: 'mail.proposal_received',
  payload: z.object({ proposal_id: z.uuid() }),
  async run(deps, { proposal_id }) {
    const proposal = await deps.db.organizer_proposals.findUnique({
      where: { id: proposal_id },
      include: { user: true },
    });
    if (proposal?.status !== 'pending') return skip(deps, 'proposal is no longer pending', { proposal_id });
    const delivery = { kind: 'proposal_received', subject_id: proposal.id, to: addressOf(proposal.user) };
    await deliverOnce(deps, delivery, async () => composeProposalReceived(proposal));
  },
});

/** An organizer proposal was approved or rejected. */
export const proposalDecidedMail = defineJob({
  name: 'mail.proposal_decided',
  payload: z.object({ proposal_id: z.uuid() }),
  async run(deps, { proposal_id }) {
    const proposal = await deps.db.organizer_proposals.findUnique({
      where: { id: proposal_id },
      include: { user: true },
    });
    if (!proposal || proposal.status === 'pending') return skip(deps, 'proposal is not decided', { proposal_id });
    const subject_id = occasion(proposal.id, proposal.decided_at);
    const delivery = { kind: `proposal_${proposal.status}`, subject_id, to: addressOf(proposal.user) };
    await deliverOnce(deps, delivery, async () => composeProposalDecided(deps, proposal));
  },
});

/** An event was approved or rejected, to its organizer. Decided twice, it is told twice. */
export const eventDecidedMail = defineJob({
  name: 'mail.event_decided',
  payload: z.object({ event_id: z.uuid() }),
  async run(deps, { event_id }) {
    const event = await deps.db.events.findUnique({ where: { id: event_id }, include: { organizer: true } });
    if (event?.status !== 'approved' && event?.status !== 'rejected')
      return skip(deps, 'event is not decided', { event_id });
    const subject_id = occasion(event.id, event.decided_at);
    const delivery = { kind: `event_${event.status}`, subject_id, to: addressOf(event.organizer) };
    await deliverOnce(deps, delivery, async () => composeEventDecided(deps, event));
  },
});

/** Somebody without an account is asked to join an organization. */
export const invitationMail = defineJob({
  name: 'mail.invitation',
  payload: z.object({ invitation_id: z.uuid() }),
  async run(deps, { invitation_id }) {
    const invitation = await deps.db.organization_invitations.findUnique({
      where: { id: invitation_id },
      ...invitationForMail,
    });
    if (!invitation || invitation.accepted_at || invitation.expires_at <= deps.clock.now())
      return skip(deps, 'invitation is no longer open', { invitation_id });
    const inviter = await deps.db.users.findUniqueOrThrow({ where: { id: invitation.invited_by } });
    const delivery = { kind: 'invitation', subject_id: invitation.id, to: { name: '', address: invitation.email } };
    await deliverOnce(deps, delivery, async () => composeInvitation(deps, invitation, inviter));
  },
});

/** To whoever has registered. */
export const welcomeMail = defineJob({
  name: 'mail.welcome',
  payload: z.object({ user_id: z.uuid() }),
  concurrency,
  async run(deps, { user_id }) {
    const user = await deps.db.users.findUnique({ where: { id: user_id }, include: { balances: true } });
    if (!user) return skip(deps, 'no such user', { user_id });
    const delivery = { kind: 'welcome', subject_id: user.id, to: addressOf(user) };
    await deliverOnce(deps, delivery, async () => composeWelcome(deps, user));
  },
});

/** Each change is told, so the job's own id names the occasion; a retry of the job keeps it. */
export const passwordChangedMail = defineJob({
  name: 'mail.password_changed',
  payload: z.object({ user_id: z.uuid() }),
  async run(deps, { user_id }, attempt) {
    const user = await deps.db.users.findUnique({ where: { id: user_id } });
    if (!user) return skip(deps, 'no such user', { user_id });
    const delivery = { kind: 'password_changed', subject_id: `${user.id}:${attempt.id}`, to: addressOf(user) };
    await deliverOnce(deps, delivery, async () => composePasswordChanged(deps, user));
  },
});

/** An administrator has given somebody another role. */
export const roleChangedMail = defineJob({
  name: 'mail.role_changed',
  payload: z.object({ user_id: z.uuid() }),
  async run(deps, { user_id }, attempt) {
    const user = await deps.db.users.findUnique({ where: { id: user_id } });
    if (!user) return skip(deps, 'no such user', { user_id });
    const delivery = { kind: 'role_changed', subject_id: `${user.id}:${attempt.id}`, to: addressOf(user) };
    await deliverOnce(deps, delivery, async () => composeRoleChanged(user));
  },
});

export const notificationJobs: readonly AnyJob[] = [
  bookingConfirmedMail,
  ticketRefundedMail,
  remindOfEvents,
  eventReminderMail,
  eventCancelledMail,
  proposalReceivedMail,
  proposalDecidedMail,
  eventDecidedMail,
  invitationMail,
  welcomeMail,
  passwordChangedMail,
  roleChangedMail,
  passwordResetMail,
  emailChangedMail,
  emailVerificationMail,
  ...transferMailJobs,
  boothAssignedMail,
  contactMessageMail,
  operatorAlertMail,
  watchFailedJobs,
  ...boxOfficeMailJobs,
  ...eventMailJobs,
];

function occasion(id: string, decided_at: Date | null): string {
  return decided_at ? `${id}:${decided_at.toISOString()}` : id;
}

/** The world has moved on between the job and its run: nothing is left to tell. */
function skip(deps: Deps, reason: string, ids: Record<string, string>): void {
  deps.log.debug({ ...ids, reason }, 'mail not needed');
}

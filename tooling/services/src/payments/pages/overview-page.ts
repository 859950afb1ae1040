import type Stripe from 'stripe';
import type { Unit } from '../book.ts';
import { formatAmount } from '../currencies.ts';
import type { SentEvent } from '../desk.ts';
import { idOf } from '../work.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';

const SHOWN_PAYMENTS = 50;
const SHOWN_EVENTS = 100;

type Overview = { unit: Unit; events: SentEvent[]; is_paused: boolean; webhook: string | null };

/** What happened so far, and the buttons with which to act as the bank and as the network. */
export function overviewPage({ unit, events, is_paused, webhook }: Overview): string {
  const intents = unit.all('payment_intents').slice(-SHOWN_PAYMENTS).reverse();
  const refunds = unit.all('refunds').slice(-SHOWN_PAYMENTS).reverse();
  const disputes = unit.all('disputes').slice(-SHOWN_PAYMENTS).reverse();
  const waiting = events.filter((event) => event.state === 'waiting').length;
  const body = html`<h1>Payments</h1>
${section(
  'Payments',
  intents.map((intent) => paymentRow(unit, intent)),
  'No payment yet. Buy something, and it shows up here.',
)}
${refunds.length > 0 && section('Refunds', refunds.map(refundRow), '')}
${disputes.length > 0 && section('Disputes', disputes.map(disputeRow), '')}
<section class="card">
<div class="bar"><h2>Events</h2>
<p class="soft">${webhook === null ? 'no webhook address is set; events are kept' : html`to <code>${webhook}</code>`}</p>
${is_paused ? button('/_test/deliveries/resume', 'Resume deliveries', 'primary') : button('/_test/deliveries/pause', 'Pause deliveries')}
</div>
${is_paused && html`<p class="problem" role="status">Deliveries are paused; ${waiting} waiting. Those sent by their button go out all the same, in any order you like.</p>`}
${events.length === 0 && html`<p class="soft">No event yet.</p>`}
<ul class="rows">${events.slice(0, SHOWN_EVENTS).map(eventRow)}</ul>
</section>`;
  return layout({ title: 'Payments', body, is_wide: true });
}

function section(title: string, rows: Html[], empty: string): Html {
  const content = rows.length > 0 ? html`<ul class="rows">${rows}</ul>` : html`<p class="soft">${empty}</p>`;
  return html`<section class="card"><h2>${title}</h2>${content}</section>`;
}

function paymentRow(unit: Unit, intent: Readonly<Stripe.PaymentIntent>): Html {
  const charge = unit.get('charges', idOf(intent.latest_charge) ?? '');
  const last4 = charge?.payment_method_details?.card?.last4;
  const settle = `/_test/payment_intents/${intent.id}/settle`;
  return html`<li><span class="main"><strong>${formatAmount(intent.amount, intent.currency)}</strong>
${state(intent.status)} <small>${intent.last_payment_error?.message}</small></span>
<span class="soft"><code>${intent.id}</code> ${last4 && `•••• ${last4}`} ${time(intent.created)}</span>
<span class="buttons">
${intent.status === 'processing' && [button(settle, 'Debit arrives', 'primary', { outcome: 'succeeded' }), button(settle, 'Debit fails', 'danger', { outcome: 'failed' })]}
${intent.status === 'requires_action' && html`<a class="button" href="/3ds/${intent.client_secret}">3-D Secure</a>`}
${intent.status === 'succeeded' && !charge?.disputed && button(`/_test/payment_intents/${intent.id}/dispute`, 'Dispute')}
</span></li>`;
}

function refundRow(refund: Readonly<Stripe.Refund>): Html {
  const settle = `/_test/refunds/${refund.id}/settle`;
  const is_open = refund.status === 'pending';
  return html`<li><span class="main"><strong>${formatAmount(refund.amount, refund.currency)}</strong> ${state(refund.status ?? '')}</span>
<span class="soft"><code>${refund.id}</code> ${time(refund.created)}</span>
<span class="buttons">
${is_open && button(settle, 'Arrives', 'primary', { outcome: 'succeeded' })}
${refund.status !== 'failed' && button(settle, 'Comes back', 'danger', { outcome: 'failed' })}
</span></li>`;
}

function disputeRow(dispute: Readonly<Stripe.Dispute>): Html {
  const close = `/_test/disputes/${dispute.id}/close`;
  const is_open = dispute.status !== 'won' && dispute.status !== 'lost';
  return html`<li><span class="main"><strong>${formatAmount(dispute.amount, dispute.currency)}</strong> ${state(dispute.status)} <small>${dispute.reason.replaceAll('_', ' ')}</small></span>
<span class="soft"><code>${dispute.id}</code> ${time(dispute.created)}</span>
<span class="buttons">
${is_open && [button(close, 'We win', 'primary', { outcome: 'won' }), button(close, 'We lose', 'danger', { outcome: 'lost' })]}
</span></li>`;
}

function eventRow(event: SentEvent): Html {
  const deliver = `/_test/events/${event.id}/deliver`;
  const last = event.attempts.at(-1);
  const problem = last && event.state !== 'delivered' && (last.problem ?? `answered with ${last.status}`);
  return html`<li><span class="main"><strong>${event.type}</strong> ${state(event.state)} <small>${problem}</small></span>
<span class="soft"><code>${event.object_id}</code> ${time(event.created)} ${event.attempts.length > 1 && `${event.attempts.length} attempts`}</span>
<span class="buttons">${button(deliver, event.state === 'delivered' ? 'Send again' : 'Send now')} ${button(deliver, 'Twice', '', { times: '2' })}</span></li>`;
}

/** How a state looks: green for what is done, red for what went wrong, amber for what is on its way. */
const TONES: Record<string, string> = {
  succeeded: 'good',
  delivered: 'good',
  won: 'good',
  failed: 'bad',
  lost: 'bad',
  given_up: 'bad',
  canceled: 'bad',
};

function state(status: string): Html {
  return html`<span class="state ${TONES[status] ?? 'mixed'}">${status.replaceAll('_', ' ')}</span>`;
}

function time(seconds: number): Html {
  const iso = new Date(seconds * 1000).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')}</time>`;
}

function button(action: string, text: string, look = '', fields: Record<string, string> = {}): Html {
  return html`<form method="post" action="${action}">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button class="${look}">${text}</button></form>`;
}

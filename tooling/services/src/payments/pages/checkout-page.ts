import type Stripe from 'stripe';
import type { Line } from '../book.ts';
import { OFFERED_CARDS, type TestCard } from '../cards.ts';
import { formatAmount } from '../currencies.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';

/** What is to be paid, by a session or by an intent alone. */
export type Payable = {
  amount: number;
  currency: string;
  lines: Line[];
  description: string | null;
  email: string | null;
  asks_email: boolean;
  cancel_url: string | null;
  /** Where the form goes. */
  action: string;
  problem: string | null;
};

/** The page on which somebody pays: what, how much, with which card. */
export function checkoutPage(payable: Payable): string {
  const total = formatAmount(payable.amount, payable.currency);
  const body = html`<div class="checkout">
<section class="summary" aria-label="What you pay">
${payable.cancel_url && html`<p><a class="back" href="${payable.cancel_url}">← Cancel and go back</a></p>`}
<h1><span class="lead">Pay</span> ${total}</h1>
${payable.lines.length === 0 && payable.description && html`<p class="soft">${payable.description}</p>`}
<ul class="lines">${payable.lines.map((line) => lineRow(line))}</ul>
${payable.lines.length > 0 && html`<p class="total"><span>Total</span> <strong>${total}</strong></p>`}
</section>
<section class="card" aria-label="How you pay">
${payable.problem && html`<p class="problem" role="alert">${payable.problem}</p>`}
<form method="post" action="${payable.action}" autocomplete="off">
<h2>Pay by card</h2>
${payable.email ? html`<p class="field"><span>E-mail</span> <output>${payable.email}</output></p>` : payable.asks_email && emailField}
<label class="field"><span>Card number</span>
<input name="number" inputmode="numeric" placeholder="4242 4242 4242 4242" required pattern="[0-9 -]{8,23}" maxlength="23"></label>
<div class="pair">
<label class="field"><span>Expiry</span> <input name="expiry" placeholder="12 / 34" inputmode="numeric" maxlength="7"></label>
<label class="field"><span>Security code</span> <input name="cvc" placeholder="123" inputmode="numeric" maxlength="4"></label>
</div>
<button class="primary" type="submit">Pay ${total}</button>
<p class="hint">Only test cards work. Expiry and security code may be anything. Never type in a real card.</p>
</form>
<form method="post" action="${payable.action}">
<h2>Or choose a test card</h2>
<ul class="cards">${OFFERED_CARDS.map(cardButton)}</ul>
</form>
</section>
</div>`;
  return layout({ title: `Pay ${total}`, body, is_wide: true });
}

const emailField = html`<label class="field"><span>E-mail <small>optional</small></span> <input name="email" type="email" autocomplete="email"></label>`;

function lineRow(line: Line): Html {
  const each = formatAmount(line.price.unit_amount ?? 0, line.currency);
  const is_several = (line.quantity ?? 1) > 1;
  return html`<li><span>${line.description}
<small>${line.quantity} × ${each}</small></span> <strong>${is_several || line.amount_total !== line.price.unit_amount ? formatAmount(line.amount_total, line.currency) : each}</strong></li>`;
}

function cardButton(card: TestCard): Html {
  const number = card.brand === 'bank' ? card.number : card.number.replace(/(\d{4})(?=\d)/g, '$1 ');
  const kind = card.decline ? 'bad' : card.needs_authentication || card.settles || card.dispute ? 'mixed' : 'good';
  return html`<li><button type="submit" name="number" value="${card.number}"><i class="dot ${kind}"></i>
<span>${card.label}</span> <code>${number}</code></button></li>`;
}

/** The bank's page: is it really you? */
export function authenticationPage(intent: Stripe.PaymentIntent): string {
  const amount = formatAmount(intent.amount, intent.currency);
  const body = html`<section class="card bank">
<p class="soft">3-D Secure, as the bank of the card would show it</p>
<h1>Is it you who pays ${amount}?</h1>
<p>The card asks for a second step. Choose how it ends.</p>
<form method="post" action="/3ds/${intent.client_secret}">
<button class="primary" name="outcome" value="complete">Complete authentication</button>
<button class="danger" name="outcome" value="fail">Fail authentication</button>
</form>
</section>`;
  return layout({ title: '3-D Secure', body });
}

/** A receipt, for whoever follows the link of a charge. */
export function receiptPage(intent: Stripe.PaymentIntent, charge: Stripe.Charge | undefined): string {
  const body = html`<section class="card message">
<h1>Receipt</h1>
<p class="amount">${formatAmount(charge?.amount_captured ?? intent.amount, intent.currency)}</p>
<dl><dt>Status</dt><dd>${charge?.status ?? intent.status}</dd>
<dt>Card</dt><dd>•••• ${charge?.payment_method_details?.card?.last4 ?? ''}</dd>
${charge && charge.amount_refunded > 0 && html`<dt>Refunded</dt><dd>${formatAmount(charge.amount_refunded, charge.currency)}</dd>`}
<dt>Payment</dt><dd><code>${intent.id}</code></dd></dl>
</section>`;
  return layout({ title: 'Receipt', body });
}

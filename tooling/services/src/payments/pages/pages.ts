import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { methodFor } from '../api/charging.ts';
import { expireDueSessions, paySession } from '../api/checkout.ts';
import { confirm } from '../api/payment-intents.ts';
import { cardByNumber } from '../cards.ts';
import { authenticateAny, type Desk } from '../desk.ts';
import { PaymentsFailure } from '../failures.ts';
import { idOf, type Work } from '../work.ts';
import { authenticationPage, checkoutPage, receiptPage } from './checkout-page.ts';
import { messagePage } from './layout.ts';
import { overviewPage } from './overview-page.ts';

/** What a browser asks for, and the view of the rows that it is answered from. */
export type PageRequest = { method: string; url: URL; form: URLSearchParams; work: Work; desk: Desk };
export type PageAnswer = {
  status: number;
  type?: string;
  body?: string;
  location?: string;
  /** Where a form of the page may lead to in the end: the policy of the page has to allow the way back to the shop. */
  leads_to?: (string | null)[];
};

export type PageContext = { is_paused: boolean; webhook: string | null };

/** Answers a browser, or returns undefined when there is no such page. */
export function answerPage(request: PageRequest, context: PageContext): PageAnswer | undefined {
  const { method, url, work, desk } = request;
  expireDueSessions(work);
  if (url.pathname === '/payments.css' && method === 'GET') {
    const body = readFileSync(join(import.meta.dirname, 'payments.css'), 'utf8');
    return { status: 200, type: 'text/css; charset=utf-8', body };
  }
  if (url.pathname === '/' && method === 'GET') {
    return { status: 200, body: overviewPage({ unit: work, events: desk.events(), ...context }) };
  }
  const [, kind, id = ''] = /^\/(c\/pay|pay|3ds|receipts)\/(\w+)$/.exec(url.pathname) ?? [];
  if (kind === 'c/pay') return answerSession(request, id);
  if (kind === 'pay') return answerIntent(request, id);
  if (kind === '3ds') return answerAuthentication(request, id);
  if (kind === 'receipts') return answerReceipt(work, id);
  return undefined;
}

function notFound(what: string): PageAnswer {
  return {
    status: 404,
    body: messagePage('Nothing here', `There is no such ${what}. It may be from before a fresh start.`),
  };
}

function answerSession({ method, form, work }: PageRequest, id: string): PageAnswer {
  const session = work.get('sessions', id);
  const details = work.get('session_details', id);
  if (!session || !details) return notFound('checkout session');
  const done = sessionEnd(session);
  if (done) return done;
  const show = (problem: string | null): PageAnswer => {
    const intent = work.get('payment_intents', idOf(session.payment_intent) ?? '');
    const body = checkoutPage({
      amount: session.amount_total ?? 0,
      currency: session.currency ?? 'usd',
      lines: details.line_items,
      description: details.intent.description,
      email: session.customer_details?.email ?? null,
      asks_email: true,
      cancel_url: session.cancel_url,
      action: `/c/pay/${id}`,
      problem: problem ?? intent?.last_payment_error?.message ?? null,
    });
    return { status: problem === null ? 200 : 402, body, leads_to: [session.success_url, session.cancel_url] };
  };
  if (method !== 'POST') return show(null);
  return orProblem(show, () => {
    const { intent, session: after } = paySession(work, id, form.get('number') ?? '', form.get('email') ?? undefined);
    const next = intent.next_action?.redirect_to_url?.url;
    return sessionEnd(after) ?? redirect(next ?? `/c/pay/${id}`);
  });
}

/** Where a session leads once it is no longer open. */
function sessionEnd(session: Stripe.Checkout.Session): PageAnswer | undefined {
  if (session.status === 'complete') {
    return redirect((session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id));
  }
  if (session.status !== 'expired') return undefined;
  const back = session.cancel_url === null ? undefined : { href: session.cancel_url, text: 'Go back' };
  return {
    status: 410,
    body: messagePage('This page has expired', 'Nothing was paid. Begin again in the shop.', back),
  };
}

/** The card form for an intent without a session: what Stripe's own script would draw inside the shop's page. */
function answerIntent({ method, url, form, work }: PageRequest, secret: string): PageAnswer {
  const intent = intentBySecret(work, secret);
  if (!intent) return notFound('payment');
  const return_url = safeUrl(url.searchParams.get('return_url'));
  if (intent.status === 'canceled')
    return { status: 410, body: messagePage('This payment was cancelled', 'Nothing was paid.') };
  if (intent.status === 'requires_action') return redirect(`/3ds/${intent.client_secret}`);
  if (!['requires_payment_method', 'requires_confirmation'].includes(intent.status))
    return intentEnd(intent, return_url);
  const show = (problem: string | null): PageAnswer => {
    const body = checkoutPage({
      amount: intent.amount,
      currency: intent.currency,
      lines: [],
      description: intent.description,
      email: intent.receipt_email,
      asks_email: false,
      cancel_url: return_url,
      action: `${url.pathname}${url.search}`,
      problem: problem ?? intent.last_payment_error?.message ?? null,
    });
    return { status: problem === null ? 200 : 402, body, leads_to: [return_url] };
  };
  if (method !== 'POST') return show(null);
  return orProblem(show, () => {
    const token = methodFor(work, cardByNumber(form.get('number') ?? '')).id;
    const charged = confirm(work, intent, { token, return_url: return_url ?? work.base_url });
    const next = charged.intent.next_action?.redirect_to_url?.url;
    if (next) return redirect(next);
    return charged.failure ? redirect(`${url.pathname}${url.search}`) : intentEnd(charged.intent, return_url);
  });
}

function answerAuthentication({ method, form, work }: PageRequest, secret: string): PageAnswer {
  const intent = intentBySecret(work, secret);
  if (!intent) return notFound('payment');
  const session = work.all('sessions').find((row) => row.payment_intent === intent.id);
  const return_url = intent.next_action?.redirect_to_url?.return_url ?? null;
  if (intent.status !== 'requires_action') {
    return session ? redirect(`/c/pay/${session.id}`) : intentEnd(intent, safeUrl(return_url));
  }
  if (method !== 'POST') {
    const leads_to = [return_url, session?.success_url ?? null];
    return { status: 200, body: authenticationPage(intent), leads_to };
  }
  const charged = authenticateAny(work, intent.id, form.get('outcome') === 'complete' ? 'complete' : 'fail');
  if (!session) return intentEnd(charged.intent, return_url);
  return redirect(`/c/pay/${session.id}`);
}

/** Back to the shop, with what it needs to find the payment again. */
function intentEnd(intent: Stripe.PaymentIntent, return_url: string | null): PageAnswer {
  if (return_url === null) {
    return {
      status: 200,
      body: messagePage('That was all', `The payment is now: ${intent.status.replaceAll('_', ' ')}.`),
    };
  }
  const url = new URL(return_url);
  url.searchParams.set('payment_intent', intent.id);
  url.searchParams.set('payment_intent_client_secret', intent.client_secret ?? '');
  url.searchParams.set('redirect_status', intent.status === 'requires_payment_method' ? 'failed' : 'succeeded');
  return redirect(url.href);
}

function answerReceipt(work: Work, id: string): PageAnswer {
  const intent = work.get('payment_intents', id);
  if (!intent) return notFound('payment');
  return { status: 200, body: receiptPage(intent, work.get('charges', idOf(intent.latest_charge) ?? '')) };
}

function intentBySecret(work: Work, secret: string): Stripe.PaymentIntent | undefined {
  const intent = work.get('payment_intents', /^(pi_\w+)_secret_/.exec(secret)?.[1] ?? '');
  return intent?.client_secret === secret ? intent : undefined;
}

/** What is refused is told on the page that it was asked from. */
function orProblem(show: (problem: string) => PageAnswer, run: () => PageAnswer): PageAnswer {
  try {
    return run();
  } catch (error) {
    if (error instanceof PaymentsFailure) return show(error.message);
    throw error;
  }
}

function safeUrl(url: string | null): string | null {
  return url !== null && /^https?:\/\/[^/]/.test(url) ? url : null;
}

function redirect(location: string): PageAnswer {
  return { status: 303, location };
}

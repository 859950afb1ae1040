import { type PaymentsFailure, refused } from '../failures.ts';
import type { Reader } from '../form.ts';
import { idOf, mustGet, type Work } from '../work.ts';
import type { Charged } from './charging.ts';
import { createSession, expireDueSessions, expireSession } from './checkout.ts';
import { closeDispute, updateDispute } from './disputes.ts';
import { cancelIntent, captureIntent, confirmIntent, createIntent, updateIntent } from './payment-intents.ts';
import { createRefund, updateRefund } from './refunds.ts';
import { eventView, listView } from './views.ts';

/** What a request comes to: an object, or a refusal that still leaves something on record. */
export type Outcome = { object: object } | { failure: PaymentsFailure };

type Run = (work: Work, params: Reader, id: string, path: string) => Outcome;
type Route = { method: 'GET' | 'POST'; pattern: RegExp; run: Run };

const answer = (run: (...args: Parameters<Run>) => object): Run => {
  return (...args) => ({ object: run(...args) });
};
const charged = (run: (...args: Parameters<Run>) => Charged): Run => {
  return (...args) => {
    const { intent, failure } = run(...args);
    return failure ? { failure } : { object: intent };
  };
};
const ID = '([A-Za-z0-9_]+)';
const route = (method: Route['method'], path: string, run: Run): Route => {
  return { method, pattern: new RegExp(`^/v1/${path.replace(':id', ID)}$`), run };
};

const ROUTES: Route[] = [
  route('POST', 'payment_intents', charged(createIntent)),
  route(
    'GET',
    'payment_intents',
    answer((work, params, _id, url) => listView(work, 'payment_intents', params, { url })),
  ),
  route(
    'GET',
    'payment_intents/:id',
    answer((work, params, id) => {
      params.text('client_secret');
      return mustGet(work, 'payment_intents', id, 'intent');
    }),
  ),
  route(
    'POST',
    'payment_intents/:id',
    answer((work, params, id) => updateIntent(work, id, params)),
  ),
  route(
    'POST',
    'payment_intents/:id/confirm',
    charged((work, params, id) => confirmIntent(work, id, params)),
  ),
  route(
    'POST',
    'payment_intents/:id/capture',
    answer((work, params, id) => captureIntent(work, id, params)),
  ),
  route(
    'POST',
    'payment_intents/:id/cancel',
    answer((work, params, id) => cancelIntent(work, id, params)),
  ),
  route(
    'GET',
    'payment_methods/:id',
    answer((work, _params, id) => mustGet(work, 'payment_methods', id, 'payment_method')),
  ),
  route(
    'GET',
    'charges',
    answer((work, params, _id, url) => {
      const intent = params.text('payment_intent');
      return listView(work, 'charges', params, { url, matches: (row) => !intent || row.payment_intent === intent });
    }),
  ),
  route(
    'GET',
    'charges/:id',
    answer((work, _params, id) => mustGet(work, 'charges', id)),
  ),
  route('POST', 'refunds', answer(createRefund)),
  route(
    'GET',
    'refunds',
    answer((work, params, _id, url) => {
      const [intent, charge] = [params.text('payment_intent'), params.text('charge')];
      const matches = (row: { payment_intent: unknown; charge: unknown }) =>
        (!intent || row.payment_intent === intent) && (!charge || row.charge === charge);
      return listView(work, 'refunds', params, { url, matches });
    }),
  ),
  route(
    'GET',
    'refunds/:id',
    answer((work, _params, id) => mustGet(work, 'refunds', id)),
  ),
  route(
    'POST',
    'refunds/:id',
    answer((work, params, id) => updateRefund(work, id, params)),
  ),
  route('POST', 'checkout/sessions', answer(createSession)),
  route(
    'GET',
    'checkout/sessions',
    answer((work, params, _id, url) => {
      const [intent, status] = [params.text('payment_intent'), params.text('status')];
      expireDueSessions(work);
      return listView(work, 'sessions', params, {
        url,
        matches: (row) => (!intent || idOf(row.payment_intent) === intent) && (!status || row.status === status),
      });
    }),
  ),
  route(
    'GET',
    'checkout/sessions/:id',
    answer((work, _params, id) => {
      expireDueSessions(work);
      return mustGet(work, 'sessions', id);
    }),
  ),
  route(
    'GET',
    'checkout/sessions/:id/line_items',
    answer((work, params, id, url) => {
      params.whole('limit');
      mustGet(work, 'sessions', id);
      return { object: 'list', url, has_more: false, data: mustGet(work, 'session_details', id).line_items };
    }),
  ),
  route(
    'POST',
    'checkout/sessions/:id/expire',
    answer((work, _params, id) => expireSession(work, id)),
  ),
  route(
    'GET',
    'disputes',
    answer((work, params, _id, url) => {
      const [intent, charge] = [params.text('payment_intent'), params.text('charge')];
      const matches = (row: { payment_intent: unknown; charge: unknown }) =>
        (!intent || row.payment_intent === intent) && (!charge || row.charge === charge);
      return listView(work, 'disputes', params, { url, matches });
    }),
  ),
  route(
    'GET',
    'disputes/:id',
    answer((work, _params, id) => mustGet(work, 'disputes', id)),
  ),
  route(
    'POST',
    'disputes/:id',
    answer((work, params, id) => updateDispute(work, id, params)),
  ),
  route(
    'POST',
    'disputes/:id/close',
    answer((work, _params, id) => closeDispute(work, id, 'lost')),
  ),
  route(
    'GET',
    'balance',
    answer((work) => balanceView(work)),
  ),
  route(
    'GET',
    'balance_transactions',
    answer((work, params, _id, url) => {
      const source = params.text('source');
      return listView(work, 'balance_transactions', params, {
        url,
        matches: (row) => !source || row.source === source,
      });
    }),
  ),
  route(
    'GET',
    'balance_transactions/:id',
    answer((work, _params, id) => mustGet(work, 'balance_transactions', id)),
  ),
  route(
    'GET',
    'events',
    answer((work, params, _id, url) => {
      const [type, types] = [params.text('type'), params.texts('types')];
      const view = (row: Parameters<typeof eventView>[1]) => eventView(work, row);
      const matches = (row: { type: string }) =>
        (!type || row.type === type) && (types.length === 0 || types.includes(row.type));
      return listView(work, 'events', params, { url, matches, view });
    }),
  ),
  route(
    'GET',
    'events/:id',
    answer((work, _params, id) => eventView(work, mustGet(work, 'events', id))),
  ),
];

/** What has been taken and not been given back, by currency. */
function balanceView(work: Work): object {
  const sums = new Map<string, number>();
  for (const { currency, net } of work.all('balance_transactions')) sums.set(currency, (sums.get(currency) ?? 0) + net);
  const available = [...sums].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
  const pending = available.map(({ currency }) => ({ amount: 0, currency, source_types: { card: 0 } }));
  return { object: 'balance', available, livemode: false, pending };
}

/** Finds what a request asks for. @throws PaymentsFailure when this stand-in does not know it. */
export function findRoute(method: string, path: string): { run: Run; id: string } {
  for (const entry of ROUTES) {
    const match = entry.method === method ? entry.pattern.exec(path) : null;
    if (match) return { run: entry.run, id: match[1] ?? '' };
  }
  throw refused(`Unrecognized request URL (${method}: ${path}). This local stand-in does not know it.`, {}, 404);
}

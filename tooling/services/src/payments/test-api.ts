import type { Desk, Disturbance } from './desk.ts';
import { refused } from './failures.ts';
import { type Params, parseForm, type Reader, reader } from './form.ts';

/** A request to /_test/: JSON from a test, or the form behind a button of the pages. */
export type TestRequest = { method: string; path: string; query: string; body: string; is_json: boolean };

const OUTCOMES = ['succeeded', 'failed'] as const;
const STEPS = ['complete', 'fail'] as const;
const ENDINGS = ['won', 'lost'] as const;
const DISTURBANCES: Disturbance[] = ['error', 'rate_limit', 'lost_answer'];
const MOST_TIMES = 20;

type Act = (desk: Desk, params: Reader, id: string) => object | Promise<void> | undefined | void;
type Action = { method: 'GET' | 'POST'; pattern: RegExp; act: Act };

/** `:id` stands for the id of something, and for the third argument. */
const action = (method: Action['method'], path: string, act: Act): Action => {
  return { method, pattern: new RegExp(`^${path.replace(':id', '(\\w+)')}$`), act };
};

const ACTIONS: Action[] = [
  action('GET', 'events', (desk, params) => {
    const type = params.text('type');
    return { events: desk.events(type === undefined ? {} : { type }) };
  }),
  action('POST', 'events/:id/deliver', (desk, params, id) => {
    const times = Math.min(params.whole('times') ?? 1, MOST_TIMES);
    return desk.deliver(Array.from({ length: times }, () => id));
  }),
  action('POST', 'deliver', (desk, params) => desk.deliver(params.texts('events'))),
  action('POST', 'deliveries/pause', (desk) => desk.pause()),
  action('POST', 'deliveries/resume', (desk) => desk.resume()),
  action('POST', 'webhook', (desk, params) => desk.setWebhook(params.text('url') ?? null)),
  action('POST', '(?:checkout/sessions|payment_intents)/:id/pay', (desk, params, id) => {
    const authentication = params.oneOf('authentication', STEPS);
    return desk.pay(id, { card: params.required('card'), ...(authentication && { authentication }) });
  }),
  action('POST', 'payment_intents/:id/authenticate', (desk, params, id) =>
    desk.authenticate(id, params.oneOf('outcome', STEPS) ?? 'complete'),
  ),
  action('POST', 'payment_intents/:id/settle', (desk, params, id) =>
    desk.settlePayment(id, params.oneOf('outcome', OUTCOMES) ?? 'succeeded'),
  ),
  action('POST', 'payment_intents/:id/dispute', (desk, params, id) => {
    const [amount, reason] = [params.whole('amount'), params.text('reason')];
    return { id: desk.dispute(id, { ...(amount !== undefined && { amount }), ...(reason && { reason }) }) };
  }),
  action('POST', 'disputes/:id/close', (desk, params, id) =>
    desk.closeDispute(id, params.oneOf('outcome', ENDINGS) ?? 'lost'),
  ),
  action('POST', 'refunds/:id/settle', (desk, params, id) =>
    desk.settleRefund(id, params.oneOf('outcome', OUTCOMES) ?? 'succeeded'),
  ),
  action('POST', 'disturb', (desk, params) =>
    desk.disturb(params.oneOf('kind', DISTURBANCES) ?? 'error', params.whole('times') ?? 1),
  ),
];

/** Carries out what a test or a button asks for. @throws PaymentsFailure when it cannot be done. */
export async function answerTest(desk: Desk, { method, path, query, body, is_json }: TestRequest): Promise<object> {
  const params = reader({ ...parseForm(query), ...(is_json ? fromJson(body) : parseForm(body)) });
  for (const { method: expected, pattern, act } of ACTIONS) {
    const match = expected === method ? pattern.exec(path) : null;
    if (match) return (await act(desk, params, match[1] ?? '')) ?? { ok: true };
  }
  throw refused(`There is no /_test/${path} for ${method}.`, {}, 404);
}

/** JSON as the form that it could have been. */
function fromJson(body: string): Params {
  if (body.trim() === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw refused('The body is no JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null) throw refused('The body is no JSON object.');
  const params: Params = {};
  for (const [name, value] of Object.entries(parsed)) {
    if (Array.isArray(value)) params[name] = Object.fromEntries(value.map((entry, index) => [index, String(entry)]));
    else if (value !== null) params[name] = String(value);
  }
  return params;
}

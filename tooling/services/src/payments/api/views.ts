import type { EventRow, Rows, Table, Unit } from '../book.ts';
import { refused } from '../failures.ts';
import type { Reader } from '../form.ts';

/** The version of the API whose objects these are: the one that the SDK of this project speaks. */
export const API_VERSION = '2026-10-28.endive';

type Plain = { [name: string]: unknown };

/** An event as it is answered and sent. */
export function eventView(unit: Unit, row: EventRow): Plain {
  const delivery = unit.get('deliveries', row.id);
  return {
    id: row.id,
    object: 'event',
    api_version: API_VERSION,
    created: row.created,
    data: { object: row.object },
    livemode: false,
    pending_webhooks: delivery && delivery.delivered_at === null ? 1 : 0,
    request: { id: row.request_id, idempotency_key: row.idempotency_key },
    type: row.type,
  };
}

/** The tables that can be listed: their rows know when they were made. */
type Listed = { [Name in Table]: Rows[Name] extends { created: number } ? Name : never }[Table];

/** A list as a page, with a way to the next one. */
export function listView<Name extends Listed>(
  unit: Unit,
  table: Name,
  params: Reader,
  options: ListOptions<Rows[Name]>,
): Plain {
  const { url, matches = () => true, view = (row) => row } = options;
  const limit = params.whole('limit') ?? 10;
  if (limit < 1 || limit > 100) throw refused('Limit must be between 1 and 100.', { param: 'limit' });
  const created = params.group('created');
  const [from, until] = [created?.whole('gte'), created?.whole('lte')];
  const rows = unit
    .all(table)
    .filter((row) => matches(row))
    .filter((row) => row.created >= (from ?? 0) && row.created <= (until ?? Number.POSITIVE_INFINITY))
    .reverse();
  const after = params.text('starting_after');
  const before = params.text('ending_before');
  const position = (id: string, param: string) => {
    const index = rows.findIndex((row) => row.id === id);
    if (index < 0) throw refused(`No such object: '${id}'`, { code: 'resource_missing', param });
    return index;
  };
  const end = before === undefined ? rows.length : position(before, 'ending_before');
  const start =
    before === undefined ? (after === undefined ? 0 : position(after, 'starting_after') + 1) : Math.max(0, end - limit);
  const page = rows.slice(start, Math.min(end, start + limit));
  const has_more = before === undefined ? rows.length > start + limit : start > 0;
  return { object: 'list', url, has_more, data: page.map(view) };
}

type ListOptions<Row> = {
  url: string;
  matches?: (row: Readonly<Row>) => boolean;
  view?: (row: Readonly<Row>) => object;
};

/** Fields that hold the id of a row, and where that row is. */
const REFERENCES: Record<string, Table> = {
  payment_intent: 'payment_intents',
  latest_charge: 'charges',
  charge: 'charges',
  payment_method: 'payment_methods',
  balance_transaction: 'balance_transactions',
  failure_balance_transaction: 'balance_transactions',
  product: 'products',
};

/** Puts what the caller asked to have expanded in the place of its id. */
export function expand(unit: Unit, target: object, paths: string[]): object {
  let expanded: object = target;
  for (const path of paths) expanded = expandPath(unit, expanded, path.split('.'), path);
  return expanded;
}

const MAX_DEPTH = 4;

function expandPath(unit: Unit, target: object, [field = '', ...rest]: string[], path: string): object {
  if (path.split('.').length > MAX_DEPTH) throw refused('You cannot expand more than 4 levels of a property.');
  const plain = target as Plain;
  const value = plain[field];
  if (Array.isArray(value)) {
    return { ...plain, [field]: value.map((entry: object) => expandPath(unit, entry, rest, path)) };
  }
  const inner = value ?? hiddenList(unit, plain, field);
  if (inner === null || (inner === undefined && field in REFERENCES && field in plain)) return target;
  const table = REFERENCES[field];
  const row = typeof inner === 'string' && table ? unit.get(table, inner) : inner;
  if (typeof row !== 'object' || row === null) {
    throw refused(`This property cannot be expanded (${path}).`, { param: 'expand' });
  }
  return { ...plain, [field]: rest.length > 0 ? expandPath(unit, row, rest, path) : row };
}

/** Lists that are shown only when asked for. */
function hiddenList(unit: Unit, target: Plain, field: string): object | undefined {
  const id = String(target.id);
  if (target.object === 'checkout.session' && field === 'line_items') {
    const data = unit.get('session_details', id)?.line_items ?? [];
    return { object: 'list', data, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` };
  }
  if (target.object === 'charge' && field === 'refunds') {
    const data = unit.all('refunds').filter((refund) => refund.charge === id);
    return { object: 'list', data: [...data].reverse(), has_more: false, url: `/v1/charges/${id}/refunds` };
  }
  return undefined;
}

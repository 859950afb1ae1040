/** The error object of an answer, as the SDK expects it. */
export type ErrorBody = {
  type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error';
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  doc_url?: string;
  charge?: string;
  payment_intent?: object;
  payment_method?: object;
};

/** A request that is refused: an HTTP status and the error object that goes with it. */
export class PaymentsFailure extends Error {
  override name = 'PaymentsFailure';
  readonly status: number;
  readonly body: ErrorBody;
  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

/** A request that cannot be carried out as it is; 400 unless said otherwise. */
export function refused(message: string, details: Partial<ErrorBody> = {}, status = 400): PaymentsFailure {
  return new PaymentsFailure(status, { type: 'invalid_request_error', message, ...details });
}

/** Nothing of this kind has this id. */
export function missing(what: string, id: string, param = 'id'): PaymentsFailure {
  return refused(`No such ${what}: '${id}'`, { code: 'resource_missing', param }, 404);
}

/** The object is in a state in which this cannot happen to it. */
export function wrongState(message: string, payment_intent: object): PaymentsFailure {
  return refused(message, { code: 'payment_intent_unexpected_state', payment_intent });
}

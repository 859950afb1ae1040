import { defineErrors } from '../../kernel/errors.ts';

/** Why a payment can't be begun, or did not arrive. */
export const checkoutErrors = defineErrors('payment', {
  not_found: ['NOT_FOUND', 'Not found.'],
  provider_unavailable: ['SERVICE_UNAVAILABLE', 'Card payments are not available right now. Try again in a moment.'],
  not_configured: ['SERVICE_UNAVAILABLE', 'Card payments are not set up here. Pay from your balance.'],
  declined: ['PAYMENT_REQUIRED', 'The card was declined.'],
  not_completed: ['PAYMENT_REQUIRED', 'This payment has not been completed yet.'],
  refused: ['UNPROCESSABLE_CONTENT', 'The payment provider does not take this payment.'],
  method_refused: ['UNPROCESSABLE_CONTENT', 'The payment provider does not accept this payment method.'],
  not_open: ['CONFLICT', 'This payment has ended and can’t be completed any more. Start a new one.'],
  in_progress: ['CONFLICT', 'A card payment for this is being processed. Wait for its result before you pay again.'],
  nothing_due: ['CONFLICT', 'Nothing is due for this booking.'],
  disputed: [
    'CONFLICT',
    'The buyer’s bank is deciding about a dispute of this payment. A refund is possible after its decision.',
  ],
  webhook_signature: ['BAD_REQUEST', 'The signature of this message is not valid.'],
  webhook_unreadable: ['BAD_REQUEST', 'This is not a message of the payment provider.'],
});

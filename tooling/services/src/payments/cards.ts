import { missing, PaymentsFailure } from './failures.ts';

/** Why a card is declined: the codes and the sentence that the issuer's answer becomes. */
export type Decline = { code: string; decline_code?: string; message: string };

/** A card, or a bank account, that behaves in one known way. */
export type TestCard = {
  /** What stands for it in the API. */
  token: string;
  /** Other names of the same. */
  aliases?: string[];
  number: string;
  brand: string;
  country: string;
  /** What it does, for the page. */
  label: string;
  decline?: Decline;
  needs_authentication?: boolean;
  /** The payment succeeds and is disputed at once. */
  dispute?: 'fraudulent' | 'product_not_received';
  /** Its refunds are pending until settled, or succeed and then come back. */
  refund?: 'pending' | 'fails';
  /** The payment is only on its way when it is confirmed, and succeeds or fails later. */
  settles?: 'later';
};

const declined = (decline_code: string, message: string): Decline => ({ code: 'card_declined', decline_code, message });

const visa = { brand: 'visa', country: 'US' };

/** The cards that are offered on the page come first. */
export const TEST_CARDS: TestCard[] = [
  { ...visa, token: 'pm_card_visa', number: '4242424242424242', label: 'Succeeds' },
  {
    ...visa,
    token: 'pm_card_authenticationRequired',
    aliases: ['pm_card_threeDSecure2Required'],
    number: '4000002760003184',
    label: 'Asks for 3-D Secure',
    needs_authentication: true,
  },
  {
    ...visa,
    token: 'pm_card_visa_chargeDeclined',
    aliases: ['pm_card_chargeDeclined'],
    number: '4000000000000002',
    label: 'Declined',
    decline: declined('generic_decline', 'Your card was declined.'),
  },
  {
    ...visa,
    token: 'pm_card_visa_chargeDeclinedInsufficientFunds',
    aliases: ['pm_card_chargeDeclinedInsufficientFunds'],
    number: '4000000000009995',
    label: 'Insufficient funds',
    decline: declined('insufficient_funds', 'Your card has insufficient funds.'),
  },
  {
    ...visa,
    token: 'pm_card_chargeDeclinedExpiredCard',
    aliases: ['pm_card_visa_chargeDeclinedExpiredCard'],
    number: '4000000000000069',
    label: 'Expired card',
    decline: { code: 'expired_card', message: 'Your card has expired.' },
  },
  {
    ...visa,
    token: 'pm_usBankAccount_success',
    aliases: ['pm_usBankAccount'],
    number: '000123456789',
    brand: 'bank',
    label: 'Bank debit, settles later',
    settles: 'later',
  },
  {
    ...visa,
    token: 'pm_card_createDispute',
    number: '4000000000000259',
    label: 'Succeeds, then disputed',
    dispute: 'fraudulent',
  },
  { brand: 'mastercard', country: 'US', token: 'pm_card_mastercard', number: '5555555555554444', label: 'Succeeds' },
  { brand: 'jcb', country: 'JP', token: 'pm_card_jcb', number: '3566002020360505', label: 'Succeeds' },
  {
    ...visa,
    token: 'pm_card_chargeDeclinedIncorrectCvc',
    number: '4000000000000127',
    label: 'Wrong security code',
    decline: { code: 'incorrect_cvc', message: "Your card's security code is incorrect." },
  },
  {
    ...visa,
    token: 'pm_card_chargeDeclinedProcessingError',
    number: '4000000000000119',
    label: 'Processing error',
    decline: {
      code: 'processing_error',
      message: 'An error occurred while processing your card. Try again in a little bit.',
    },
  },
  {
    ...visa,
    token: 'pm_card_visa_chargeDeclinedLostCard',
    number: '4000000000009987',
    label: 'Lost card',
    decline: declined('lost_card', 'Your card was declined.'),
  },
  {
    ...visa,
    token: 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
    number: '4000008260003178',
    label: '3-D Secure, then insufficient funds',
    needs_authentication: true,
    decline: declined('insufficient_funds', 'Your card has insufficient funds.'),
  },
  {
    ...visa,
    token: 'pm_card_createDisputeProductNotReceived',
    number: '4000000000002685',
    label: 'Succeeds, then disputed as not received',
    dispute: 'product_not_received',
  },
  {
    ...visa,
    token: 'pm_card_pendingRefund',
    number: '4000000000007726',
    label: 'Refunds settle later',
    refund: 'pending',
  },
  { ...visa, token: 'pm_card_refundFail', number: '4000000000005126', label: 'Refunds fail later', refund: 'fails' },
];

/** How many of them the page offers to choose by one click. */
export const OFFERED_CARDS = TEST_CARDS.slice(0, 7);

/** @throws PaymentsFailure when there is no such card. */
export function cardByToken(token: string): TestCard {
  const card = TEST_CARDS.find((entry) => entry.token === token || entry.aliases?.includes(token));
  if (!card) throw missing('PaymentMethod', token, 'payment_method');
  return card;
}

/** @throws PaymentsFailure for any number that is no test card's: a real one has no business here. */
export function cardByNumber(number: string): TestCard {
  const digits = number.replace(/[\s-]/g, '');
  const card = TEST_CARDS.find((entry) => entry.number === digits);
  if (card) return card;
  const message = /^\d{8,19}$/.test(digits)
    ? 'Only test cards work here. Never type in a real card; choose one of the list.'
    : 'Your card number is incorrect.';
  throw new PaymentsFailure(402, { type: 'card_error', code: 'incorrect_number', param: 'number', message });
}

/** What is kept of a number. Every test card has others, so it also tells which one it was. */
export function lastFour(card: TestCard): string {
  return card.number.slice(-4);
}

/** The card behind a payment method. */
export function cardByLastFour(last4: string): TestCard | undefined {
  return TEST_CARDS.find((card) => lastFour(card) === last4);
}

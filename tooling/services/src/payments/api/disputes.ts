import type Stripe from 'stripe';
import { refused } from '../failures.ts';
import { mergeMetadata, type Reader } from '../form.ts';
import { newBalanceTransaction } from '../objects.ts';
import { idOf, mustGet, newId, type Work } from '../work.ts';

const DAYS_TO_ANSWER = 7;

/** An inquiry asks before a dispute and moves no money. */
type Opening = { reason: string; amount?: number | undefined; is_inquiry?: boolean };

/** The card's owner wants the money back, and the bank takes it at once. */
export function openDispute(
  work: Work,
  charge: Stripe.Charge,
  { reason, amount = charge.amount, is_inquiry = false }: Opening,
): Stripe.Dispute {
  if (charge.disputed) throw refused(`Charge ${charge.id} is disputed already.`);
  if (!charge.captured) throw refused(`Charge ${charge.id} took no money that could be disputed.`);
  const id = newId('du');
  const movements = is_inquiry
    ? []
    : [
        newBalanceTransaction({
          now: work.now,
          amount: -amount,
          currency: charge.currency,
          source: id,
          type: 'adjustment',
        }),
      ];
  for (const movement of movements) work.put('balance_transactions', movement);
  const dispute: Stripe.Dispute = {
    id,
    object: 'dispute',
    amount,
    balance_transactions: movements,
    charge: charge.id,
    created: work.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: work.now + DAYS_TO_ANSWER * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: is_inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status: is_inquiry ? 'warning_needs_response' : 'needs_response',
  };
  charge.disputed = !is_inquiry;
  work.put('charges', charge);
  work.put('disputes', dispute);
  work.emit('charge.dispute.created', dispute);
  if (!is_inquiry) work.emit('charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

/** Takes evidence. What is submitted with the documented words for it wins or loses at once; else it is under review. */
export function updateDispute(work: Work, id: string, params: Reader): Stripe.Dispute {
  const dispute = mustGet(work, 'disputes', id);
  const evidence = params.group('evidence');
  const text = evidence?.text('uncategorized_text');
  const submits = params.flag('submit') ?? text !== undefined;
  if (CLOSED.has(dispute.status)) throw refused(`This dispute is already closed (${dispute.status}).`);
  dispute.metadata = mergeMetadata(dispute.metadata, params.metadata());
  if (text !== undefined) {
    dispute.evidence = { ...dispute.evidence, uncategorized_text: text };
    dispute.evidence_details.has_evidence = true;
  }
  if (submits) {
    dispute.status = 'under_review';
    dispute.evidence_details.submission_count += 1;
  }
  work.put('disputes', dispute);
  work.emit('charge.dispute.updated', dispute);
  if (submits && text === 'winning_evidence') return closeDispute(work, id, 'won');
  if (submits && text === 'losing_evidence') return closeDispute(work, id, 'lost');
  return dispute;
}

const CLOSED = new Set<string>(['won', 'lost', 'warning_closed']);

/** An inquiry that became no dispute. */
export function closeInquiry(work: Work, id: string): Stripe.Dispute {
  const dispute = mustGet(work, 'disputes', id);
  if (!dispute.status.startsWith('warning_')) throw refused('This is a dispute, not an inquiry.');
  if (CLOSED.has(dispute.status)) throw refused(`This dispute is already closed (${dispute.status}).`);
  dispute.status = 'warning_closed';
  work.put('disputes', dispute);
  work.emit('charge.dispute.closed', dispute);
  return dispute;
}

/** The bank has decided. Who wins gets the money back. */
export function closeDispute(work: Work, id: string, outcome: 'won' | 'lost'): Stripe.Dispute {
  const dispute = mustGet(work, 'disputes', id);
  if (CLOSED.has(dispute.status)) throw refused(`This dispute is already closed (${dispute.status}).`);
  dispute.status = outcome;
  if (outcome === 'won') {
    const { amount, currency } = dispute;
    const back = newBalanceTransaction({ now: work.now, amount, currency, source: id, type: 'adjustment' });
    work.put('balance_transactions', back);
    dispute.balance_transactions.push(back);
    dispute.is_charge_refundable = true;
    const charge = mustGet(work, 'charges', idOf(dispute.charge) ?? '');
    work.put('charges', charge);
  }
  work.put('disputes', dispute);
  work.emit('charge.dispute.closed', dispute);
  if (outcome === 'won') work.emit('charge.dispute.funds_reinstated', dispute);
  return dispute;
}

const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

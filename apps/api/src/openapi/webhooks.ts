import type { Operation } from './types.ts';

/** Like the health check no procedure: the signature over the body's bytes is who is asking. */
export const WEBHOOKS: Record<string, { post: Operation }> = {
  '/payments/webhook/stripe': {
    post: {
      operationId: 'stripeWebhook',
      tags: ['Payments'],
      summary: 'Messages of the payment provider',
      description:
        'For Stripe: `payment_intent.*`, `checkout.session.*`, `charge.refunded`, `refund.*` and `charge.dispute.*`, signed by `Stripe-Signature`. Each message has its effect once, in whatever order they come.',
      security: [],
      requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
      responses: {
        '200': {
          description: 'It has had its effect, now or before.',
          headers: { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } },
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  received: { type: 'boolean', const: true },
                  outcome: { type: 'string', enum: ['applied', 'ignored', 'unknown', 'repeated'] },
                },
                required: ['received', 'outcome'],
              },
            },
          },
        },
        '400': { $ref: '#/components/responses/Problem400' },
        '405': { $ref: '#/components/responses/Problem405' },
        '503': { $ref: '#/components/responses/Problem503' },
      },
    },
  },
};

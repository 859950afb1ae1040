import type { Answer, Content, Operation, Parameter, Reference, Schema } from './types.ts';

const tags = ['Wallets'];
const BASE = '/wallet/apple/v1';
const ID = { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } };
const TOKEN: Parameter = {
  in: 'header',
  name: 'Authorization',
  required: true,
  description: '`ApplePass` and the `authenticationToken` of the pass',
  schema: { type: 'string' },
};

const named = (name: string, description: string): Parameter => ({
  in: 'path',
  name,
  required: true,
  description,
  schema: { type: 'string' },
});
const DEVICE = named('device_id', 'Which a phone has made up for itself');
const TYPE = named('pass_type', 'Pass type identifier');
const SERIAL = named('serial', 'Serial number of the pass');

const done = (description: string): Answer => ({ description, headers: ID });

function problems(...statuses: string[]): Record<string, Reference> {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));
}

const json = (properties: Record<string, Schema>): Content => ({
  'application/json': { schema: { type: 'object', properties, required: Object.keys(properties) } },
});

const about = (
  operationId: string,
  summary: string,
): Pick<Operation, 'operationId' | 'summary' | 'tags' | 'security'> => ({
  operationId,
  summary,
  tags,
  security: [],
});

const APPLE = 'For Apple Wallet, as Apple documents it.';

/** Like the webhooks no procedures: Apple Wallet says what it asks and what an answer means. */
export const APPLE_WALLET: Record<string, Record<string, Operation>> = {
  [`${BASE}/devices/{device_id}/registrations/{pass_type}/{serial}`]: {
    post: {
      ...about('appleWalletRegister', 'A phone wants news of a pass'),
      description: APPLE,
      parameters: [DEVICE, TYPE, SERIAL, TOKEN],
      requestBody: { required: true, content: json({ pushToken: { type: 'string', minLength: 1, maxLength: 200 } }) },
      responses: {
        '200': done('It was registered already.'),
        '201': done('It is registered.'),
        ...problems('400', '401', '405', '409', '429', '503'),
      },
    },
    delete: {
      ...about('appleWalletUnregister', 'A phone wants no more news of a pass'),
      description: APPLE,
      parameters: [DEVICE, TYPE, SERIAL, TOKEN],
      responses: { '200': done('It is not registered any more.'), ...problems('401', '405', '429', '503') },
    },
  },
  [`${BASE}/devices/{device_id}/registrations/{pass_type}`]: {
    get: {
      ...about('appleWalletChanged', 'Which passes of a phone have changed'),
      description: APPLE,
      parameters: [
        DEVICE,
        TYPE,
        {
          in: 'query',
          name: 'passesUpdatedSince',
          description: '`lastUpdated` of the answer before',
          schema: { type: 'string' },
        },
      ],
      responses: {
        '200': {
          ...done('These have changed.'),
          content: json({
            serialNumbers: { type: 'array', items: { type: 'string' } },
            lastUpdated: { type: 'string' },
          }),
        },
        '204': done('None has.'),
        ...problems('405', '429', '503'),
      },
    },
  },
  [`${BASE}/passes/{pass_type}/{serial}`]: {
    get: {
      ...about('appleWalletPass', 'A pass as it is now'),
      description: `${APPLE} Obeys \`If-Modified-Since\`.`,
      parameters: [TYPE, SERIAL, TOKEN],
      responses: {
        '200': {
          ...done('The pass.'),
          content: { 'application/vnd.apple.pkpass': { schema: { type: 'string', format: 'binary' } } },
        },
        '304': done('It has not changed.'),
        ...problems('401', '405', '429', '503'),
      },
    },
  },
  [`${BASE}/log`]: {
    post: {
      ...about('appleWalletLog', 'What went wrong on a phone'),
      description: APPLE,
      requestBody: { required: true, content: json({ logs: { type: 'array', items: { type: 'string' } } }) },
      responses: { '200': done('It is in the log.'), ...problems('400', '405', '413', '429', '503') },
    },
  },
};

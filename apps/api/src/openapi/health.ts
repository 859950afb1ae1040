import { VERSION } from '../version.ts';
import type { Operation, Schema } from './types.ts';

const state = (status: string, database: string): Schema => ({
  type: 'object',
  properties: {
    status: { type: 'string', const: status },
    database: { type: 'string', const: database },
    version: { type: 'string', examples: [VERSION] },
  },
  required: ['status', 'database', 'version'],
});

const answer = (description: string, schema: Schema) => ({
  description,
  headers: { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } },
  content: { 'application/json': { schema } },
});

/** The one operation that is no procedure: it has to work where nothing else does. */
export const HEALTH: Record<string, { get: Operation }> = {
  '/health': {
    get: {
      operationId: 'health',
      tags: ['Health'],
      summary: 'Health of this process',
      description: 'Asks the database. For load balancers and monitoring; not limited, and open to everybody.',
      security: [],
      responses: {
        '200': answer('The database answers.', state('healthy', 'connected')),
        '405': { $ref: '#/components/responses/Problem405' },
        '503': answer('The database does not answer.', state('unhealthy', 'disconnected')),
      },
    },
  },
};

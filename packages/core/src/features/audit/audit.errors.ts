import { defineErrors } from '../../kernel/errors.ts';

export const auditErrors = defineErrors('audit', {
  already_running: ['CONFLICT', 'An audit is running already. Its result appears in a moment.'],
  not_found: ['NOT_FOUND', 'There is no such audit.'],
});

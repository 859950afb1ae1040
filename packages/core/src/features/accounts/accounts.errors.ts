import { defineErrors } from '../../kernel/errors.ts';

export const accountErrors = defineErrors('account', {
  credentials_invalid: ['UNAUTHORIZED', 'No active account found with the given credentials'],
  too_many_attempts: ['TOO_MANY_REQUESTS', 'Too many failed attempts to sign in. Try again later.'],
  refresh_invalid: ['UNAUTHORIZED', 'Token is invalid or expired'],
  reset_token_invalid: ['BAD_REQUEST', 'This link is not valid any more. Ask for a new one.'],
  verification_token_invalid: ['BAD_REQUEST', 'This link is not valid for your account any more. Ask for a new one.'],
  session_not_found: ['NOT_FOUND', 'Nobody is signed in there any more.'],
  superuser_needed: ['FORBIDDEN', 'Only a superuser may manage administrators.'],
  not_found: ['NOT_FOUND', 'Not found.'],
});

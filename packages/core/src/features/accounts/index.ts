export { accountJobs } from './accounts.jobs.ts';
export { accountRouter, authRouter, usersRouter } from './accounts.router.ts';
export { promoteToOrganizer, registerHashed, registerUser } from './accounts.service.ts';
export { addressWithoutMail, findVerifiedUser, proveAddress } from './addresses.ts';
export { authenticate } from './authenticate.ts';
export { deviceCookieName, SESSION_COOKIE, sessionCookieName } from './cookies.ts';
export { createAdministrator, raiseToAdministrator } from './create-administrator.ts';
export { guestFor } from './guest-accounts.ts';
export { passwordProblems } from './passwords.ts';
export { isNamed } from './people-search.ts';
export { accountPurges } from './purges.ts';
export { signAccess } from './tokens.ts';

export const tables = ['users', 'sessions', 'refresh_tokens', 'password_resets', 'email_verifications'] as const;

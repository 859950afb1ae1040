export { accountJobs } from './accounts.jobs.ts';
export { accountRouter, authRouter, usersRouter } from './accounts.router.ts';
export { promoteToOrganizer, registerHashed, registerUser } from './accounts.service.ts';
export { authenticate } from './authenticate.ts';
export { createAdministrator, raiseToAdministrator } from './create-administrator.ts';
export { createGuest } from './guest-accounts.ts';
export { passwordProblems } from './passwords.ts';
export { accountPurges } from './purges.ts';
export { SESSION_COOKIE } from './sessions.ts';
export { signAccess } from './tokens.ts';

export const tables = ['users', 'sessions', 'refresh_tokens', 'password_resets'] as const;

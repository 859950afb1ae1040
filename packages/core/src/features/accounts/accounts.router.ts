import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { pageInput, pageOf } from '../../kernel/paging.ts';
import { publicProcedure, roleProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import {
  accountOutput,
  changePasswordInput,
  confirmEmailInput,
  confirmPasswordResetInput,
  createUserInput,
  detailOutput,
  endedSessionsOutput,
  endSessionInput,
  listSessionsInput,
  listUsersInput,
  logoutInput,
  organizerOutput,
  refreshInput,
  registerInput,
  requestPasswordResetInput,
  sessionOutput,
  signInInput,
  tokensOutput,
  updateAccountInput,
  updateAnyAccountInput,
} from './accounts.schema.ts';
import { getOwnAccount, updateOwnAccount, updateOwnProfile } from './accounts.service.ts';
import { endOtherSessions, endSession, listSessions } from './own-sessions.service.ts';
import { changePassword, confirmPasswordReset, requestPasswordReset } from './passwords.service.ts';
import { register } from './register.service.ts';
import { refreshTokens, signIn, signInBrowser, signOut } from './sign-in.service.ts';
import { createUser, getUser, listOrganizers, listUsers, updateAnyAccount } from './users.service.ts';
import { confirmEmail, requestEmailVerification } from './verification.service.ts';

export const authRouter = router({
  register: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/register',
        tags: ['Accounts'],
        summary: 'Register',
        description:
          'Makes an account with role `customer` and a starting balance. It can buy at once; its e-mail address entitles to nothing until it is verified by the mailed link.',
        protect: false,
      },
      rest: { status: 201, multipart: true },
    })
    .input(registerInput)
    .output(accountOutput)
    .mutation(command(register)),

  login: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/login',
        tags: ['Accounts'],
        summary: 'Sign in',
        description: 'By username or e-mail address. Gives an access token and a refresh token.',
        protect: false,
      },
      rest: { aliases: ['/auth/jwt/create'], own_limit: true },
    })
    .input(signInInput)
    .output(tokensOutput)
    .mutation(command(signIn)),

  refresh: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/refresh',
        tags: ['Accounts'],
        summary: 'Refresh tokens',
        description:
          'Gives a new access token. The refresh token stays the same: it may be used until its session ends by itself, by signing out, by a new password or by an administrator.',
        protect: false,
      },
      rest: { aliases: ['/auth/jwt/refresh', '/auth/token/refresh'], own_limit: true },
    })
    .input(refreshInput)
    .output(tokensOutput)
    .mutation(command(refreshTokens)),

  logout: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/logout',
        tags: ['Accounts'],
        summary: 'Sign out',
        description: 'Ends the session: its access and refresh tokens are dead at once.',
      },
      rest: { status: 205 },
    })
    .input(logoutInput)
    .output(z.void())
    .mutation(command(signOut)),

  signIn: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/session',
        tags: ['Accounts'],
        summary: 'Sign in with a cookie',
        description: 'For browsers: sets an HttpOnly session cookie.',
        protect: false,
      },
      rest: { status: 201, own_limit: true },
    })
    .input(signInInput)
    .output(accountOutput)
    .mutation(command(signInBrowser)),

  changePassword: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/password/change',
        tags: ['Accounts'],
        summary: 'Change own password',
        description: 'Asks for the old one. Ends every other session with its tokens.',
      },
    })
    .input(changePasswordInput)
    .output(detailOutput)
    .mutation(command(changePassword)),

  requestPasswordReset: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/password/reset',
        tags: ['Accounts'],
        summary: 'Ask for a new password',
        description:
          'Mails a link that is good for one hour and one use; a newer one makes it worthless. The answer is the same whether or not the address is known.',
        protect: false,
      },
    })
    .input(requestPasswordResetInput)
    .output(detailOutput)
    .mutation(command(requestPasswordReset)),

  requestEmailVerification: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/email/verification',
        tags: ['Accounts'],
        summary: 'Ask for the verification mail again',
        description: 'Mails a link that is good for three days; a newer one makes it worthless.',
      },
    })
    .input(z.object({}))
    .output(detailOutput)
    .mutation(command(requestEmailVerification)),

  confirmEmail: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/email/verification/confirm',
        tags: ['Accounts'],
        summary: 'Verify own e-mail address',
        description: 'With the token of the mail, signed in with the account that the mail is about.',
      },
    })
    .input(confirmEmailInput)
    .output(detailOutput)
    .mutation(command(confirmEmail)),

  confirmPasswordReset: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/auth/password/reset/confirm',
        tags: ['Accounts'],
        summary: 'Set a new password',
        description: 'With the token of the mail. Ends all sessions of the account.',
        protect: false,
      },
    })
    .input(confirmPasswordResetInput)
    .output(detailOutput)
    .mutation(command(confirmPasswordReset)),
});

export const accountRouter = router({
  get: userProcedure
    .meta({
      openapi: { method: 'GET', path: '/account', tags: ['Accounts'], summary: 'Own account' },
      rest: { aliases: ['/auth/me'] },
    })
    .input(z.object({}))
    .output(accountOutput)
    .query(({ ctx }) => getOwnAccount(ctx)),

  update: userProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/account',
        tags: ['Accounts'],
        summary: 'Change own account',
        description:
          'What is absent stays as it is. A new password ends all other sessions and is told by mail. A new password or e-mail address asks for `current_password` unless the session is younger than 15 minutes. Of a new address the old one is told, and it has to be verified before it entitles to anything.',
      },
      rest: { multipart: true },
    })
    .input(updateAccountInput)
    .output(accountOutput)
    .mutation(command(updateOwnAccount)),

  updateProfile: userProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/auth/me',
        tags: ['Accounts'],
        summary: 'Change own profile',
        description:
          'What is absent stays as it is. A new password or e-mail address always asks for `current_password`; the old address is told.',
      },
      rest: { multipart: true },
    })
    .input(updateAccountInput)
    .output(accountOutput)
    .mutation(command(updateOwnProfile)),

  sessions: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/account/sessions',
        tags: ['Accounts'],
        summary: 'Where one is signed in',
        description: 'Every session of the account that is still good, the latest first.',
      },
      rest: { page: true },
    })
    .input(listSessionsInput)
    .output(pageOf(sessionOutput))
    .query(({ ctx, input }) => listSessions(ctx, input)),

  endSession: userProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/account/sessions/{id}',
        tags: ['Accounts'],
        summary: 'End one session',
        description: 'Signs that device out: its cookie, access and refresh tokens are dead at once.',
      },
      rest: { status: 204 },
    })
    .input(endSessionInput)
    .output(z.void())
    .mutation(command(endSession)),

  endOtherSessions: userProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/account/sessions',
        tags: ['Accounts'],
        summary: 'End all other sessions',
        description: 'Signs out everywhere but here.',
      },
    })
    .input(z.object({}))
    .output(endedSessionsOutput)
    .mutation(command(endOtherSessions)),

  updateAny: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/account/{id}',
        tags: ['Administration'],
        summary: 'Change an account',
        description:
          'A new password or role ends the account’s sessions. Administrators are managed by superusers only.',
      },
      rest: { multipart: true, aliases: ['/users/{id}'] },
    })
    .input(updateAnyAccountInput)
    .output(accountOutput)
    .mutation(command(updateAnyAccount)),
});

export const usersRouter = router({
  list: roleProcedure('administrator')
    .meta({
      openapi: { method: 'GET', path: '/users', tags: ['Administration'], summary: 'Users' },
      rest: { page: true, aliases: ['/admin/user-list'] },
    })
    .input(listUsersInput)
    .output(pageOf(accountOutput))
    .query(({ ctx, input }) => listUsers(ctx, input)),

  create: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'POST',
        path: '/users',
        tags: ['Administration'],
        summary: 'Create a user',
        description: 'Without a password nobody can sign in until one is set. Superusers alone make administrators.',
      },
      rest: { status: 201 },
    })
    .input(createUserInput)
    .output(accountOutput)
    .mutation(command(createUser)),

  get: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/users/{id}',
        tags: ['Administration'],
        summary: 'One user',
        description: 'For administrators, and for the user itself.',
      },
    })
    .input(z.object({ id }))
    .output(accountOutput)
    .query(({ ctx, input }) => getUser(ctx, input)),

  listOrganizers: roleProcedure('administrator')
    .meta({
      openapi: { method: 'GET', path: '/admin/event-organizers-list', tags: ['Administration'], summary: 'Organizers' },
      rest: { page: true },
    })
    .input(z.object(pageInput))
    .output(pageOf(organizerOutput))
    .query(({ ctx, input }) => listOrganizers(ctx, input)),
});

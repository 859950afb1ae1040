import { z } from 'zod';
import { ROLES } from '../../kernel/context.ts';
import { formable } from '../../kernel/forms.ts';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, email, id, line, text } from '../../kernel/validation.ts';

/** What would grant something if it were taken from input. */
const GRANTING = ['id', 'role', 'balance', 'is_superuser', 'is_staff', 'is_active'] as const;

const username = line(150).regex(/^[\p{L}\p{M}\p{N}.@+_-]+$/u, 'Use letters, digits and . @ + - _ only.');

const phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 ()-]{4,24}$/, 'Enter a valid phone number.');

const phone_number = phone.or(z.literal('').transform(() => null));

/** The text is judged with the person in sight; see passwords.ts. */
const password = z.string().min(1).max(1000);

const profile = {
  phone_number: phone_number.nullish().describe('With country code, +62812…'),
  first_name: text(150).optional(),
  last_name: text(150).optional(),
  locale: z.enum(['id', 'en']).optional().describe('Language of mails'),
  image: z.file().nullish().describe('Picture; PNG, JPEG, WebP, GIF or AVIF, 5 MB at most'),
};

/** `setiket.md`, Register User; `btick.md` 1.1, where the username is derived from the e-mail address. */
export const registerInput = formable(
  z.object({
    username: username.optional().describe('Derived from the e-mail address when absent'),
    email,
    password,
    ...profile,
  }),
  GRANTING,
);

/** `setiket.md`, Login: by username or e-mail address. */
export const signInInput = z.object({
  username: z.string().trim().min(1).max(254).optional().describe('Username or e-mail address'),
  email: z.string().trim().min(1).max(254).optional().describe('May be sent instead of `username`'),
  password,
});

export const tokensOutput = z
  .object({
    access: z.string().describe('Access token: JWT, sent as `Authorization: Bearer …`'),
    refresh: z.string().describe('Refresh token; may be used until the session ends'),
    expires_in: z.int().describe('Seconds that the access token lives'),
  })
  .meta({ id: 'Tokens' });

export const refreshInput = z.object({ refresh: z.string().min(1).max(500) });

export const logoutInput = z.object({
  refresh_token: z.string().min(1).max(500).optional().describe('Its session ends with the caller’s own'),
  refresh: z.string().min(1).max(500).optional(),
});

/** `setiket.md`, Get/Update Account. `balance` is a JSON number there. */
export const accountOutput = z
  .object({
    id,
    username: z.string(),
    email: z.string(),
    email_verified: z
      .boolean()
      .describe('Whether the account proved to read `email`; until then the address entitles to nothing'),
    first_name: z.string(),
    last_name: z.string(),
    name: z.string().describe('First and last name, or the username where neither is known'),
    phone_number: z.string().nullable(),
    phone: z.string().nullable().describe('The same'),
    image_url: z.string().nullable(),
    role: z.enum(ROLES),
    is_superuser: z.boolean(),
    is_active: z.boolean(),
    balance: z.number().describe('In `currency`'),
    currency: z.string(),
    locale: z.string(),
    memberships: z
      .array(z.object({ organization_id: id, name: z.string(), role: z.enum(['OWNER', 'MANAGER', 'MEMBER']) }))
      .describe('Organizations that the account belongs to; what it may do with their events follows from these'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Account' });

const changes = { username: username.optional(), email: email.optional(), password: password.optional(), ...profile };

export const updateAccountInput = formable(
  z.object({
    ...changes,
    current_password: z
      .string()
      .max(1000)
      .optional()
      .describe('For a new password or e-mail address; may be left out at `/account` within 15 minutes of signing in'),
  }),
  GRANTING,
);

const confirmation = z.string().max(1000).optional().describe('The new password once more');

/** What forms call the new password when it is typed again. Whichever is sent has to be the same. */
const confirmations = {
  new_password_confirm: confirmation,
  confirm_password: confirmation,
  new_password2: confirmation,
};

/** `oc-mena.md`, Change password. */
export const changePasswordInput = z.object({
  old_password: password.optional().describe('The password so far'),
  current_password: password.optional().describe('May be sent instead of `old_password`'),
  new_password: password,
  ...confirmations,
});

/** `oc-mena.md`, Request reset. */
export const requestPasswordResetInput = z.object({ email });

/** `oc-mena.md`, Confirm reset. */
export const confirmPasswordResetInput = z.object({
  token: line(500).describe('From the mail'),
  new_password: password.optional(),
  password: password.optional().describe('May be sent instead of `new_password`'),
  ...confirmations,
});

export const confirmEmailInput = z.object({ token: line(500).describe('From the mail') });

/** A sentence for whoever asked. */
export const detailOutput = z.object({ detail: z.string() }).meta({ id: 'Detail' });

/** Administrators may also change role and state. */
export const updateAnyAccountInput = formable(
  z.object({
    id,
    ...changes,
    role: anyCase(ROLES).optional(),
    is_active: z.boolean().optional(),
    is_superuser: z.boolean().optional(),
    name: line(255).optional().describe('May be sent instead of first and last name'),
    phone: phone_number.nullish().describe('May be sent instead of `phone_number`'),
  }),
  ['balance'],
);

/** `event-ticketing.md` calls an administrator `admin`. */
const givenRole = z.preprocess((value) => {
  const role = typeof value === 'string' ? value.toLowerCase() : value;
  return role === 'admin' ? 'administrator' : role;
}, z.enum(ROLES));

/** `event-ticketing.md`, Create User. */
export const createUserInput = formable(
  z.object({
    name: line(255).describe('First word: first name; the others: last name'),
    phone: phone.describe('Unique among the accounts that administrators make'),
    role: givenRole.default('customer').describe('`admin` is understood as `administrator`'),
    email: email.optional().describe('When absent, an address that no mail reaches'),
    username: username.optional().describe('Derived when absent'),
    password: password.optional().describe('When absent, nobody can sign in until one is set'),
    locale: profile.locale,
  }),
  ['id', 'balance', 'is_superuser', 'is_staff', 'is_active'],
);

export const listUsersInput = z.object({
  ...pageInput,
  search: z
    .string()
    .max(200)
    .optional()
    .describe(
      'Parts of name, username or e-mail address in any order, whatever case and accents; part of the phone number; an id',
    ),
  role: anyCase(ROLES).optional(),
});

/** `setiket.md`, List Event Organizers. */
export const organizerOutput = z
  .object({ id, username: z.string(), email: z.string(), event_url: z.string() })
  .meta({ id: 'Organizer' });

/** One place where somebody is signed in. */
export const sessionOutput = z
  .object({
    id: z.string().describe('Names the session; opens nothing'),
    kind: z.enum(['cookie', 'token']).describe('A browser with a cookie, or a program with tokens'),
    is_current: z.boolean().describe('The one that asks'),
    signed_in_at: z.iso.datetime(),
    expires_at: z.iso.datetime().describe('When it ends by itself, unless it is used before'),
    user_agent: z.string().describe('What the browser or program called itself when it signed in; may be empty'),
    ip: z.string().describe('Address from which it signed in'),
  })
  .meta({ id: 'Session' });

export const listSessionsInput = z.object(pageInput);

export const endSessionInput = z.object({ id: z.string().min(1).max(200) });

export const endedSessionsOutput = z.object({ ended: z.int().describe('How many sessions ended') });

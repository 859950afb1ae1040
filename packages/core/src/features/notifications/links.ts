import type { Env } from '../../env.ts';

/** Pages of the web app that mails lead to. */
export function linksOf({ PUBLIC_URL }: Pick<Env, 'PUBLIC_URL'>) {
  return {
    home: PUBLIC_URL,
    event: (id: string) => `${PUBLIC_URL}/events/${id}`,
    tickets: `${PUBLIC_URL}/tickets`,
    /** Tokens stand behind the #, so that no server's log and no Referer ever shows the token. */
    invitation: (token: string) => `${PUBLIC_URL}/invitations#${token}`,
    transfer: (token: string) => `${PUBLIC_URL}/transfers#${token}`,
    vendor: `${PUBLIC_URL}/vendor`,
    transfers: `${PUBLIC_URL}/transfers`,
    account: `${PUBLIC_URL}/account`,
    administration: `${PUBLIC_URL}/admin`,
    reset_password: (token: string) => `${PUBLIC_URL}/reset-password#${token}`,
    verify_email: (token: string) => `${PUBLIC_URL}/verify-email#${token}`,
    become_organizer: `${PUBLIC_URL}/become-organizer`,
    new_event: `${PUBLIC_URL}/organizer/events/new`,
    edit_event: (id: string) => `${PUBLIC_URL}/organizer/events/${id}`,
  };
}

import type { Db } from '@setiket/db';
import type { Env } from '../env.ts';
import type { Cache } from './cache.ts';
import { commonErrors } from './errors.ts';
import type { Language } from './format.ts';
import type { JobQueue } from './jobs.ts';
import type { Logger } from './log.ts';
import type { Mailer } from './mailer.ts';
import type { ObjectStore } from './object-store.ts';
import type { Clock } from './time.ts';

export const ROLES = ['customer', 'event_organizer', 'vendor', 'staff', 'support', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Who is asking. `session_id` is the Lucia session behind a cookie or an access token. */
export type Actor =
  | { kind: 'anonymous' }
  | {
      kind: 'user';
      id: string;
      username: string;
      email: string;
      /** Whether the account proved that it reads `email`. Until then the address decides nothing: see `verifiedEmail`. */
      email_verified: boolean;
      role: Role;
      is_superuser: boolean;
      locale: string;
      session_id: string;
      /** Events that a staff account is bound to: it works at their doors and nowhere else. Absent where it is bound to none. */
      only_events?: readonly string[] | undefined;
    }
  /** A phone or scanner that was paired with a gate: it does what gates do, and nothing else. */
  | { kind: 'gate'; id: string; name: string; gate_id: string; gate_name: string; event_id: string };

export type UserActor = Extract<Actor, { kind: 'user' }>;
export type GateActor = Extract<Actor, { kind: 'gate' }>;

/** What one process has once: the database, the queue, the object store, the mailer, the clock. */
export type Deps = {
  env: Env;
  db: Db;
  log: Logger;
  clock: Clock;
  store: ObjectStore;
  jobs: JobQueue;
  mailer: Mailer;
  /** Of public reads, in processes of the API; elsewhere everything is read anew. */
  cache?: Cache | undefined;
};

/** What a door knows about one call, without being HTTP. */
export type CallInfo = {
  /** Request id, in every log line and answer. */
  id: string;
  /** Address of the caller, for limits and the audit trail. */
  ip: string;
  user_agent: string | undefined;
  /** First language that the caller prefers: `id` or `en`. */
  locale: string;
  /** Language of refusals: English, as the sources document them, unless the caller asks for Indonesian. */
  refusal_language?: Language;
  idempotency_key: string | undefined;
  /** What somebody buys with whom a waiting room admitted. */
  admission_token: string | undefined;
  /** Of a browser in which somebody has signed in before. */
  device_token?: string | undefined;
  /** Of a browser that waits without an account. */
  visitor_secret: string | undefined;
  /** Sets a header of the answer; ignored where a door has none (jobs, commands). */
  reply(header: string, value: string | string[]): void;
};

/** The first argument of every use case. */
export type Ctx = Deps & { actor: Actor; call: CallInfo; procedure: string };

/** The same, where somebody is signed in. */
export type UserCtx = Omit<Ctx, 'actor'> & { actor: UserActor };

/** The same, where a gate or somebody who is signed in scans. */
export type ScannerCtx = Omit<Ctx, 'actor'> & { actor: UserActor | GateActor };

/** Whose requests, keys and limits these are; undefined for whoever has not said who it is. */
export function accountOf(actor: Actor): string | undefined {
  if (actor.kind === 'anonymous') return undefined;
  return actor.kind === 'gate' ? `gate:${actor.id}` : actor.id;
}

/** Guard for use cases that are open to all but need a user on some path. */
export function requireUser(ctx: Ctx): UserActor {
  if (ctx.actor.kind !== 'user') throw commonErrors.unauthenticated();
  return ctx.actor;
}

export function isAdministrator(actor: Actor): boolean {
  return actor.kind === 'user' && actor.role === 'administrator';
}

/** Staff who are bound to events scan there and read the orders; the box office is for staff who are bound to none. */
export function isDoorStaff(actor: Actor): actor is UserActor & { only_events: readonly string[] } {
  return actor.kind === 'user' && actor.role === 'staff' && actor.only_events !== undefined;
}

/** The address that counts as the caller's own; undefined until it is verified. */
export function verifiedEmail(actor: Actor): string | undefined {
  return actor.kind === 'user' && actor.email_verified ? actor.email : undefined;
}

/** A context without a caller, for jobs and commands. */
export function systemContext(deps: Deps, procedure: string): Ctx {
  return {
    ...deps,
    actor: { kind: 'anonymous' },
    procedure,
    call: {
      id: procedure,
      ip: '',
      user_agent: undefined,
      locale: 'id',
      idempotency_key: undefined,
      admission_token: undefined,
      visitor_secret: undefined,
      reply: () => {},
    },
  };
}

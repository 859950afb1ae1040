import type { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { addressKey, hit, rateLimited } from '../../kernel/rate-limit.ts';
import { iso } from '../../kernel/time.ts';
import { eventErrors } from '../events/index.ts';
import { admissionToken } from './admission-token.ts';
import { roomOf, standingsOf } from './board.ts';
import { enter } from './enter.ts';
import { type Standing, standingOf } from './standing.ts';
import { accountVisitor, browserOf, newSecret, visitorCookie, visitorOf } from './visitor.ts';
import { waitingRoomErrors } from './waiting-room.errors.ts';
import type { joinedOutput, standingOutput } from './waiting-room.schema.ts';

export type StandingView = z.output<typeof standingOutput>;
type JoinedView = z.output<typeof joinedOutput>;

/**
 * Takes a place in the queue, or finds the one that somebody has: coming back neither loses nor improves it. Who waited
 * without an account and has signed in since keeps the place. Only who was admitted and let the time pass stands behind.
 * @throws event.not_found, waiting_room.off, request.rate_limited
 */
export async function joinWaitingRoom(ctx: Ctx, { id: event_id }: { id: string }): Promise<JoinedView> {
  const room = await openRoom(ctx, event_id);
  const isAnonymous = ctx.actor.kind !== 'user';
  const known = browserOf(ctx);
  const made = isAnonymous && known === undefined ? await firstVisit(ctx, event_id) : undefined;
  const visitor = ctx.actor.kind === 'user' ? accountVisitor(ctx.actor.id) : (known ?? made!.visitor);
  await enter(ctx, { event_id, visitor, ...(!isAnonymous && known !== undefined && { browser: known }) });
  if (made) ctx.call.reply('Set-Cookie', visitorCookie(ctx, made.secret));
  const standing = (await standingsOf(ctx, room, [visitor])).get(visitor)!;
  return {
    ...standingView(ctx, event_id, standing),
    visitor_secret: isAnonymous ? (made?.secret ?? ctx.call.visitor_secret ?? null) : null,
  };
}

/** A place costs nothing and waits for whoever signs in with it, so an address gets no heap of them to choose from. */
const FIRST_VISITS_AN_HOUR = 60;

/** @throws request.rate_limited */
async function firstVisit(ctx: Ctx, event_id: string) {
  if (ctx.env.RATE_LIMIT) {
    const key = `waiting-join:${event_id}:${addressKey(ctx.call.ip)}`;
    const state = await hit(ctx, { key, limit: FIRST_VISITS_AN_HOUR, window_seconds: 3600 });
    if (!state.allowed) throw rateLimited(state);
  }
  return newSecret(ctx, event_id);
}

/** The room, as it was a second ago at most; one that seems closed is looked at once more before anybody is sent away. */
async function openRoom(ctx: Ctx, event_id: string) {
  const known = await roomOf(ctx, event_id);
  const room = known?.is_on ? known : await roomOf(ctx, event_id, { fresh: true });
  if (!room) throw eventErrors.not_found();
  if (!room.is_on) throw waitingRoomErrors.off();
  return room;
}

/**
 * Where somebody stands, for who asks again and again: from what this process knows, and without writing.
 * @throws event.not_found
 */
export async function lookAtWaitingRoom(ctx: Ctx, { id: event_id }: { id: string }): Promise<StandingView> {
  const room = await roomOf(ctx, event_id);
  if (!room) throw eventErrors.not_found();
  const visitor = visitorOf(ctx);
  if (visitor === undefined) return standingView(ctx, event_id, standingOf(room, undefined, ctx.clock.now()));
  return standingView(ctx, event_id, (await standingsOf(ctx, room, [visitor])).get(visitor)!);
}

/** What a visitor is told, with the token where it is an account's turn. */
export function standingView(
  { actor, env }: Pick<Ctx, 'actor' | 'env'>,
  event_id: string,
  { opens_at, expires_at, ...standing }: Standing,
): StandingView {
  const mayBuy = standing.state === 'admitted' && actor.kind === 'user' && expires_at !== null;
  return {
    ...standing,
    opens_at: iso(opens_at),
    expires_at: iso(expires_at),
    admission_token: mayBuy ? admissionToken(env, { event_id, user_id: actor.id, expires_at }) : null,
  };
}

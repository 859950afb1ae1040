import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { refusalOf } from './api.ts';

const OFTEN_MS = 2_000;
/** Who waits longer than a minute waits for a bank; so long, nobody need ask often. */
const OFTEN_TIMES = 30;
const SELDOM_MS = 30_000;

type Return<Outcome> = {
  /** What was paid for. */
  id: string;
  /** Whether somebody has just come back from the provider’s page. */
  isReturned: boolean;
  /** Asks the provider; null while it is not decided yet. */
  ask(): Promise<Outcome | null>;
  /** It is decided, by this outcome or by a refusal. */
  onEnd(outcome: Outcome | undefined): void;
};

/** The provider's message may come later than the buyer: asking it ourselves ends the wait. */
export function useReturnedFromCard<Outcome>({ id, isReturned, ask, onEnd }: Return<Outcome>) {
  const asked = useQuery({
    queryKey: ['returned-from-card', id],
    queryFn: () => ask().catch(unlessDecided),
    enabled: isReturned,
    // The answer is this visit's: the next one may have paid for something else.
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) => {
      if (state.status === 'error' || (state.data ?? null) !== null) return false;
      return state.dataUpdateCount < OFTEN_TIMES ? OFTEN_MS : SELDOM_MS;
    },
  });
  const outcome = asked.data ?? undefined;
  const isOver = isReturned && (asked.isError || outcome !== undefined);
  const end = useEffectEvent(() => onEnd(outcome));
  useEffect(() => {
    if (isOver) end();
  }, [isOver]);
  return { outcome, error: asked.error };
}

/** Nobody reached, too many requests, a failure of ours or a payment under way: the next answer may be another. */
function unlessDecided(error: unknown): null {
  const { status, code } = refusalOf(error);
  if (status === 0 || status === 429 || status >= 500 || code === 'payment.not_completed') return null;
  throw error;
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { listen } from '../../lib/listen.ts';
import { useAccount } from '../../lib/session.ts';

export type Standing = Output['waitingRoom']['look'];

const keyOf = (event_id: string) => `waiting:${event_id}`;

/** Whether this browser wants tickets: then it joins again by itself, with the account that has signed in meanwhile. */
const wants = {
  get: (event_id: string) => sessionStorage.getItem(keyOf(event_id)) !== null,
  set: (event_id: string) => sessionStorage.setItem(keyOf(event_id), 'yes'),
  forget: (event_id: string) => sessionStorage.removeItem(keyOf(event_id)),
};

/** Where the visitor stands in an event's waiting room, as the server tells it by itself, and how to join. */
export function useWaitingRoom(event_id: string) {
  const { account, isLoading } = useAccount();
  const queries = useQueryClient();
  const [standing, setStanding] = useState<Standing>();
  const [isLost, setIsLost] = useState(false);
  // A stream belongs to whoever opened it: after joining or signing in, it is another visitor's.
  const [visit, setVisit] = useState(0);
  const who = account?.id ?? '';
  const stream = isLoading ? undefined : `${who} ${visit}`;
  useEffect(() => {
    if (stream === undefined) return;
    const onData = (told: Standing) => {
      setStanding(told);
      setIsLost(false);
    };
    return listen(
      (told) => api.waitingRoom.watch.subscribe({ id: event_id }, { ...told, onData }),
      () => setIsLost(true),
    );
  }, [event_id, stream]);
  const joining = useMutation({
    mutationFn: () => api.waitingRoom.join.mutate({ id: event_id }),
    onSuccess: (joined) => {
      wants.set(event_id);
      setStanding(joined);
      setVisit((before) => before + 1);
    },
  });
  const state = standing?.state;
  const { mutate, isIdle } = joining;
  const isBack = state === 'outside' && who !== '' && wants.get(event_id);
  useEffect(() => {
    if (isBack && isIdle) mutate();
  }, [isBack, isIdle, mutate]);
  useEffect(() => {
    if (state === 'expired') wants.forget(event_id);
    // Switched off: the event says so too, and everybody buys as they like.
    if (state === 'over') void queries.invalidateQueries({ queryKey: ['event', event_id] });
  }, [state, event_id, queries]);
  return { standing, isLost, joining, isJoining: joining.isPending || (isBack && isIdle) };
}

/** How far somebody has come, from 0 to 1, since this browser first knew their position. */
export function useProgress(event_id: string, position: number | null): number {
  const key = `waiting-from:${event_id}`;
  const first = useRef(Number(sessionStorage.getItem(key) ?? 0));
  useEffect(() => {
    if (position === null || position <= first.current) return;
    first.current = position;
    sessionStorage.setItem(key, String(position));
  }, [key, position]);
  if (position === null) return 0;
  const from = Math.max(first.current, position);
  return (from - position) / from;
}

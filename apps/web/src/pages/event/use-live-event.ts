import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../lib/api.ts';
import { listen } from '../../lib/listen.ts';

/** Keeps what is left of an event up to date while somebody looks at it. */
export function useLiveEvent(id: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    const onData = () => void queries.invalidateQueries({ queryKey: ['event', id] });
    return listen((told) => api.events.availability.subscribe({ id }, { ...told, onData }));
  }, [id, queries]);
}

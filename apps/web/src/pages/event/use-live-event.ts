import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../lib/api.ts';

/** Keeps what is left of an event up to date while somebody looks at it. */
export function useLiveEvent(id: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    const subscription = api.events.availability.subscribe(
      { id },
      { onData: () => void queries.invalidateQueries({ queryKey: ['event', id] }) },
    );
    return () => subscription.unsubscribe();
  }, [id, queries]);
}

import { useEffect, useEffectEvent } from 'react';

/**
 * Tells that the browser's Back has brought this page as it was left, without loading it: what was under way when it
 * led elsewhere is not any more.
 */
export function usePageRestored(onRestored: () => void): void {
  const tell = useEffectEvent(onRestored);
  useEffect(() => {
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) tell();
    };
    addEventListener('pageshow', shown);
    return () => removeEventListener('pageshow', shown);
  }, []);
}

import { useEffect } from 'react';

/** Names the page for tabs, history and screen readers; the first page with ''. Undefined as long as it has no name yet. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = title === '' ? 'Setiket' : `${title} · Setiket`;
  }, [title]);
}

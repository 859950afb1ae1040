import { useEffect } from 'react';

/** Names the page for tabs, history and screen readers. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Setiket` : 'Setiket';
  }, [title]);
}

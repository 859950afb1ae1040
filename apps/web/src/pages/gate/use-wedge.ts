import { useEffect } from 'react';

/** A scanner types a whole code at once, one without a cable with a hitch now and then; who types by hand has the field. */
const LONGEST_PAUSE_MS = 500;
/** Shorter is no code of ours: somebody presses keys. */
const SHORTEST_CODE = 8;

/**
 * Hand-held scanners type as a keyboard does and end with Enter, wherever the focus is: on a button, on the answer to
 * the guest before, on nothing at all.
 */
export function useWedge(onRead: (text: string) => void): void {
  useEffect(() => {
    let text = '';
    let last = 0;
    const hear = (event: KeyboardEvent) => {
      // What is typed into a field stays there, and is sent with it.
      if (event.target instanceof HTMLInputElement && event.target.type !== 'radio') return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.timeStamp - last > LONGEST_PAUSE_MS) text = '';
      last = event.timeStamp;
      if (event.key.length === 1) text += event.key;
      if (event.key !== 'Enter' || text.length < SHORTEST_CODE) return;
      // It would press the button that has the focus.
      event.preventDefault();
      onRead(text);
      text = '';
    };
    addEventListener('keydown', hear, { capture: true });
    return () => removeEventListener('keydown', hear, { capture: true });
  }, [onRead]);
}

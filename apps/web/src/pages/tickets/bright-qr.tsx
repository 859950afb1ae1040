import { useEffect, useRef } from 'react';

type Props = { src: string; alt: string; closeLabel: string; onClose(): void };

/**
 * A QR code over the whole screen, on white, which is as bright as a page gets; the screen stays on meanwhile. The
 * browser's own dialog keeps the focus and gives it back.
 */
export function BrightQr({ src, alt, closeLabel, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  useAwakeScreen();
  return (
    <dialog
      ref={dialog}
      aria-label={alt}
      onClose={onClose}
      className="m-0 h-dvh max-h-none w-screen max-w-none bg-white p-0"
    >
      <button
        type="button"
        aria-label={closeLabel}
        onClick={() => dialog.current?.close()}
        className="grid size-full place-items-center p-4"
      >
        <img src={src} alt={alt} className="max-h-full w-full max-w-[90vmin] [image-rendering:pixelated]" />
      </button>
    </dialog>
  );
}

/** Where the device allows it; on a battery that is nearly empty it doesn't. */
function useAwakeScreen(): void {
  useEffect(() => {
    const asked = navigator.wakeLock?.request('screen').catch(() => undefined);
    return () => void asked?.then((lock) => lock?.release());
  }, []);
}

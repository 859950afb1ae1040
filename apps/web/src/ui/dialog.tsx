import * as Radix from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';

type Props = { title: string; isOpen: boolean; onClose(): void; closeLabel: string; children: ReactNode };

/** A dialog that keeps focus, closes by Escape and gives focus back; a sheet from below on a phone. */
export function Dialog({ title, isOpen, onClose, closeLabel, children }: Props) {
  const opener = useRef<Element>(null);
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/55" />
        <Radix.Content
          aria-describedby={undefined}
          // Radix gives the focus back to a trigger of its own alone; ours are opened by whatever is on the page.
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveFocusBack(opener.current);
          }}
          className="fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] overflow-y-auto rounded-t-3xl bg-card p-6 shadow-card sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[28rem] sm:-translate-1/2 sm:rounded-3xl"
        >
          <div className="mb-4 flex items-start justify-between gap-4">
            <Radix.Title className="text-2xl font-extrabold">{title}</Radix.Title>
            <Radix.Close className="rounded-full p-2 hover:bg-sunken" aria-label={closeLabel}>
              <X className="size-5" aria-hidden />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** What was changed in a dialog may have taken its opener off the page; then the page itself is next. */
function giveFocusBack(opener: Element | null): void {
  const next = opener?.isConnected ? opener : document.getElementById('content');
  if (next instanceof HTMLElement) next.focus();
}

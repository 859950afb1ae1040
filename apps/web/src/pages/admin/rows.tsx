import { Pencil, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../lib/locale.tsx';
import { houseTexts } from './house.texts.ts';

type Props = {
  name: string;
  children?: ReactNode;
  aside?: ReactNode;
  onEdit?(): void;
  onRemove?(): void;
  /** While something is being removed, nothing else is. */
  isBusy?: boolean;
};

/** One thing of the house in a list, with what can be done to it. */
export function Row({ name, children, aside, onEdit, onRemove, isBusy }: Props) {
  const t = useText(houseTexts);
  const round = 'rounded-full p-3 hover:bg-sunken';
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <span className="min-w-0">
        <span className="block font-semibold">{name}</span>
        <span className="block text-sm text-muted">{children}</span>
      </span>
      <span className="flex items-center gap-1">
        {aside}
        {onEdit && (
          <button type="button" className={round} aria-label={t.edit(name)} onClick={onEdit}>
            <Pencil className="size-4" aria-hidden />
          </button>
        )}
        {onRemove && (
          <button
            type="button"
            className={`${round} disabled:opacity-40`}
            disabled={isBusy}
            aria-label={t.remove(name)}
            onClick={onRemove}
          >
            <Trash2 className="size-4" aria-hidden />
          </button>
        )}
      </span>
    </li>
  );
}

/** A part of an administrator's page. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-4 rounded-card border border-line bg-card p-5" aria-label={title}>
      <h2 className="text-xl font-extrabold">{title}</h2>
      {children}
    </section>
  );
}

import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { houseTexts } from './house.texts.ts';
import { Part, Row } from './rows.tsx';

type Props<T> = {
  title: string;
  /** Undefined while they are on their way. */
  items: readonly T[] | undefined;
  nameOf(item: T): string;
  about(item: T): ReactNode;
  /** Further things that can be done to one of them. */
  aside?(item: T): ReactNode;
  /** Absent where this one cannot be deleted. */
  remove(item: T): (() => Promise<unknown>) | undefined;
  /** Called when something was added, changed or deleted. */
  onChange(): unknown;
  /** The same form adds a new one and, with an item, changes that one. */
  form(item: T | undefined, onSaved: () => void): ReactNode;
  /** Said where there are none. */
  none?: ReactNode;
  /** Above the list: a search, a failure of something else. */
  children?: ReactNode;
};

/** Things of the house of one kind: listed, added below, changed in a dialog, deleted. */
export function Collection<T extends { id: string }>(props: Props<T>) {
  const { title, items, nameOf, about, aside, remove, onChange, form, none, children } = props;
  const t = useText(houseTexts);
  const words = useRefusalTexts();
  const [editing, setEditing] = useState<T>();
  const [added, setAdded] = useState(0);
  const removal = useMutation({ mutationFn: (work: () => Promise<unknown>) => work(), onSettled: onChange });
  const onAdded = () => {
    setAdded((before) => before + 1);
    onChange();
  };
  const onEdited = () => {
    setEditing(undefined);
    onChange();
  };
  return (
    <Part title={title}>
      {children}
      {removal.isError && <Notice tone="bad">{refusalSentence(refusalOf(removal.error), words)}</Notice>}
      {items?.length === 0 && none && <p className="text-muted">{none}</p>}
      <ul className="divide-y divide-line empty:hidden">
        {items?.map((item) => {
          const removing = remove(item);
          return (
            <Row
              key={item.id}
              name={nameOf(item)}
              aside={aside?.(item)}
              onEdit={() => setEditing(item)}
              isBusy={removal.isPending}
              {...(removing && { onRemove: () => removal.mutate(removing) })}
            >
              {about(item)}
            </Row>
          );
        })}
      </ul>
      {/* A new form for each new one, so that nothing of the last one stays in it. */}
      <div key={added}>{form(undefined, onAdded)}</div>
      {editing && (
        <Dialog title={nameOf(editing)} isOpen onClose={() => setEditing(undefined)} closeLabel={t.close}>
          {form(editing, onEdited)}
        </Dialog>
      )}
    </Part>
  );
}

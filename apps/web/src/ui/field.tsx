import clsx from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';

type Shared = { label: string; hint?: ReactNode; errors?: readonly string[] | undefined };

const CONTROL =
  'w-full rounded-xl border bg-card px-4 text-ink placeholder:text-muted focus:outline-3 focus:-outline-offset-1 focus:outline-accent';

function Frame({ id, label, hint, errors, children }: Shared & { id: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      {children}
      {hint && !errors?.length && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {errors?.map((sentence) => (
        <p key={sentence} id={`${id}-error`} className="text-sm font-medium text-bad">
          {sentence}
        </p>
      ))}
    </div>
  );
}

function described(id: string, { hint, errors }: Shared) {
  const isWrong = Boolean(errors?.length);
  return {
    id,
    'aria-invalid': isWrong || undefined,
    'aria-describedby': isWrong ? `${id}-error` : hint ? `${id}-hint` : undefined,
  };
}

/** A labelled line of input, with what the server said about it. */
export function Field({ label, hint, errors, className, ...input }: Shared & ComponentProps<'input'>) {
  const id = useId();
  return (
    <Frame {...{ id, label, hint, errors }}>
      <input
        {...input}
        {...described(id, { label, hint, errors })}
        className={clsx(CONTROL, 'h-12', errors?.length ? 'border-bad' : 'border-strong-line', className)}
      />
    </Frame>
  );
}

export function TextArea({ label, hint, errors, className, ...input }: Shared & ComponentProps<'textarea'>) {
  const id = useId();
  return (
    <Frame {...{ id, label, hint, errors }}>
      <textarea
        rows={4}
        {...input}
        {...described(id, { label, hint, errors })}
        className={clsx(CONTROL, 'py-3', errors?.length ? 'border-bad' : 'border-strong-line', className)}
      />
    </Frame>
  );
}

export function Select({ label, hint, errors, className, children, ...input }: Shared & ComponentProps<'select'>) {
  const id = useId();
  return (
    <Frame {...{ id, label, hint, errors }}>
      <select
        {...input}
        {...described(id, { label, hint, errors })}
        className={clsx(CONTROL, 'h-12', errors?.length ? 'border-bad' : 'border-strong-line', className)}
      >
        {children}
      </select>
    </Frame>
  );
}

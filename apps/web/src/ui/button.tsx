import clsx from 'clsx';
import type { ComponentProps } from 'react';

type Look = { variant?: 'primary' | 'secondary' | 'quiet' | 'danger'; size?: 'small' | 'medium' | 'large' };

/** Classes of a button; a link that leads somewhere can wear them too. */
export function buttonClass({ variant = 'primary', size = 'medium' }: Look = {}): string {
  return clsx(
    'inline-flex items-center justify-center gap-2 rounded-full font-semibold transition-colors select-none',
    'disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55',
    { small: 'min-h-9 px-4 text-sm', medium: 'min-h-11 px-5 text-[0.95rem]', large: 'min-h-13 px-7 text-base' }[size],
    {
      primary: 'bg-accent text-on-accent hover:bg-accent-strong',
      secondary: 'border border-strong-line bg-card text-ink hover:bg-sunken',
      quiet: 'text-ink hover:bg-sunken',
      danger: 'border border-bad bg-card text-bad hover:bg-bad-soft',
    }[variant],
  );
}

type Props = ComponentProps<'button'> & Look & { isBusy?: boolean };

/** A button. While busy it keeps its width, says so to screen readers, and can't be pressed twice. */
export function Button({ variant, size, isBusy = false, className, children, disabled, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={clsx(buttonClass({ ...(variant && { variant }), ...(size && { size }) }), className)}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
    >
      {isBusy && (
        <span className="size-4 animate-spin rounded-full border-2 border-current border-r-transparent" aria-hidden />
      )}
      {children}
    </button>
  );
}

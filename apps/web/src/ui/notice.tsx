import clsx from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type Tone = 'good' | 'warn' | 'bad' | 'plain';

const TONES: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  plain: 'bg-sunken text-ink',
};

/** Something that the reader should know before going on; `bad` is said aloud at once. */
export function Notice({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={clsx('rounded-xl px-4 py-3 text-sm', TONES[tone])}>
      {children}
    </div>
  );
}

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={clsx('inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-xs font-semibold', TONES[tone])}
    >
      {children}
    </span>
  );
}

type Empty = {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  heading?: 'h1' | 'h2' | 'h3';
};

/** Nothing here yet, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, action, heading: Heading = 'h2' }: Empty) {
  return (
    <div className="grid justify-items-center gap-3 rounded-card border border-dashed border-strong-line px-6 py-14 text-center">
      <Icon className="size-9 text-muted" aria-hidden strokeWidth={1.5} />
      <Heading className="text-xl font-bold">{title}</Heading>
      {children && <p className="max-w-prose text-muted">{children}</p>}
      {action}
    </div>
  );
}

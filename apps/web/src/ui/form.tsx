import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { type Refusal, refusalOf } from '../lib/api.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { refusalSentence, useRefusalTexts } from './refusal.ts';

type Props<T> = {
  send(values: Record<string, string>): Promise<T>;
  onDone?(result: T): void;
  /** Hears of every keystroke, for forms that keep what was typed. */
  onInput?(values: Record<string, string>): void;
  action: string;
  /** Quieter where a page has a more important button. */
  look?: 'primary' | 'secondary';
  /** Said once it has worked. */
  done?: ReactNode;
  /** Names of the fields in the form, in the server's words: what is said of others stands above them. */
  fields: readonly string[];
  children(refusal: Refusal | undefined): ReactNode;
};

/** A form that sends its named inputs, keeps what was typed, and shows each refusal where it belongs. */
export function Form<T>({ send, onDone, onInput, action, look = 'primary', done, fields, children }: Props<T>) {
  const words = useRefusalTexts();
  const sending = useMutation({ mutationFn: send, onSuccess: (result) => onDone?.(result) });
  const refusal = sending.isError ? refusalOf(sending.error) : undefined;
  const isShownBelow = fields.some((field) => refusal?.fields[field]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    sending.mutate(valuesOf(event.currentTarget));
  };
  return (
    <form
      onSubmit={submit}
      onInput={onInput && ((event) => onInput(valuesOf(event.currentTarget)))}
      className="grid gap-4"
    >
      {refusal && !isShownBelow && <Notice tone="bad">{refusalSentence(refusal, words)}</Notice>}
      {sending.isSuccess && done && <Notice tone="good">{done}</Notice>}
      {children(refusal)}
      <Button type="submit" variant={look} size={look === 'primary' ? 'large' : 'medium'} isBusy={sending.isPending}>
        {action}
      </Button>
    </form>
  );
}

function valuesOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

/** A short page around a form. */
export function FormPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <div className="page-narrow grid gap-6 pt-10 sm:pt-16">
      <header className="grid gap-2">
        <h1 className="text-4xl font-extrabold">{title}</h1>
        {lead && <p className="text-muted">{lead}</p>}
      </header>
      {children}
    </div>
  );
}

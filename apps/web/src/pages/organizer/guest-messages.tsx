import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import type { EditedEvent } from './event-editor-page.tsx';
import { guestMessageTexts } from './guest-messages.texts.ts';

type Sent = Output['guestMessages']['list']['items'][number];

const WHILE_SENDING_MS = 2_000;

/** Writes to who has a ticket, and shows what was written before. */
export default function GuestMessages({ event }: { event: EditedEvent }) {
  const t = useText(guestMessageTexts);
  const { number } = useFormats();
  // Another form after each message: what was sent must not be sent again by the way.
  const [round, setRound] = useState(0);
  const [last, setLast] = useState<Sent>();
  const messages = useQuery({
    queryKey: ['guest-messages', event.id],
    queryFn: () => api.guestMessages.list.query({ id: event.id }),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some(({ finished_at }) => finished_at === null) ? WHILE_SENDING_MS : false,
  });
  return (
    <section className="grid gap-4" aria-labelledby="write">
      <h2 id="write" className="text-xl font-extrabold">
        {t.title}
      </h2>
      <p className="text-muted">{t.lead}</p>
      {last && (
        <p role="status" className="rounded-xl bg-good-soft px-4 py-3 text-sm text-good">
          {t.sent(number(last.recipients))}
        </p>
      )}
      <Form
        key={round}
        fields={['subject', 'text', 'ticket_type_ids']}
        action={t.send}
        look="secondary"
        send={({ to = '', subject = '', text = '' }) =>
          api.guestMessages.send.mutate({
            id: event.id,
            subject,
            text,
            ...(to !== '' && { ticket_type_ids: [to] }),
          })
        }
        onDone={(sent) => {
          setLast(sent);
          setRound(round + 1);
          void messages.refetch();
        }}
      >
        {(refusal) => (
          <>
            {event.ticket_type.length > 1 && (
              <Select label={t.to} name="to" errors={refusal?.fields.ticket_type_ids}>
                <option value="">{t.everybody}</option>
                {event.ticket_type.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {t.only(title)}
                  </option>
                ))}
              </Select>
            )}
            <Field label={t.subject} name="subject" required maxLength={150} errors={refusal?.fields.subject} />
            <TextArea
              label={t.text}
              hint={t.textHint}
              name="text"
              required
              rows={5}
              maxLength={5000}
              errors={refusal?.fields.text}
            />
          </>
        )}
      </Form>
      {messages.isError ? (
        <Failure error={messages.error} retry={() => messages.refetch()} />
      ) : (
        messages.data &&
        messages.data.items.length > 0 && (
          <>
            <h3 className="font-bold">{t.before}</h3>
            <ul className="divide-y divide-line">
              {messages.data.items.map((message) => (
                <Message key={message.id} message={message} />
              ))}
            </ul>
          </>
        )
      )}
    </section>
  );
}

function Message({ message }: { message: Sent }) {
  const t = useText(guestMessageTexts);
  const { number, moment } = useFormats();
  const { recipients, sent, finished_at, ticket_types } = message;
  const total = number(recipients);
  return (
    <li className="grid gap-1 py-3">
      <p className="flex flex-wrap justify-between gap-x-6">
        <span className="font-semibold">{message.subject}</span>
        <span className="text-sm text-muted tabular-nums">
          {finished_at === null ? t.progress(number(sent), total) : t.finished(total)}
        </span>
      </p>
      {finished_at === null && (
        <progress
          className="h-1.5 w-full accent-accent"
          max={recipients}
          value={sent}
          aria-label={t.progress(number(sent), total)}
        />
      )}
      <p className="text-sm text-muted">
        {t.by(message.sent_by, moment(message.created_at))}
        {ticket_types.length > 0 && ` · ${ticket_types.map(({ title }) => t.only(title)).join(', ')}`}
      </p>
      <p className="whitespace-pre-line text-sm">{message.text}</p>
    </li>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { orderTexts } from '../booking/order.texts.ts';
import { ticketTexts } from '../tickets/tickets.texts.ts';
import { boxOfficeTexts } from './box-office.texts.ts';

type Order = Output['orders']['list']['items'][number];
type Ticket = Order['tickets'][number];

const TONES = { pending: 'warn', confirmed: 'good', cancelled: 'plain', expired: 'plain' } as const;
const TICKET_TONES = { active: 'good', used: 'plain', cancelled: 'bad' } as const;

/** One order with its tickets, and what staff do about it. Support reads alone. */
export function OrderCard({ order, canAct }: { order: Order; canAct: boolean }) {
  const t = useText(boxOfficeTexts);
  const states = useText(orderTexts).status;
  const words = useRefusalTexts();
  const { money, moment } = useFormats();
  const queries = useQueryClient();
  const [refunding, setRefunding] = useState<Ticket | 'order'>();
  const resend = useMutation({
    mutationFn: (what: 'tickets' | 'invoice') =>
      (what === 'tickets' ? api.boxOffice.resendTickets : api.boxOffice.resendInvoice).mutate({ order_id: order.id }),
  });
  const left = Number(order.paid_amount) - Number(order.refunded_amount);
  const ticket = refunding === 'order' ? undefined : refunding;
  return (
    <article className="grid gap-3 rounded-card border border-line bg-card p-5">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="text-lg font-bold">{order.event}</h3>
          <p className="text-sm break-words text-muted">
            {order.user} · {order.email}
          </p>
          <p className="text-sm text-muted">
            <span className="font-mono whitespace-nowrap">{order.number}</span> ·{' '}
            <span className="whitespace-nowrap">{moment(order.created_at)}</span>
          </p>
          {order.invoice_number !== null && (
            <p className="text-sm text-muted">
              {t.invoice} <span className="font-mono">{order.invoice_number}</span>
            </p>
          )}
        </div>
        <div className="flex w-full flex-wrap items-center justify-between gap-x-4 sm:block sm:w-auto sm:text-right">
          <Badge tone={TONES[order.status]}>{states[order.status]}</Badge>
          <p className="text-xl sm:mt-1 font-extrabold tabular-nums">{money(order.total_amount, order.currency)}</p>
          {Number(order.refunded_amount) > 0 && (
            <p className="text-sm text-muted">
              {t.refunded}: {money(order.refunded_amount, order.currency)}
            </p>
          )}
        </div>
      </header>
      <Tickets order={order} canAct={canAct} onRefund={setRefunding} />
      {resend.isError && <Notice tone="bad">{refusalSentence(refusalOf(resend.error), words)}</Notice>}
      {resend.isSuccess && <Notice tone="good">{t.resent}</Notice>}
      {canAct && order.status === 'confirmed' && (
        <div className="flex flex-wrap gap-2">
          <Button variant="secondary" size="small" isBusy={resend.isPending} onClick={() => resend.mutate('tickets')}>
            {t.resendTickets}
          </Button>
          {order.invoice_number !== null && (
            <Button variant="secondary" size="small" isBusy={resend.isPending} onClick={() => resend.mutate('invoice')}>
              {t.resendInvoice}
            </Button>
          )}
          <Button variant="danger" size="small" onClick={() => setRefunding('order')}>
            {t.refundAll}
          </Button>
        </div>
      )}
      {refunding && (
        <ReasonDialog
          title={ticket ? t.refundTicket(ticket.code ?? '') : t.refundAll}
          lead={t.refundAsk(money(ticket ? ticket.price : left, order.currency))}
          label={t.reason}
          action={t.refund}
          variant="danger"
          closeLabel={t.close}
          send={(reason) =>
            api.boxOffice.refund.mutate({ reason, ...(ticket ? { ticket_id: ticket.id } : { order_id: order.id }) })
          }
          onDone={() => {
            setRefunding(undefined);
            void queries.invalidateQueries({ queryKey: ['staff-orders'] });
          }}
          onClose={() => setRefunding(undefined)}
        />
      )}
    </article>
  );
}

type TicketsProps = { order: Order; canAct: boolean; onRefund(ticket: Ticket): void };

function Tickets({ order, canAct, onRefund }: TicketsProps) {
  const t = useText(boxOfficeTexts);
  const states = useText(ticketTexts).status;
  const { money } = useFormats();
  if (order.tickets.length === 0) return null;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {order.tickets.map((ticket) => (
        <li key={ticket.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 text-sm">
          <span className="min-w-0">
            <span className="font-mono font-semibold">{ticket.code}</span>{' '}
            <span className="text-muted">
              {ticket.title} · {money(ticket.price, ticket.currency)} · {ticket.owner}
            </span>
          </span>
          <span className="flex items-center gap-3">
            <Badge tone={TICKET_TONES[ticket.status]}>{states[ticket.status]}</Badge>
            {canAct && ticket.status === 'active' && (
              <Button
                variant="quiet"
                size="small"
                aria-label={t.refundTicket(ticket.code ?? '')}
                onClick={() => onRefund(ticket)}
              >
                {t.refund}
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

import clsx from 'clsx';
import { Minus, Plus } from 'lucide-react';
import { useEffect, useId } from 'react';
import type { Output } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { plural, useLocale, useText } from '../../lib/locale.tsx';
import { clockText, useSecondsUntil } from '../../ui/countdown.tsx';
import { Badge } from '../../ui/notice.tsx';
import { useReadAmount } from '../../ui/read-amount.ts';
import type { Choice } from './basket.ts';
import { eventTexts } from './event.texts.ts';
import { type Tax, taxText } from './tax.ts';

export type TicketType = Output['events']['get']['ticket_type'][number];

type Props = {
  type: TicketType;
  timezone: string;
  tax: Tax;
  choice: Choice | undefined;
  choose(choice: Partial<Choice>): void;
  /** It is not the visitor’s turn: there is nothing to choose yet. */
  isLocked: boolean;
  /** Its sale has just opened. */
  onOpened(): void;
};

/** Fewer are worth telling. */
const SCARCE = 50;

/** How many of a type one order may have. */
export function mostOf(type: TicketType): number {
  return Math.min(type.ticket_quantity, type.max_per_order ?? 100, type.max_per_person ?? 100);
}

/** One kind of ticket: what it is, what it costs, and how many somebody wants, or why it can't be had. */
export function TicketRow({ type, timezone, tax, choice, choose, isLocked, onOpened }: Props) {
  const t = useText(eventTexts);
  const { locale } = useLocale();
  const { money, number } = useFormats();
  const isAvailable = type.availability === 'available';
  const price = type.ticket_type === 'free' ? t.free : money(type.price_with_tax, type.currency);
  const isTaxed = type.ticket_type === 'paid' && tax.tax_rate > 0;
  return (
    <li className="grid gap-3 border-t border-dashed border-strong-line px-5 py-4 first:border-t-0">
      <div
        className={clsx(
          'flex items-start justify-between gap-4',
          // A date and a clock leave a title no room on a phone.
          type.availability === 'not_yet' && 'max-sm:flex-col max-sm:gap-2',
        )}
      >
        <div className="min-w-0">
          <h3 className="text-lg leading-snug font-bold">{type.title}</h3>
          {type.description && <p className="text-sm text-muted">{type.description}</p>}
          {type.ticket_type !== 'relawan' && <p className="mt-0.5 font-semibold">{price}</p>}
          {isTaxed && (
            <p className="text-sm text-muted">
              {tax.tax_included || type.price === type.price_with_tax
                ? t.taxIncluded(taxText(tax, number))
                : t.taxOnTop(money(type.price, type.currency), taxText(tax, number))}
            </p>
          )}
        </div>
        {isAvailable ? (
          !isLocked && <Stepper type={type} quantity={choice?.quantity ?? 0} choose={choose} />
        ) : (
          <Unavailable type={type} timezone={timezone} onOpened={onOpened} />
        )}
      </div>
      {isAvailable && (
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
          {type.ticket_quantity <= SCARCE && (
            <span className="font-semibold text-warn">{plural(locale, type.ticket_quantity, t.left)}</span>
          )}
          {type.max_per_person !== null && <span>{plural(locale, type.max_per_person, t.limit)}</span>}
        </p>
      )}
      {isAvailable && !isLocked && type.ticket_type === 'relawan' && (
        <OwnPrice type={type} value={choice?.price ?? ''} choose={choose} />
      )}
    </li>
  );
}

function Stepper({ type, quantity, choose }: { type: TicketType; quantity: number; choose: Props['choose'] }) {
  const t = useText(eventTexts);
  const most = mostOf(type);
  const step = (by: number) => {
    const next = quantity + by;
    // The first step is as big as the smallest order.
    if (by > 0 && next < type.min_per_order) choose({ quantity: Math.min(type.min_per_order, most) });
    else choose({ quantity: next < type.min_per_order ? 0 : Math.min(next, most) });
  };
  const round =
    'grid size-11 place-items-center rounded-full border border-strong-line bg-card hover:bg-sunken disabled:opacity-40';
  return (
    <div className="flex shrink-0 items-center gap-1">
      <button
        type="button"
        className={round}
        aria-label={t.less(type.title)}
        disabled={quantity === 0}
        onClick={() => step(-1)}
      >
        <Minus className="size-4" aria-hidden />
      </button>
      <output className="w-9 text-center text-lg font-bold tabular-nums" aria-label={t.quantity(type.title)}>
        {quantity}
      </output>
      <button
        type="button"
        className={round}
        aria-label={t.more(type.title)}
        disabled={quantity >= most}
        onClick={() => step(1)}
      >
        <Plus className="size-4" aria-hidden />
      </button>
    </div>
  );
}

function Unavailable({ type, timezone, onOpened }: Pick<Props, 'type' | 'timezone' | 'onOpened'>) {
  const t = useText(eventTexts);
  const { day, hours } = useFormats();
  const isEarly = type.availability === 'not_yet';
  const seconds = useSecondsUntil(isEarly ? type.sale_starts_at : null);
  const isOpening = isEarly && seconds === 0;
  useEffect(() => {
    if (!isOpening) return;
    // The server's clock may be a little behind ours; where it is far behind, ours is wrong, and asking often is no use.
    let asked = 0;
    let next: ReturnType<typeof setTimeout>;
    const ask = () => {
      onOpened();
      asked += 1;
      next = setTimeout(ask, asked < 30 ? 2_000 : 30_000);
    };
    ask();
    return () => clearTimeout(next);
  }, [isOpening, onOpened]);
  if (!isEarly)
    return (
      <div className="shrink-0">
        <Badge tone="bad">{type.availability === 'sold_out' ? t.soldOut : t.saleEnded}</Badge>
      </div>
    );
  const start = { starts_at: type.sale_starts_at, ends_at: type.sale_starts_at, timezone };
  return (
    <p className="text-sm text-muted sm:max-w-1/2 sm:text-right">
      {t.saleStarts(`${day(type.sale_starts_at, timezone)}, ${hours(start).replace(/–\S+/, '')}`)}
      <br />
      <span role="timer" className="font-bold text-ink tabular-nums">
        {clockText(seconds)}
      </span>
    </p>
  );
}

const OFFERS = ['10000', '25000', '50000', '100000'];

function OwnPrice({ type, value, choose }: { type: TicketType; value: string; choose: Props['choose'] }) {
  const t = useText(eventTexts);
  const id = useId();
  const { money, number } = useFormats();
  const readAmount = useReadAmount(type.currency);
  const least = Number(type.price);
  const read = value === '' ? undefined : readAmount(value, type.price);
  const sentence = read && 'sentence' in read ? read.sentence : undefined;
  const offers = [type.price, ...OFFERS.filter((offer) => type.currency === 'IDR' && Number(offer) > least)];
  return (
    <div className="grid gap-2">
      <label htmlFor={id} className="text-sm font-semibold">
        {t.ownPrice}{' '}
        <span className="font-normal text-muted">
          · {least > 0 ? t.ownPriceLeast(money(least, type.currency)) : t.ownPriceHint}
        </span>
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id={id}
          inputMode="decimal"
          value={value}
          placeholder={number(least)}
          maxLength={20}
          aria-invalid={sentence !== undefined || undefined}
          aria-describedby={sentence === undefined ? undefined : `${id}-error`}
          onChange={(event) => choose({ price: event.target.value })}
          className="h-11 w-32 rounded-full border border-strong-line bg-card px-4 tabular-nums"
        />
        {offers.slice(0, 4).map((offer) => (
          <button
            key={offer}
            type="button"
            aria-pressed={read !== undefined && 'value' in read && Number(read.value) === Number(offer)}
            // Without separators it reads the same in both languages.
            onClick={() => choose({ price: String(Number(offer)) })}
            className="min-h-11 rounded-full border border-strong-line px-4 text-sm font-semibold aria-pressed:bg-ink aria-pressed:text-paper"
          >
            {money(offer, type.currency)}
          </button>
        ))}
      </div>
      {sentence !== undefined && (
        <p id={`${id}-error`} className="text-sm font-medium text-bad" role="alert">
          {sentence}
        </p>
      )}
    </div>
  );
}

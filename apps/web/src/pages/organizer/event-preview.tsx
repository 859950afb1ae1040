import { MapPin } from 'lucide-react';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Poster } from '../../ui/poster.tsx';
import type { EditedEvent } from './event-editor-page.tsx';
import { previewTexts } from './event-preview.texts.ts';

type Typed = {
  title: string;
  description: string;
  /** As a clock at the event shows it: `2026-12-12T19:00`; empty while it is not typed. */
  starts_at: string;
  ends_at: string;
  timezone: string;
  place: string;
  is_online: boolean;
};

/** The event as its page will show it, while it is being typed. */
export function EventPreview({ typed, event }: { typed: Typed; event?: EditedEvent | undefined }) {
  const t = useText(previewTexts);
  const { money } = useFormats();
  const when = useWhen(typed);
  const title = typed.title.trim() || t.noTitle;
  const place = typed.is_online ? t.online : typed.place || t.noPlace;
  return (
    <div className="grid gap-3">
      <div>
        <h3 className="font-bold">{t.title}</h3>
        <p className="text-sm text-muted">{t.lead}</p>
      </div>
      <div className="overflow-hidden rounded-card border border-line bg-card shadow-card">
        <Poster
          image={{ url: event?.image_url ?? null, srcset: event?.image_srcset ?? null }}
          title={title}
          sizes="20rem"
          className="aspect-video border-b border-dashed border-strong-line"
        />
        <div className="grid gap-2 p-5">
          <p className="text-sm font-semibold text-accent">{when || t.noTime}</p>
          <p className="text-xl leading-snug font-bold break-words">{title}</p>
          <p className="flex items-start gap-1.5 text-sm text-muted">
            <MapPin className="mt-0.5 size-4 shrink-0" aria-hidden />
            <span>{place}</span>
          </p>
          {typed.description.trim() && (
            <p className="line-clamp-4 text-sm whitespace-pre-line break-words">{typed.description}</p>
          )}
          {event && event.ticket_type.length > 0 ? (
            <ul className="mt-1 grid gap-1 border-t border-line pt-3 text-sm">
              {event.ticket_type.map((type) => (
                <li key={type.id} className="flex justify-between gap-4">
                  <span>{type.title}</span>
                  <span className="font-bold tabular-nums">
                    {Number(type.price) === 0 ? t.free : money(type.price_with_tax, type.currency)}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p className="text-sm text-muted">{t.noTickets}</p>
          )}
        </div>
      </div>
    </div>
  );
}

/** The time in words. What was typed is a clock at the event, so no zone moves it; the zone's name stands behind. */
function useWhen({ starts_at, ends_at, timezone }: Typed): string {
  const { longDay, hours, zone } = useFormats();
  if (starts_at === '') return '';
  const [start, end] = [`${starts_at}:00Z`, `${ends_at || starts_at}:00Z`];
  const words = hours({ starts_at: start, ends_at: end, timezone: 'UTC' });
  return `${longDay(start, 'UTC')} · ${words.replace(/ \S+$/, '')} ${zone(start, timezone)}`;
}

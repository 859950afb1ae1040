import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarDays, MapPin, Sparkles } from 'lucide-react';
import { api, type Output } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Badge, EmptyState } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ContactForm } from './contact-form.tsx';
import { festivalTexts } from './festival.texts.ts';
import { Schedule } from './schedule.tsx';
import { Sponsors, Stands } from './sponsors.tsx';

type Config = Output['config']['get'];

/** The festival around the tickets: what it is, what happens when, who makes it possible, and how to write to it. */
export default function FestivalPage() {
  const t = useText(festivalTexts);
  const config = useQuery({ queryKey: ['config'], queryFn: () => api.config.get.query({}) });
  useTitle(config.data?.name || t.title);
  if (config.isPending) return <PageSkeleton />;
  if (config.isError)
    return (
      <div className="page pt-12">
        <Failure heading="h1" error={config.error} retry={() => config.refetch()} />
      </div>
    );
  return (
    <article className="grid gap-12">
      <Hero config={config.data} />
      <div className="page grid gap-12">
        {config.data.updated_at === null && (
          <EmptyState icon={Sparkles} title={t.none}>
            {t.noneHint}
          </EmptyState>
        )}
        {config.data.description && <p className="max-w-prose whitespace-pre-line">{config.data.description}</p>}
        <Schedule />
        <Stands />
        <Sponsors />
        <ContactForm />
        <Elsewhere config={config.data} />
      </div>
    </article>
  );
}

const TONES = { not_yet: 'warn', open: 'good', sold_out: 'bad', closed: 'plain' } as const;

function Hero({ config }: { config: Config }) {
  const t = useText(festivalTexts);
  const { longDay } = useFormats();
  const { venue, start_date, end_date } = config;
  const days = [start_date, end_date].filter((date, at, all) => date !== null && all.indexOf(date) === at);
  const place = [venue.name, venue.address, venue.city].filter(Boolean).join(', ');
  return (
    <header className="border-b border-line bg-linear-to-b from-accent-soft to-paper">
      <div className="page grid justify-items-start gap-4 pt-10 pb-10 sm:pt-16">
        {config.ticket_sale && <Badge tone={TONES[config.ticket_sale]}>{t.sale[config.ticket_sale]}</Badge>}
        <h1 className="max-w-3xl text-4xl font-extrabold sm:text-6xl">{config.name || t.title}</h1>
        {config.tagline && <p className="max-w-xl text-muted sm:text-lg">{config.tagline}</p>}
        {days.length > 0 && (
          <p className="flex items-center gap-2 font-semibold">
            <CalendarDays className="size-5 shrink-0 text-accent" aria-hidden />
            {days.map((date) => longDay(`${date}T12:00:00Z`, 'UTC')).join(' – ')}
          </p>
        )}
        {place && (
          <p className="flex items-center gap-2 font-semibold">
            <MapPin className="size-5 shrink-0 text-accent" aria-hidden />
            <span>
              {place}{' '}
              {venue.map_url && (
                <a className="text-accent underline underline-offset-4" href={venue.map_url} rel="noreferrer">
                  {t.map}
                </a>
              )}
            </span>
          </p>
        )}
        {config.event_id !== null && config.ticket_sale !== 'closed' && (
          <Link to="/events/$id" params={{ id: config.event_id }} className={buttonClass({ size: 'large' })}>
            {t.tickets}
          </Link>
        )}
      </div>
    </header>
  );
}

function Elsewhere({ config }: { config: Config }) {
  const t = useText(festivalTexts);
  const links = [
    ...(config.website ? [[new URL(config.website).host, config.website] as const] : []),
    ...(config.contact.email ? [[config.contact.email, `mailto:${config.contact.email}`] as const] : []),
    ...(config.contact.phone ? [[config.contact.phone, `tel:${config.contact.phone}`] as const] : []),
    ...Object.entries(config.social_links),
  ];
  if (links.length === 0) return null;
  return (
    <nav aria-label={t.elsewhere}>
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {links.map(([name, address]) => (
          <li key={address}>
            <a className="font-semibold text-accent underline underline-offset-4" href={address} rel="noreferrer">
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

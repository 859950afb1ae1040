import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { festivalTexts } from './festival.texts.ts';

/** What happens when and where, day by day. */
export function Schedule() {
  const t = useText(festivalTexts);
  const { longDay } = useFormats();
  const [stage, setStage] = useState('');
  const { data, isPending } = useQuery({ queryKey: ['schedule'], queryFn: () => api.config.schedule.query({}) });
  if (isPending) return <div className="skeleton h-48 rounded-card" />;
  if (!data || data.days.length === 0) return null;
  const days = data.days
    .map(({ date, items }) => ({ date, items: items.filter((item) => stage === '' || item.stage === stage) }))
    .filter(({ items }) => items.length > 0);
  return (
    <section className="grid gap-5" aria-labelledby="schedule">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="schedule" className="text-2xl font-extrabold">
          {t.schedule} <span className="text-base font-normal text-muted">({data.timezone})</span>
        </h2>
        {data.stages.length > 1 && (
          <label>
            <span className="sr-only">{t.stage}</span>
            <select
              className="h-11 rounded-full border border-strong-line bg-card px-4 font-semibold"
              value={stage}
              onChange={(change) => setStage(change.target.value)}
            >
              <option value="">{t.allStages}</option>
              {data.stages.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
      </div>
      {days.map(({ date, items }) => (
        <div key={date} className="grid gap-2">
          <h3 className="font-bold text-accent">{longDay(`${date}T12:00:00Z`, 'UTC')}</h3>
          <ol className="divide-y divide-line rounded-card border border-line bg-card">
            {items.map((item) => (
              <li key={item.id} className="grid gap-x-6 gap-y-1 px-5 py-4 sm:grid-cols-[8rem_minmax(0,1fr)_auto]">
                <p className="font-semibold tabular-nums">
                  {item.start_time.slice(0, 5)}–{item.end_time.slice(0, 5)}
                </p>
                <div>
                  <p className="font-bold">{item.title}</p>
                  {item.performer && <p>{item.performer}</p>}
                  {item.description && <p className="text-sm text-muted">{item.description}</p>}
                </div>
                <p className="text-sm text-muted">{item.stage}</p>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

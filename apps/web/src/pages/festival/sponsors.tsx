import { useQuery } from '@tanstack/react-query';
import { api, type Output } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { festivalTexts } from './festival.texts.ts';

type Sponsor = Output['config']['sponsors']['items'][number];

/** Who makes it possible, the greatest first. */
export function Sponsors() {
  const t = useText(festivalTexts);
  const { data } = useQuery({
    queryKey: ['sponsors'],
    queryFn: () => api.config.sponsors.query({ page_size: 100 }),
  });
  if (!data || data.items.length === 0) return null;
  const tiers = [...new Set(data.items.map(({ tier }) => tier))];
  return (
    <section className="grid gap-5" aria-labelledby="sponsors">
      <h2 id="sponsors" className="text-2xl font-extrabold">
        {t.sponsors}
      </h2>
      {tiers.map((tier) => (
        <div key={tier} className="grid gap-2">
          <h3 className="font-bold text-muted">{t.tiers[tier]}</h3>
          <ul className="grid gap-4 sm:grid-cols-3">
            {data.items
              .filter((sponsor) => sponsor.tier === tier)
              .map((sponsor) => (
                <li key={sponsor.id}>
                  <SponsorCard sponsor={sponsor} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function SponsorCard({ sponsor }: { sponsor: Sponsor }) {
  return (
    <article className="relative grid h-full content-start gap-2 rounded-card border border-line bg-card p-5">
      {/* Logos are drawn for white paper. */}
      {sponsor.logo_url && (
        <img src={sponsor.logo_url} alt="" loading="lazy" className="h-16 rounded-lg bg-white object-contain p-2" />
      )}
      <h4 className="font-bold">
        {sponsor.website ? (
          <a href={sponsor.website} rel="noreferrer" className="after:absolute after:inset-0">
            {sponsor.name}
          </a>
        ) : (
          sponsor.name
        )}
      </h4>
      {sponsor.description && <p className="text-sm text-muted">{sponsor.description}</p>}
    </article>
  );
}

/** Who has a stand, and where. */
export function Stands() {
  const t = useText(festivalTexts);
  const { data } = useQuery({ queryKey: ['vendors'], queryFn: () => api.vendors.list.query({ page_size: 100 }) });
  if (!data || data.items.length === 0) return null;
  return (
    <section className="grid gap-5" aria-labelledby="stands">
      <h2 id="stands" className="text-2xl font-extrabold">
        {t.vendors}
      </h2>
      <ul className="grid gap-4 sm:grid-cols-2">
        {data.items.map((vendor) => (
          <li key={vendor.id} className="grid content-start gap-1 rounded-card border border-line bg-card p-5">
            <h3 className="font-bold">{vendor.name}</h3>
            {vendor.booths.map((booth) => (
              <p key={booth.id} className="text-sm font-semibold text-accent">
                {[t.booth(booth.number), booth.location].filter(Boolean).join(' · ')}
              </p>
            ))}
            {vendor.category && <p className="text-sm text-muted">{vendor.category}</p>}
            {vendor.description && <p className="text-sm">{vendor.description}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

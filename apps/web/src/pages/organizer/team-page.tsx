import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Users } from 'lucide-react';
import { api } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import type { Account } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Failure } from '../../ui/failure.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { SignedIn } from '../../ui/signed-in.tsx';
import { organizerTexts } from './organizer.texts.ts';
import { teamTexts } from './team.texts.ts';
import { Team } from './team.tsx';

export default function TeamPage() {
  return <SignedIn>{(account) => <Teams account={account} />}</SignedIn>;
}

function Teams({ account }: { account: Account }) {
  const t = useText(teamTexts);
  const { back } = useText(organizerTexts);
  useTitle(t.title);
  const organizations = useQuery({
    queryKey: ['own-organizations'],
    queryFn: () => api.organizations.list.query({ is_mine: true, page_size: 100 }),
  });
  if (organizations.isPending) return <PageSkeleton />;
  return (
    <div className="page grid max-w-3xl gap-8 pt-6">
      <Link
        to="/organizer"
        className="inline-flex items-center gap-1.5 text-sm font-semibold text-muted hover:text-ink"
      >
        <ArrowLeft className="size-4" aria-hidden /> {back}
      </Link>
      <header className="grid gap-2">
        <h1 className="text-3xl font-extrabold sm:text-4xl">{t.title}</h1>
        <p className="text-muted">{t.lead}</p>
      </header>
      {organizations.isError ? (
        <Failure error={organizations.error} retry={() => organizations.refetch()} />
      ) : organizations.data.items.length === 0 ? (
        <EmptyState icon={Users} title={t.none}>
          {t.noneHint}
        </EmptyState>
      ) : (
        organizations.data.items.map((organization) => (
          <Team key={organization.id} organization={organization} account={account} />
        ))
      )}
    </div>
  );
}

import { Link, useSearch } from '@tanstack/react-router';
import { ShieldX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useText } from '../../lib/locale.tsx';
import { isAdministrator } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { EmptyState } from '../../ui/notice.tsx';
import { SignedIn } from '../../ui/signed-in.tsx';
import { adminTexts } from './admin.texts.ts';
import { EventApprovals, ProposalApprovals } from './approvals.tsx';
import { AuditTrail } from './audit-trail.tsx';
import { Audits } from './audits.tsx';
import { Categories } from './categories.tsx';
import { FailedJobs } from './failed-jobs.tsx';
import { Festival } from './festival.tsx';
import { Messages } from './messages.tsx';
import { People } from './people.tsx';
import { Reconciliations } from './reconciliations.tsx';
import { TABS, type Tab } from './tabs.ts';
import { Vendors } from './vendors.tsx';
import { Venues } from './venues.tsx';

const CONTENT: Record<Tab, () => React.ReactNode> = {
  events: EventApprovals,
  proposals: ProposalApprovals,
  users: People,
  categories: Categories,
  jobs: FailedJobs,
  money: Reconciliations,
  books: Audits,
  trail: AuditTrail,
  venues: Venues,
  festival: Festival,
  messages: Messages,
  vendors: Vendors,
};

export default function AdminPage() {
  const t = useText(adminTexts);
  useTitle(t.title);
  return (
    <div className="page grid gap-6 pt-8">
      <h1 className="text-3xl font-extrabold sm:text-4xl">{t.title}</h1>
      <SignedIn>
        {(account) => (isAdministrator(account) ? <Tabs /> : <EmptyState icon={ShieldX} title={t.forbidden} />)}
      </SignedIn>
    </div>
  );
}

function Tabs() {
  const t = useText(adminTexts);
  const { tab = 'events' } = useSearch({ from: '/admin' });
  const nav = useRef<HTMLElement>(null);
  const Content = CONTENT[tab];
  // On a phone they are a row that is wider than the screen.
  useEffect(() => {
    nav.current?.querySelector(`[data-tab=${tab}]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [tab]);
  return (
    <>
      <nav
        ref={nav}
        aria-label={t.title}
        className="-mx-4 flex gap-2 overflow-x-auto px-4 pb-1 sm:mx-0 sm:flex-wrap sm:px-0"
      >
        {TABS.map((name) => (
          <Link
            key={name}
            to="/admin"
            search={{ tab: name }}
            data-tab={name}
            aria-current={tab === name ? 'page' : undefined}
            className="inline-flex min-h-11 shrink-0 items-center rounded-full border border-strong-line px-4 text-sm font-semibold aria-[current=page]:bg-ink aria-[current=page]:text-paper"
          >
            {t.tabs[name]}
          </Link>
        ))}
      </nav>
      <div className="grid gap-4">
        <Content />
      </div>
    </>
  );
}

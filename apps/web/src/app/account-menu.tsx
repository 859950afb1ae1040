import * as Menu from '@radix-ui/react-dropdown-menu';
import { Link } from '@tanstack/react-router';
import { CircleUser, LogOut } from 'lucide-react';
import { useFormats } from '../lib/format.ts';
import { useText } from '../lib/locale.tsx';
import { type Account, isAdministrator, isGateStaff, isHouse, isOrganizer, useSignOut } from '../lib/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { shellTexts } from './shell.texts.ts';

const ITEM =
  'flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-3 text-[0.95rem] outline-none data-highlighted:bg-sunken';

/** What somebody who is signed in can go to, by role. */
export default function AccountMenu({ account }: { account: Account }) {
  const t = useText(shellTexts);
  const { money } = useFormats();
  const signOut = useSignOut();
  const links = [
    { to: '/tickets', text: t.tickets },
    { to: '/orders', text: t.orders },
    { to: '/account', text: t.account },
    ...(isOrganizer(account)
      ? ([{ to: '/organizer', text: t.organize }] as const)
      : ([{ to: '/become-organizer', text: t.organize }] as const)),
    ...(isGateStaff(account) ? ([{ to: '/gate', text: t.gate }] as const) : []),
    ...(isHouse(account) ? ([{ to: '/box-office', text: t.boxOffice }] as const) : []),
    ...(isAdministrator(account) ? ([{ to: '/admin', text: t.administer }] as const) : []),
  ] as const;
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="inline-flex min-h-11 items-center gap-2 rounded-full px-3 font-semibold hover:bg-sunken">
          <CircleUser className="size-6" aria-hidden strokeWidth={1.75} />
          <span className="max-w-32 truncate max-sm:sr-only">{account.name}</span>
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Content
            align="end"
            sideOffset={8}
            className="z-50 min-w-60 rounded-2xl border border-line bg-card p-2 shadow-card"
          >
            <div className="px-3 py-2">
              <p className="truncate font-semibold">{account.name}</p>
              <p className="text-sm text-muted">
                {t.balance}: {money(account.balance, account.currency)}
              </p>
            </div>
            <Menu.Separator className="my-1 h-px bg-line" />
            {links.map(({ to, text }) => (
              <Menu.Item key={to} asChild>
                {to === '/gate' ? (
                  // A document of its own: only there the policy of the page lets the camera's WebAssembly run.
                  <a href={to} className={ITEM}>
                    {text}
                  </a>
                ) : (
                  <Link to={to} className={ITEM}>
                    {text}
                  </Link>
                )}
              </Menu.Item>
            ))}
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.Item className={ITEM} onSelect={() => signOut.mutate()}>
              <LogOut className="size-4" aria-hidden /> {t.signOut}
            </Menu.Item>
          </Menu.Content>
        </Menu.Portal>
      </Menu.Root>
      <Dialog title={t.signOutFailed} isOpen={signOut.isError} onClose={signOut.reset} closeLabel={t.close}>
        <Notice tone="bad">{t.signOutFailedHint}</Notice>
      </Dialog>
    </>
  );
}

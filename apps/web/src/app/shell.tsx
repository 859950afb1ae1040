import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Moon, Sun, SunMoon, Ticket } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useLocale, useText } from '../lib/locale.tsx';
import { useAccount } from '../lib/session.ts';
import { buttonClass } from '../ui/button.tsx';
import { shellTexts } from './shell.texts.ts';
import { type Theme, useTheme } from './theme.ts';

const AccountMenu = lazy(() => import('./account-menu.tsx'));

/** Frame of every page: header, content, footer. */
export function Shell() {
  const t = useText(shellTexts);
  useFocusAfterNavigation();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-full focus:bg-accent focus:px-5 focus:py-3 focus:text-on-accent"
      >
        {t.skip}
      </a>
      <Header />
      {/* At least a screen high, so that the footer does not jump when what is on its way has come. */}
      <main id="content" tabIndex={-1} className="min-h-[calc(100dvh-4rem)] flex-1 pb-16 outline-none">
        <Outlet />
      </main>
      <Footer />
    </div>
  );
}

/**
 * A new page is read from its beginning, by eye and by screen reader, unless it has put the focus somewhere itself. The
 * link that led to it is often gone by then, and the focus with it.
 */
function useFocusAfterNavigation(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef<string>(undefined);
  useEffect(() => {
    const isNew = before.current !== undefined && path !== undefined && path !== before.current;
    before.current = path ?? before.current;
    const holder = document.activeElement;
    if (isNew && (holder === null || holder === document.body || holder.tagName === 'A'))
      document.getElementById('content')?.focus();
  }, [path]);
}

function Header() {
  const t = useText(shellTexts);
  const { account, isLoading } = useAccount();
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-paper/92 backdrop-blur-sm">
      <div className="page flex h-16 items-center gap-2">
        <Link to="/" aria-label={t.home} className="mr-auto flex items-center gap-2 py-2">
          <span className="grid size-9 -rotate-6 place-items-center rounded-lg bg-accent text-on-accent">
            <Ticket className="size-5" aria-hidden />
          </span>
          <span className="font-display text-2xl font-extrabold tracking-tight">setiket</span>
        </Link>
        <nav aria-label={t.menu} className="flex items-center">
          {account && (
            <Link
              to="/tickets"
              className="hidden min-h-11 items-center rounded-full px-4 font-semibold hover:bg-sunken sm:inline-flex"
            >
              {t.tickets}
            </Link>
          )}
          {account ? (
            <Suspense fallback={<span className="size-11" />}>
              <AccountMenu account={account} />
            </Suspense>
          ) : (
            <Link
              to="/sign-in"
              className={buttonClass({ variant: 'secondary', size: 'small' })}
              data-loading={isLoading}
            >
              {t.signIn}
            </Link>
          )}
        </nav>
      </div>
    </header>
  );
}

const THEMES: { theme: Theme; icon: typeof Sun }[] = [
  { theme: 'light', icon: Sun },
  { theme: 'dark', icon: Moon },
  { theme: 'system', icon: SunMoon },
];

function Footer() {
  const t = useText(shellTexts);
  const { locale, setLocale } = useLocale();
  const [theme, setTheme] = useTheme();
  return (
    <footer className="border-t border-line bg-sunken">
      <div className="page flex flex-wrap items-center gap-x-8 gap-y-5 py-8 text-sm">
        <p className="max-w-sm grow text-muted">{t.footer}</p>
        <ul className="flex gap-5">
          <li>
            <Link to="/festival" className="underline-offset-4 hover:underline">
              {t.festival}
            </Link>
          </li>
          <li>
            <a className="underline-offset-4 hover:underline" href="/api/docs/">
              {t.api}
            </a>
          </li>
        </ul>
        <button
          type="button"
          lang={locale === 'id' ? 'en' : 'id'}
          className="min-h-11 rounded-full px-3 font-semibold underline-offset-4 hover:underline"
          onClick={() => setLocale(locale === 'id' ? 'en' : 'id')}
        >
          {t.language}
        </button>
        <fieldset className="flex rounded-full border border-strong-line p-1">
          <legend className="sr-only">{t.theme}</legend>
          {THEMES.map(({ theme: choice, icon: Icon }) => (
            <label
              key={choice}
              className="grid size-9 cursor-pointer place-items-center rounded-full has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-3 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="theme"
                className="sr-only"
                checked={theme === choice}
                onChange={() => setTheme(choice)}
                aria-label={t[choice]}
              />
              <Icon className="size-4" aria-hidden />
            </label>
          ))}
        </fieldset>
      </div>
    </footer>
  );
}

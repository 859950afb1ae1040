import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { TABS, type Tab } from '../pages/admin/tabs.ts';
import { Failure } from '../ui/failure.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

/** What a filter of the first page may hold; all of it lives in the address. */
export type HomeSearch = {
  q?: string | undefined;
  category?: string | undefined;
  city?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  price?: 'free' | 'low' | 'mid' | 'high' | undefined;
  page?: number | undefined;
};

const PRICES = ['free', 'low', 'mid', 'high'] as const;
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const day = (value: unknown) => (/^\d{4}-\d\d-\d\d$/.test(String(value)) ? String(value) : undefined);

/** Leaves out what is absent, so that an address says no more than was chosen. */
function present<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (search: Record<string, unknown>): HomeSearch =>
    present({
      // The router reads a search for 2026 as a number.
      q: text(search.q === undefined ? undefined : String(search.q)),
      category: text(search.category),
      city: text(search.city),
      from: day(search.from),
      to: day(search.to),
      price: PRICES.find((price) => price === search.price),
      page: Number.isInteger(search.page) && Number(search.page) > 1 ? Number(search.page) : undefined,
    }),
  component: lazyRouteComponent(() => import('../pages/home/home-page.tsx')),
});

const event = createRoute({
  getParentRoute: () => root,
  path: '/events/$id',
  component: lazyRouteComponent(() => import('../pages/event/event-page.tsx')),
});

/** `next` is where somebody goes on after signing in: a path of ours. */
const next = (search: Record<string, unknown>): { next?: string } => {
  const path = text(search.next);
  return path !== undefined && /^\/(?!\/|\\)/.test(path) ? { next: path } : {};
};

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: next,
  component: lazyRouteComponent(() => import('../pages/account/sign-in-page.tsx')),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  validateSearch: next,
  component: lazyRouteComponent(() => import('../pages/account/register-page.tsx')),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('../pages/account/forgot-password-page.tsx')),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  // Mails of before have the token in the query.
  validateSearch: (search: Record<string, unknown>): { token?: string } => present({ token: text(search.token) }),
  component: lazyRouteComponent(() => import('../pages/account/reset-password-page.tsx')),
});

const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: '/verify-email',
  component: lazyRouteComponent(() => import('../pages/account/verify-email-page.tsx')),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('../pages/account/account-page.tsx')),
});

const orders = createRoute({
  getParentRoute: () => root,
  path: '/orders',
  component: lazyRouteComponent(() => import('../pages/booking/orders-page.tsx')),
});

const order = createRoute({
  getParentRoute: () => root,
  path: '/orders/$id',
  validateSearch: (search: Record<string, unknown>): { payment?: string } => present({ payment: text(search.payment) }),
  component: lazyRouteComponent(() => import('../pages/booking/order-page.tsx')),
});

const tickets = createRoute({
  getParentRoute: () => root,
  path: '/tickets',
  component: lazyRouteComponent(() => import('../pages/tickets/tickets-page.tsx')),
});

const ticket = createRoute({
  getParentRoute: () => root,
  path: '/tickets/$id',
  validateSearch: (search: Record<string, unknown>): { payment?: string } => present({ payment: text(search.payment) }),
  component: lazyRouteComponent(() => import('../pages/tickets/ticket-page.tsx')),
});

const transfers = createRoute({
  getParentRoute: () => root,
  path: '/transfers',
  component: lazyRouteComponent(() => import('../pages/transfers/transfers-page.tsx')),
});

const organizer = createRoute({
  getParentRoute: () => root,
  path: '/organizer',
  component: lazyRouteComponent(() => import('../pages/organizer/dashboard-page.tsx')),
});

const becomeOrganizer = createRoute({
  getParentRoute: () => root,
  path: '/become-organizer',
  component: lazyRouteComponent(() => import('../pages/organizer/become-organizer-page.tsx')),
});

const team = createRoute({
  getParentRoute: () => root,
  path: '/organizer/team',
  component: lazyRouteComponent(() => import('../pages/organizer/team-page.tsx')),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations',
  component: lazyRouteComponent(() => import('../pages/organizer/invitation-page.tsx')),
});

const newEvent = createRoute({
  getParentRoute: () => root,
  path: '/organizer/events/new',
  component: lazyRouteComponent(() => import('../pages/organizer/event-editor-page.tsx')),
});

const editEvent = createRoute({
  getParentRoute: () => root,
  path: '/organizer/events/$id',
  component: lazyRouteComponent(() => import('../pages/organizer/event-editor-page.tsx')),
});

const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  validateSearch: (search: Record<string, unknown>): { tab?: Tab } =>
    present({ tab: TABS.find((tab) => tab === search.tab) }),
  component: lazyRouteComponent(() => import('../pages/admin/admin-page.tsx')),
});

const boxOffice = createRoute({
  getParentRoute: () => root,
  path: '/box-office',
  component: lazyRouteComponent(() => import('../pages/box-office/box-office-page.tsx')),
});

const festival = createRoute({
  getParentRoute: () => root,
  path: '/festival',
  component: lazyRouteComponent(() => import('../pages/festival/festival-page.tsx')),
});

const gate = createRoute({
  getParentRoute: () => root,
  path: '/gate',
  component: lazyRouteComponent(() => import('../pages/gate/gate-page.tsx')),
});

const routes = root.addChildren([
  home,
  event,
  signIn,
  register,
  forgot,
  reset,
  verifyEmail,
  account,
  orders,
  order,
  tickets,
  ticket,
  transfers,
  organizer,
  team,
  invitation,
  becomeOrganizer,
  newEvent,
  editEvent,
  admin,
  boxOffice,
  festival,
  gate,
]);

export const router = createRouter({
  routeTree: routes,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: ({ error, reset: again }) => (
    <div className="page pt-12">
      <Failure heading="h1" error={error} retry={again} />
    </div>
  ),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

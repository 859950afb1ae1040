import './languages/index.ts';
import { accountRouter, authRouter, usersRouter } from './features/accounts/index.ts';
import { auditsRouter } from './features/audit/index.ts';
import { auditTrailRouter } from './features/audit-trail/index.ts';
import { bookingsRouter, ticketSalesRouter } from './features/bookings/index.ts';
import { boxOfficeRouter, upgradesRouter } from './features/box-office/index.ts';
import { catalogueRouter, organizationProgrammeRouter, venueProgrammeRouter } from './features/catalogue/index.ts';
import { categoriesRouter } from './features/categories/index.ts';
import { checkoutRouter, reconciliationsRouter } from './features/checkout/index.ts';
import { eventPlanningRouter } from './features/event-planning/index.ts';
import { eventsRouter } from './features/events/index.ts';
import { configRouter } from './features/festival/index.ts';
import { gatesRouter } from './features/gates/index.ts';
import { guestMessagesRouter } from './features/guest-messages/index.ts';
import { ticketTypesRouter } from './features/inventory/index.ts';
import { jobsRouter } from './features/jobs/index.ts';
import { ordersRouter, ticketPapersRouter } from './features/orders/index.ts';
import { organizationsRouter, proposalsRouter } from './features/organizers/index.ts';
import { postersRouter } from './features/posters/index.ts';
import { paymentsRouter, registrationsRouter } from './features/registrations/index.ts';
import { salesDeskRouter } from './features/sales-desk/index.ts';
import { scanRouter, snapshotRouter } from './features/scanning/index.ts';
import { attendeesRouter, ticketsRouter } from './features/tickets/index.ts';
import { transfersRouter } from './features/transfers/index.ts';
import { vendorsRouter } from './features/vendors/index.ts';
import { venuesRouter } from './features/venues/index.ts';
import { waitingRoomRouter } from './features/waiting-room/index.ts';
import { walletsRouter } from './features/wallets/index.ts';
import { mergeRouters, router } from './kernel/trpc.ts';

/** Every procedure of Setiket: served natively at /trpc, over REST at /api/v1, documented at /api/schema/. */
export const appRouter = router({
  account: accountRouter,
  attendees: attendeesRouter,
  audits: auditsRouter,
  auditTrail: auditTrailRouter,
  auth: authRouter,
  bookings: bookingsRouter,
  boxOffice: boxOfficeRouter,
  categories: categoriesRouter,
  checkout: checkoutRouter,
  config: configRouter,
  events: mergeRouters(catalogueRouter, eventsRouter, eventPlanningRouter, salesDeskRouter),
  gates: mergeRouters(gatesRouter, snapshotRouter),
  guestMessages: guestMessagesRouter,
  jobs: jobsRouter,
  posters: postersRouter,
  orders: ordersRouter,
  payments: paymentsRouter,
  organizations: mergeRouters(organizationsRouter, organizationProgrammeRouter),
  proposals: proposalsRouter,
  reconciliations: reconciliationsRouter,
  registrations: registrationsRouter,
  scan: scanRouter,
  ticketTypes: ticketTypesRouter,
  tickets: mergeRouters(ticketsRouter, ticketSalesRouter, ticketPapersRouter),
  transfers: transfersRouter,
  upgrades: upgradesRouter,
  users: usersRouter,
  vendors: vendorsRouter,
  venues: mergeRouters(venuesRouter, venueProgrammeRouter),
  waitingRoom: waitingRoomRouter,
  wallets: walletsRouter,
});

export type AppRouter = typeof appRouter;

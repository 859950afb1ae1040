import { router } from './kernel/trpc.ts';

/** Every procedure of Setiket: served natively at /trpc, over REST at /api/v1, documented at /api/schema/. */
export const appRouter = router({});

export type AppRouter = typeof appRouter;

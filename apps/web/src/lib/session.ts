import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { api, type Output, queryClient, refusalOf } from './api.ts';
import { fetchOrKept, forgetBegun, forgetKept } from './offline.ts';

export type Account = Output['account']['get'];
export type Role = Account['role'];

/** Whether no server was reached, so that what was kept may stand in. */
export const isAway = (error: unknown) => refusalOf(error).status === 0;

/** Who is signed in; null for nobody. */
export const accountQuery = queryOptions({
  queryKey: ['account'],
  staleTime: 60_000,
  networkMode: 'always',
  queryFn: async (): Promise<Account | null> => {
    try {
      return await fetchOrKept('account', () => api.account.get.query({}), isAway);
    } catch (error) {
      if (refusalOf(error).status === 401) return null;
      throw error;
    }
  },
});

export function useAccount(): { account: Account | null; isLoading: boolean } {
  const { data, isPending } = useQuery(accountQuery);
  return { account: data ?? null, isLoading: isPending };
}

type Credentials = { username: string; password: string };

export function useSignIn() {
  return useMutation({
    mutationFn: (input: Credentials) => api.auth.signIn.mutate(input),
    onSuccess: forgetEverything,
  });
}

export function useSignOut() {
  return useMutation({
    // Without a network it fails, and says so, instead of waiting for one.
    networkMode: 'always',
    // Whose session has ended meanwhile is out already.
    mutationFn: () => api.auth.logout.mutate({}).catch(unlessOut),
    onSuccess: () => {
      forgetBegun();
      return forgetEverything();
    },
  });
}

function unlessOut(error: unknown): void {
  if (refusalOf(error).status !== 401) throw error;
}

/** What one person saw is not another's to see. */
export async function forgetEverything(): Promise<void> {
  forgetKept();
  const predicate = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== accountQuery.queryKey[0];
  // Who it is comes first: pages that need somebody go before their questions are asked again.
  await queryClient.fetchQuery({ ...accountQuery, staleTime: 0 }).catch(() => null);
  queryClient.removeQueries({ type: 'inactive', predicate });
  // What a page listens to is emptied and asked again: a query that was removed tells it nothing any more.
  void queryClient.resetQueries({ type: 'active', predicate });
}

/** Who has organizer's pages at all: by role, or because an organization has them among its people. */
export const isOrganizer = ({ role, memberships }: Account): boolean =>
  role === 'event_organizer' || role === 'administrator' || memberships.length > 0;
/** Who may plan events: not those who only help. */
export const mayPlan = ({ role, memberships }: Account): boolean =>
  role === 'event_organizer' || role === 'administrator' || memberships.some((one) => one.role !== 'MEMBER');
/** Who may change this event. */
export const mayManage = ({ role, memberships }: Account, event: { organization_id: string }): boolean =>
  role === 'administrator' ||
  memberships.some((one) => one.organization_id === event.organization_id && one.role !== 'MEMBER');
export const isAdministrator = ({ role }: Account): boolean => role === 'administrator';
/** Who may stand at a gate with an account of their own. */
export const isGateStaff = (account: Account): boolean => account.role === 'staff' || mayPlan(account);
/** Who answers buyers and stands at the door. */
export const isHouse = ({ role }: Account): boolean =>
  role === 'staff' || role === 'support' || role === 'administrator';

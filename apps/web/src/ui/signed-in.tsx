import { Navigate, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Account, useAccount } from '../lib/session.ts';
import { PageSkeleton } from './page-skeleton.tsx';

/** Shows what only somebody who is signed in can see; others sign in first and come back. */
export function SignedIn({ children }: { children: (account: Account) => ReactNode }) {
  const { account, isLoading } = useAccount();
  const path = useLocation({ select: ({ href }) => href });
  if (isLoading) return <PageSkeleton />;
  if (!account) return <Navigate to="/sign-in" search={{ next: path }} replace />;
  return children(account);
}
